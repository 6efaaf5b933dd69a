-- What a user has chosen for one of their rooms, the same in each of their browsers.
create table rooms_choice (
  user_id   bytea   not null,
  room_id   bytea   not null,
  favourite boolean not null,
  accepted  boolean not null,  -- a direct room that somebody else has created
  primary key (user_id, room_id)
);
