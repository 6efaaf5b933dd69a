-- A suspended person stays a member but gets no keys and may not act.
alter table rooms_member add column suspended boolean not null default false;

-- Users whose rooms have yet to be told that they were suspended, or that they are back; with them
-- those who are suspended already.
create table roomlog_suspension (
  user_id bytea  not null primary key,
  mark    bigint not null
);
insert into roomlog_suspension (user_id, mark)
  select user_id, 1 from accounts_user where suspended;
