-- Who sees no more than what is of its units also sees what it made itself: that is found by who made it, not by reading
-- the first version of everything.
create index klantcontact_versie_door_idx on klantcontact_versie (versie_door) where versie = 1 and versie_actie = 'toegevoegd';
create index interne_taak_versie_door_idx on interne_taak_versie (versie_door) where versie = 1 and versie_actie = 'toegevoegd';
