-- From which browser, system and network address a session began. Empty: not known, as for the
-- sessions from before.
alter table sessions_login add column browser varchar(32) not null default '';
alter table sessions_login add column system varchar(32) not null default '';
alter table sessions_login add column address varchar(64) not null default '';
