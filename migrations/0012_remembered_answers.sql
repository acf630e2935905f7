-- What was answered to a request that came with a key (Idempotency-Key), so that it is done once however often it is
-- sent. Kept for a day.
create table remembered_answer (
  -- a hash of who asks and the key, which itself stands nowhere
  id bytea primary key,
  made_at timestamptz not null default clock_timestamp(),
  -- of the address and the body, and of what the caller may see; keyed with another hash of the same
  fingerprint bytea not null,
  sight bytea not null,
  -- the answer, enciphered with that; null once something that it tells of was destroyed
  sealed bytea,
  -- all that it tells of
  objects uuid[] not null
);
alter table remembered_answer set (autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0);
create index remembered_answer_made_at_idx on remembered_answer (made_at);
create index remembered_answer_objects_idx on remembered_answer using gin (objects);

-- For the destruction of objects: the answers that tell of them go. That there was one stays, so that a request that is
-- sent again does not bring back what was destroyed.
create function erase_answers(destroyed uuid[]) returns void language sql as $$
  update remembered_answer set sealed = null, objects = '{}' where objects && destroyed
$$;

-- History asks this for what it destroys: whatever else was to be erased still is.
alter function vernietig_elders(text, bigint[]) rename to vernietig_elders_zonder_antwoorden;
create function vernietig_elders(collectie text, ids bigint[]) returns void language plpgsql as $$
#variable_conflict use_variable
begin
  perform vernietig_elders_zonder_antwoorden(collectie, ids);
  perform erase_answers(array(select o.uuid from vernietigd_object o where o.collectie = collectie and o.id = any(ids)));
end $$;
