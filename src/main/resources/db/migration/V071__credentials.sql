-- What proves who somebody is has a module of its own, and its table that name.
alter table signin_credential rename to credentials_hash;
