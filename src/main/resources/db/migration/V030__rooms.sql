-- What the signed events of each room say, up to its last one. The events themselves are in
-- roomlog. A room without members is closed.
create table rooms_room (
  room_id    bytea    not null primary key,
  mode       smallint not null check (mode in (1, 2)),
  name       text     not null,
  history    smallint not null check (history in (0, 1)),
  head_event bytea    not null,  -- SHA-256 of the last event
  event_pos  bigint   not null   -- and its number in the log
);

create table rooms_member (
  room_id     bytea    not null,
  user_id     bytea    not null,
  identity_id bytea    not null,
  role        smallint not null check (role in (0, 1)),
  joined_pos  bigint   not null,
  joined_at   bigint   not null,
  primary key (room_id, user_id)
);
create index rooms_member_user on rooms_member (user_id);

create table rooms_invitation (
  room_id    bytea  not null,
  user_id    bytea  not null,
  invited_by bytea  not null,
  at         bigint not null,
  expires    bigint not null,
  primary key (room_id, user_id)
);
create index rooms_invitation_user on rooms_invitation (user_id);
