-- What a user says of themselves; empty: nothing.
alter table accounts_user add column status varchar(80) not null default '';
