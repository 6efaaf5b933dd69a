-- Quiet entries (edits, reactions, pins) count neither as unread nor as a room's latest activity.
alter table log_entry add column quiet boolean not null default false;

-- The time of the last entry that is not quiet.
alter table log_room add column active_at bigint not null default 0;
update log_room set active_at = last_at;
