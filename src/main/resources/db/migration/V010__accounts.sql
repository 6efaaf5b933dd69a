create table accounts_user (
  user_id bytea not null primary key,
  username text not null unique,
  display_name text not null,
  search_name text not null,
  admin boolean not null,
  suspended boolean not null,
  created bigint not null
);
create index accounts_user_search on accounts_user (search_name);
