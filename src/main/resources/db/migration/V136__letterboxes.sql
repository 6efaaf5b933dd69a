-- The letterboxes of each room (events 18 and 19).
create table rooms_box (
  room_id   bytea    not null,
  box       bigint   not null,
  webhook   boolean  not null,
  box_key   bytea    not null,
  name      text     not null,
  event     bytea    not null,  -- SHA-256 of the event that opened it
  event_pos bigint   not null,
  is_open   boolean  not null,
  primary key (room_id, box)
);

-- The tokens of open letterboxes, as keyed hashes, and when a letter last came.
create table letterbox_token (
  room_id   bytea  not null,
  box       bigint not null,
  token     bytea  not null unique,
  last_used bigint,
  primary key (room_id, box)
);

-- Letters (type 4) are stored as messages with this mark: to allow another type, SQLite would have
-- to copy the whole table.
alter table log_entry add column letter boolean not null default false;
