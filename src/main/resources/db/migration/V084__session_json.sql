-- The attributes of sessions were Java's serialization. From here on they are JSON, and the
-- sessions from before are over.
delete from sessions_session_attributes;
delete from sessions_session;
delete from sessions_login;
