-- When what others see of a user last changed: a page that was away asks again only if somebody changed.
alter table accounts_user add column changed bigint not null default 0;
create index accounts_user_changed on accounts_user (changed);
