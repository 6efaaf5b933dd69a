-- Personal settings. Without a row everything has its default.
create table preferences_person (
  user_id        bytea       not null primary key,
  receipts       boolean     not null,
  typing         boolean     not null,
  level          varchar(8)  not null check (level in ('all', 'mentions', 'nothing')),
  notify_text    boolean     not null,
  sound          boolean     not null,
  quiet          boolean     not null,
  quiet_from     smallint    not null check (quiet_from between 0 and 47),  -- half hours
  quiet_to       smallint    not null check (quiet_to between 0 and 47),
  quiet_weekends boolean     not null,
  quiet_mentions boolean     not null,
  zone           varchar(64) not null   -- IANA; empty: that of the browser
);

-- What a member is notified of in one room. Without a row the person's default holds.
create table preferences_room (
  user_id bytea      not null,
  room_id bytea      not null,
  level   varchar(8) not null check (level in ('all', 'mentions', 'nothing')),
  primary key (user_id, room_id)
);

-- When a mark was last moved; from where messages were marked as unread (0: nowhere).
alter table roomlog_read add column moved_at bigint not null default 0;
alter table roomlog_read add column unread_from bigint not null default 0;
create index roomlog_read_room on roomlog_read (room_id);
