-- Of an event it is kept which scopes a receiver must have to hear of it, not only that it needs one: receivers have
-- scopes of their own. What was kept before goes where it went.
alter table outbox add column behind text[] not null default '{}';
alter table event add column behind text[] not null default '{}';
update outbox set behind = '{vertrouwelijk}' where confidential;
update event set behind = '{vertrouwelijk}' where confidential;
alter table outbox drop column confidential;
alter table event drop column confidential;

-- An object that was hidden once stays so when it is told that it was destroyed.
create or replace function erase_messages(of text, destroyed uuid, list text, secret boolean) returns void language plpgsql as $$
begin
  update outbox set facts = '{}' where object = destroyed;
  update event set facts = '{}' where object = destroyed;
  if exists (select from sink) then
    insert into outbox (action, resource, object, followed, behind, facts)
    values ('erase', of, destroyed, false,
      array(select unnest(behind) from event where object = destroyed
        union select unnest(behind) from outbox where object = destroyed
        union select 'vertrouwelijk' where secret),
      jsonb_build_object('lijst', list));
  end if;
end $$;
