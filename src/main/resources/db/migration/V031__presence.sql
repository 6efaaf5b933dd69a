-- When each user was last online, in milliseconds. Written gathered, once a minute.
create table presence_seen (
  user_id bytea  not null primary key,
  seen    bigint not null
);
