-- What a browser has learned about others (SC1P), and the lock of a recovery code.
create table identities_pins (
  user_id bytea  not null primary key,
  version bigint not null,
  pins    bytea  not null
);
alter table identities_pending add column recovery_lock bytea;
alter table identities_pending add column pins bytea;

-- Who lacks the key of which epoch and since when, until somebody has granted it.
create table roomkeys_wish (
  room_id     bytea  not null,
  user_id     bytea  not null,
  identity_id bytea  not null,
  epoch       int    not null,
  since       bigint not null,
  primary key (room_id, user_id, identity_id, epoch)
);
alter table roomkeys_epoch add column issuer bytea;
update roomkeys_epoch set issuer = (
  select max(granter) from roomkeys_grant
  where roomkeys_grant.room_id = roomkeys_epoch.room_id
    and roomkeys_grant.epoch = roomkeys_epoch.epoch);
create index roomkeys_grant_room on roomkeys_grant (room_id, epoch);

-- Events and records of a room, without what was said in it.
create index roomlog_entry_ledger on roomlog_entry (room_id, pos) where type <> 1;
