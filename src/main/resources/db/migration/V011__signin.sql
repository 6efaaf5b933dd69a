create table signin_credential (
  user_id bytea not null primary key,
  salt bytea not null,
  hash text not null
);
create table signin_link (
  link_id bytea not null primary key,
  token_hash bytea not null unique,
  kind text not null,
  user_id bytea,
  created_by bytea,
  created bigint not null,
  expires bigint not null,
  used bigint
);
create table signin_login (
  session_key text not null primary key,
  user_id bytea not null,
  session_id text not null,
  since bigint not null
);
create index signin_login_user on signin_login (user_id);
create index signin_login_session on signin_login (session_id);
create table signin_session (
  primary_id char(36) not null primary key,
  session_id char(36) not null unique,
  creation_time bigint not null,
  last_access_time bigint not null,
  max_inactive_interval int not null,
  expiry_time bigint not null,
  principal_name varchar(100)
);
create index signin_session_expiry on signin_session (expiry_time);
create index signin_session_principal on signin_session (principal_name);
create table signin_session_attributes (
  session_primary_id char(36) not null references signin_session (primary_id) on delete cascade,
  attribute_name varchar(200) not null,
  attribute_bytes bytea not null,
  primary key (session_primary_id, attribute_name)
);
