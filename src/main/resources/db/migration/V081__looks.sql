-- What display names look like: no two people get the same look.
create table accounts_look (
  look text not null primary key,
  user_id bytea not null
);
create index accounts_look_user on accounts_look (user_id);
