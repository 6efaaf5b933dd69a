-- How long messages are kept, in seconds (event 12; 0: for ever), and until which time they have
-- expired under earlier settings.
alter table rooms_room add column retention bigint not null default 0;
alter table rooms_room add column expired_until bigint not null default 0;

-- Up to which position the messages of a log have expired and are erased.
create table log_expiry (
  room_id bytea  not null primary key,
  pos     bigint not null
);
