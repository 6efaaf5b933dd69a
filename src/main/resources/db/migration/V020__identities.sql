create table identities_record (
  identity_id bytea not null primary key,
  user_id bytea not null,
  idx bigint not null,
  record bytea not null,
  active_since bigint not null,
  unique (user_id, idx)
);
create table identities_vault (
  user_id bytea not null primary key,
  identity_id bytea not null,
  vault bytea not null
);
create table identities_lock (
  user_id bytea not null,
  kind int not null,
  lock_bytes bytea not null,
  lock_hash bytea not null,
  primary key (user_id, kind)
);
create table identities_reset (
  user_id bytea not null primary key,
  since bigint not null
);
create table identities_pending (
  challenge_id bytea not null primary key,
  user_id bytea not null,
  session_key text not null,
  record bytea not null,
  vault bytea not null,
  lock_bytes bytea not null,
  answer_hash bytea not null,
  expires bigint not null
);
create index identities_pending_expires on identities_pending (expires);
