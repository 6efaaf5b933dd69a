-- The open direct room of each set of people. A room that somebody has left is not in it.
create table rooms_direct (
  people  bytea not null primary key,  -- SHA-256 of the sorted user ids
  room_id bytea not null unique
);

-- Whom a user has blocked: no direct rooms and no invitations by them.
create table rooms_block (
  user_id    bytea  not null,
  blocked_id bytea  not null,
  at         bigint not null,
  primary key (user_id, blocked_id)
);
