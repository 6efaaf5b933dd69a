create table roomkeys_epoch (
  room_id bytea not null,
  epoch int not null,
  pos bigint not null,
  record_hash bytea not null,
  rows_hash bytea not null,
  primary key (room_id, epoch)
);
create table roomkeys_grant (
  user_id bytea not null,
  room_id bytea not null,
  epoch int not null,
  identity_id bytea not null,
  granter bytea not null,
  grant_bytes bytea not null,
  primary key (user_id, room_id, epoch, identity_id, granter)
);
