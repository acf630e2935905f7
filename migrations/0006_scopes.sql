-- What a token may do (src/model/scopes.ts), and for whom it works. A token made without scopes can do nothing.
alter table token
  add column scopes text[] not null default '{}',
  -- works outside the municipality: gets no addresses of partijen that asked for geheimhouding
  add column extern boolean not null default false,
  -- the actor that it is, and the organisational units to which it belongs: what is theirs it sees, even if confidential
  add column actor uuid,
  add column units uuid[] not null default '{}';

-- Tokens that exist keep what they could do.
update token set scopes = '{
  partijen.lezen, partijen.schrijven, partijen.verwijderen,
  klantcontacten.lezen, klantcontacten.schrijven, klantcontacten.verwijderen,
  taken.lezen, taken.schrijven, taken.verwijderen,
  actoren.lezen, actoren.schrijven, actoren.verwijderen,
  lijsten.lezen, lijsten.schrijven, lijsten.verwijderen,
  contactgegevens.lezen, contactgegevens.schrijven, contactgegevens.verwijderen,
  klantcontacten.corrigeren, klantcontacten.altijd_aanvullen,
  bsn.gebruiken, bsn.tonen, vertrouwelijk, geheimhouding, notities
}';

-- Rows that not everyone sees: they are counted, because the count of a list tells only what one may see.
create index klantcontact_vertrouwelijk_idx on klantcontact (id) where vertrouwelijk;
create index partij_indicatie_geheimhouding_idx on partij (id) where indicatie_geheimhouding;
