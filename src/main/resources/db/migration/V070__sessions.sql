-- The log-ins have a module of their own, and their tables its name.
alter table signin_login rename to sessions_login;
drop index signin_login_user;
drop index signin_login_session;
create index sessions_login_user on sessions_login (user_id);
create index sessions_login_session on sessions_login (session_id);

alter table signin_session rename to sessions_session;
alter table signin_session_attributes rename to sessions_session_attributes;
drop index signin_session_expiry;
drop index signin_session_principal;
create index sessions_session_expiry on sessions_session (expiry_time);
create index sessions_session_principal on sessions_session (principal_name);
