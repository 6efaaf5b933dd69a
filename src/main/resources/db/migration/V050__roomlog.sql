-- Where each room's log stands.
create table roomlog_room (
  room_id        bytea    not null primary key,
  last_pos       bigint   not null,
  last_hash      bytea    not null,  -- h of the last number (SC1H)
  last_at        bigint   not null,
  last_epoch     integer  not null,  -- 0: none yet
  epoch_open     boolean  not null,  -- false from an event that changes the rows to the next record
  epoch_messages integer  not null,
  epoch_since    bigint   not null
);

-- The logs. An entry keeps its bytes, or, once they are erased, their SHA-256.
create table roomlog_entry (
  room_id   bytea    not null,
  pos       bigint   not null,
  type      smallint not null check (type in (1, 2, 3)),
  at        bigint   not null,
  chain     bytea    not null,       -- h at this number
  sender    bytea,                   -- the user who posted a message
  client_id bytea,                   -- and his browser's id for it
  hash      bytea,
  entry     bytea,
  primary key (room_id, pos),
  check ((hash is null) <> (entry is null))
);
create unique index roomlog_entry_once on roomlog_entry (room_id, sender, client_id)
  where client_id is not null;

-- How far each member has read.
create table roomlog_read (
  user_id bytea  not null,
  room_id bytea  not null,
  pos     bigint not null,
  primary key (user_id, room_id)
);

-- Users whose rooms have yet to be told of a new identity.
create table roomlog_identity (
  user_id bytea  not null primary key,
  since   bigint not null
);
