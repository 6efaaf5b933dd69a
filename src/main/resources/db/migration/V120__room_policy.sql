-- What only owners may do (event 14).
alter table rooms_room add column owners_invite boolean not null default false;
alter table rooms_room add column owners_write boolean not null default false;
