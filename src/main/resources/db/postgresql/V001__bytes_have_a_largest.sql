-- SQLite compares bytes in max(); PostgreSQL does so from version 18 on.
create function bytes_larger(bytea, bytea) returns bytea
  language sql immutable strict parallel safe
  as 'select case when $1 >= $2 then $1 else $2 end';
create aggregate max(bytea) (sfunc = bytes_larger, stype = bytea, combinefunc = bytes_larger);
