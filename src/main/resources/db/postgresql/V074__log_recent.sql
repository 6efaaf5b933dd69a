alter index roomlog_room_recent rename to log_room_recent;
