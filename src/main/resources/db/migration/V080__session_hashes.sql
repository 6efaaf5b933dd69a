-- Session ids lay here in clear. From here on their keyed hashes do, and the sessions from before
-- are over.
delete from sessions_session_attributes;
delete from sessions_session;
delete from sessions_login;
create index sessions_login_since on sessions_login (since);
