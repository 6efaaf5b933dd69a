-- Until when a name that its owner no longer uses stays theirs; null: the name is in use.
alter table accounts_skeleton add column reserved_until bigint;

-- The address of a user's picture; empty: none.
alter table accounts_user add column avatar varchar(32) not null default '';

create table profiles_avatar (
  user_id bytea       not null primary key references accounts_user (user_id) on delete cascade,
  hash    varchar(32) not null,  -- of the image: the first 16 bytes of SHA-256
  type    varchar(16) not null,
  image   bytea       not null
);
create index profiles_avatar_hash on profiles_avatar (hash);
