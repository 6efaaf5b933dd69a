-- A salt is nobody else's.
create index credentials_hash_salt on credentials_hash (salt);
