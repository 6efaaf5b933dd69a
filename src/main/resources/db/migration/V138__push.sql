-- Web Push: the subscription of a session ends with it.
create table push_subscription (
  session_key   text        not null primary key references sessions_login (session_key) on delete cascade,
  user_id       bytea       not null,
  endpoint      text        not null,
  endpoint_hash bytea       not null unique,  -- SHA-256: an endpoint belongs to one session
  p256dh        bytea       not null,
  auth          bytea       not null,
  zone          varchar(64) not null,
  since         bigint      not null,
  failures      integer     not null default 0,  -- in a row
  due           bigint                           -- when a node may send next; null: nothing waits
);
create index push_subscription_user on push_subscription (user_id);
create index push_subscription_due on push_subscription (due) where due is not null;

-- Of each room, the newest entry that waits for a session.
create table push_waiting (
  session_key text    not null references push_subscription (session_key) on delete cascade,
  room_id     bytea   not null,
  pos         bigint  not null,
  at          bigint  not null,  -- of the entry
  mention     boolean not null,
  primary key (session_key, room_id)
);

-- Up to where it has been decided who gets a push message.
create table push_decided (
  room_id bytea  not null primary key,
  pos     bigint not null
);

-- Whom messages mention about which it has not been decided yet. No users: everyone in the room.
create table push_alert (
  room_id bytea  not null,
  pos     bigint not null,
  at      bigint not null,
  users   bytea  not null,  -- 16 bytes each
  primary key (room_id, pos)
);

create index preferences_room_room on preferences_room (room_id);
create index rooms_block_blocked on rooms_block (blocked_id);
