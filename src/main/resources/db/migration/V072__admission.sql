-- The links belong to the module that lets people in, and their table has its name.
alter table signin_link rename to admission_link;
