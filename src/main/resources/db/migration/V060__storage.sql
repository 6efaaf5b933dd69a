-- What the private files beside the database are told by: every node must have the same ones.
create table storage_file (
  name        text  not null primary key,
  fingerprint bytea not null
);
