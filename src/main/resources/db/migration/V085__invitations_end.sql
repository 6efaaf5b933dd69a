-- An invitation ends with its inviter's membership: those whose inviter has gone already are dead.
delete from rooms_invitation where not exists (
  select 1 from rooms_member m
  where m.room_id = rooms_invitation.room_id and m.user_id = rooms_invitation.invited_by);
