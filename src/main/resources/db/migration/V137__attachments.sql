-- Files of messages (F1 to F6). A row without a position is an upload that no message names yet.
create table attachments_file (
  file_id  bytea    not null primary key,
  room_id  bytea    not null,
  uploader bytea    not null,
  size     bigint   not null,  -- of the stored file
  created  bigint   not null,
  state    smallint not null,  -- 0: uploading; 1: complete; 2: deleted, its bytes still to be removed
  pos      bigint,             -- of the message
  at       bigint              -- time of the message
);
create index attachments_file_room on attachments_file (room_id, pos);
create index attachments_file_uploader on attachments_file (uploader);
create index attachments_file_unbound on attachments_file (created) where pos is null;
create index attachments_file_deleted on attachments_file (file_id) where state = 2;

-- The chunks of an upload that are on the disk.
create table attachments_chunk (
  file_id bytea   not null references attachments_file (file_id) on delete cascade,
  chunk   integer not null,
  primary key (file_id, chunk)
);
