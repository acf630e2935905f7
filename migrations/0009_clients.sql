-- A client signs its tokens itself (ZGW JWT, HS256), with a secret that both sides know. It is a token in every other
-- respect, and shares their names: what it may do, for whom it works, whom to ask.
alter table token
  -- Of a client: its secret, encrypted (AES-256-GCM) with a key that is not in the database. The hash is then that of
  -- these bytes: it tells rows apart, and nobody can sign in with it.
  add column secret bytea;
