-- Which rooms have moved lately, for nodes that missed the bell.
create index roomlog_room_recent on roomlog_room (last_at);
