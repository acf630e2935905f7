-- Four eyes are those of two people, whatever they sign in with: by what else the proposer of a list is known, beside
-- what it signed in as. Someone who has two tokens is one person.
alter table vernietigingslijst add column voorgesteld_als text[] not null default '{}';
