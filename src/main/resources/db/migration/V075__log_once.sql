-- Ids of posts are made in the order of time: with them in front, new rows meet on few pages.
drop index log_entry_once;
create unique index log_entry_once on log_entry (client_id, room_id, sender)
  where client_id is not null;
