-- The logs as they are kept have a module of their own, and their tables its name.
alter table roomlog_room rename to log_room;

alter table roomlog_entry rename to log_entry;
drop index roomlog_entry_once;
drop index roomlog_entry_ledger;
create unique index log_entry_once on log_entry (room_id, sender, client_id)
  where client_id is not null;
create index log_entry_ledger on log_entry (room_id, pos) where type <> 1;
