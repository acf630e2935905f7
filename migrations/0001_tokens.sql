-- Who may use the API. Revoked tokens stay, so that the log can still be read.
create table token (
  id bigint generated always as identity primary key,
  -- what the log calls the token
  identifier text not null check (identifier ~ '^[-a-zA-Z0-9_]{1,50}$'),
  -- SHA-256 of the token. A token that we make holds 160 random bits, which nobody can search through: a slow or
  -- salted hash, as for passwords that people think of, would cost time for every check and add nothing.
  hash bytea not null unique check (octet_length(hash) = 32),
  contact_person text not null default '',
  email text not null default '',
  organization text not null default '',
  application text not null default '',
  administration text not null default '',
  created timestamptz not null default now(),
  last_modified timestamptz not null default now(),
  revoked_at timestamptz
);

-- The name of a revoked token may be used again: a client that gets a new token stays who it is.
create unique index token_identifier on token (identifier) where revoked_at is null;
