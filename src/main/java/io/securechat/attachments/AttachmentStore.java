package io.securechat.attachments;

import io.securechat.protocol.FileId;
import io.securechat.protocol.FileLayout;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The tables `attachments_file` and `attachments_chunk`. A deleted file's row is kept, with state
/// 2, until its bytes are removed.
@Component
class AttachmentStore {

  /// What files take, deleted ones not counted.
  record Usage(long person, long room, long total) {}

  private static final String COLUMNS = "file_id, room_id, uploader, size, state, pos, at";

  /// An arbitrary number that nothing else locks.
  private static final long USAGE_LOCK = 0x5c_f1_1e_50L;

  private final JdbcClient jdbc;

  AttachmentStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(StoredFile file, long now) {
    jdbc.sql(
            """
            insert into attachments_file (file_id, room_id, uploader, size, created, state)
            values (?, ?, ?, ?, ?, 0)
            """)
        .params(
            file.id().bytes(),
            file.room().bytes(),
            file.uploader().bytes(),
            file.layout().size(),
            now)
        .update();
  }

  /// Makes other transactions that add uploads wait until this one ends. Not for SQLite.
  void lockUsage() {
    jdbc.sql("select cast(pg_advisory_xact_lock(?) as text) as held")
        .param(USAGE_LOCK)
        .query((row, _) -> row.getString("held"))
        .list();
  }

  Usage usage(UserId person, RoomId room) {
    return new Usage(
        sum("and uploader = ?", List.of(person.bytes())),
        sum("and room_id = ?", List.of(room.bytes())),
        sum("", List.of()));
  }

  private long sum(String which, List<?> parameters) {
    return jdbc.sql(
            "select coalesce(sum(size), 0) as used from attachments_file where state < 2 " + which)
        .params(parameters)
        .query((row, _) -> row.getLong("used"))
        .single();
  }

  /// What unfinished uploads may still take.
  long outstanding() {
    return sum("and state = 0", List.of());
  }

  Optional<StoredFile> find(FileId file) {
    return jdbc.sql("select " + COLUMNS + " from attachments_file where file_id = ? and state < 2")
        .param(file.bytes())
        .query(AttachmentStore::file)
        .optional();
  }

  private static StoredFile file(ResultSet row, int number) throws SQLException {
    long pos = row.getLong("pos");
    var message = row.wasNull() ? null : new StoredFile.Message(pos, row.getLong("at"));
    return new StoredFile(
        FileId.of(row.getBytes("file_id")),
        RoomId.of(row.getBytes("room_id")),
        UserId.of(row.getBytes("uploader")),
        new FileLayout(row.getLong("size")),
        row.getInt("state") == 1,
        message);
  }

  /// Whether there is a row, also of a deleted file whose bytes are still to be removed.
  boolean isKnown(FileId file) {
    return jdbc.sql("select 1 from attachments_file where file_id = ?")
        .param(file.bytes())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /// The files that [#isKnown].
  Set<FileId> known() {
    return jdbc.sql("select file_id from attachments_file")
        .query((row, _) -> FileId.of(row.getBytes("file_id")))
        .set();
  }

  boolean hasChunk(FileId file, int chunk) {
    return jdbc.sql("select 1 from attachments_chunk where file_id = ? and chunk = ?")
        .params(file.bytes(), chunk)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /// Returns false if the upload is gone or complete.
  @Transactional
  public boolean addChunk(FileId file, int chunk) {
    return jdbc.sql(
                """
                insert into attachments_chunk (file_id, chunk)
                select file_id, cast(? as integer) from attachments_file
                where file_id = ? and state = 0
                on conflict (file_id, chunk) do update set chunk = excluded.chunk
                """)
            .params(chunk, file.bytes())
            .update()
        > 0;
  }

  List<Integer> chunks(FileId file) {
    return jdbc.sql("select chunk from attachments_chunk where file_id = ? order by chunk")
        .param(file.bytes())
        .query((row, _) -> row.getInt("chunk"))
        .list();
  }

  /// Forgets the chunks of an upload whose bytes are not there.
  @Transactional
  public void forgetChunks(FileId file) {
    jdbc.sql("delete from attachments_chunk where file_id = ?").param(file.bytes()).update();
  }

  /// Returns false if the upload is gone.
  @Transactional
  public boolean complete(FileId file) {
    int done =
        jdbc.sql("update attachments_file set state = 1 where file_id = ? and state = 0")
            .param(file.bytes())
            .update();
    forgetChunks(file);
    return done > 0;
  }

  int countBindable(RoomId room, UserId uploader, Collection<FileId> files) {
    return jdbc.sql(
            """
            select count(*) from attachments_file
            where file_id in (:files) and room_id = :room and uploader = :uploader
              and state = 1 and pos is null
            """)
        .param("files", files.stream().map(FileId::bytes).toList())
        .param("room", room.bytes())
        .param("uploader", uploader.bytes())
        .query(Integer.class)
        .single();
  }

  int bind(RoomId room, Collection<FileId> files, long pos, long at) {
    return jdbc.sql(
            """
            update attachments_file set pos = :pos, at = :at
            where file_id in (:files) and room_id = :room and state = 1 and pos is null
            """)
        .param("pos", pos)
        .param("at", at)
        .param("files", files.stream().map(FileId::bytes).toList())
        .param("room", room.bytes())
        .update();
  }

  int deleteAt(RoomId room, Collection<Long> positions) {
    return jdbc.sql(
            """
            update attachments_file set state = 2
            where room_id = :room and pos in (:positions) and state < 2
            """)
        .param("room", room.bytes())
        .param("positions", positions)
        .update();
  }

  /// Deletes the files of the messages after position `after` up to `last`.
  int deleteBetween(RoomId room, long after, long last) {
    return jdbc.sql(
            """
            update attachments_file set state = 2
            where room_id = ? and pos > ? and pos <= ? and state < 2
            """)
        .params(room.bytes(), after, last)
        .update();
  }

  int deleteUploads(RoomId room, Collection<UserId> uploaders) {
    return jdbc.sql(
            """
            update attachments_file set state = 2
            where room_id = :room and uploader in (:uploaders) and pos is null and state < 2
            """)
        .param("room", room.bytes())
        .param("uploaders", uploaders.stream().map(UserId::bytes).toList())
        .update();
  }

  int deleteAll(RoomId room) {
    return jdbc.sql("update attachments_file set state = 2 where room_id = ? and state < 2")
        .param(room.bytes())
        .update();
  }

  /// Deletes one upload; returns false if it is gone or a message names it.
  @Transactional
  public boolean deleteUpload(FileId file) {
    return jdbc.sql(
                """
                update attachments_file set state = 2
                where file_id = ? and pos is null and state < 2
                """)
            .param(file.bytes())
            .update()
        > 0;
  }

  /// Deletes the uploads that were begun before and that no message names.
  @Transactional
  public int deleteUploadsBefore(long created) {
    return jdbc.sql(
            """
            update attachments_file set state = 2
            where pos is null and state < 2 and created < ?
            """)
        .param(created)
        .update();
  }

  /// Deleted files whose bytes are still to be removed.
  List<FileId> deleted(int limit) {
    return jdbc.sql("select file_id from attachments_file where state = 2 limit ?")
        .param(limit)
        .query((row, _) -> FileId.of(row.getBytes("file_id")))
        .list();
  }

  /// Forgets a deleted file after its bytes are removed.
  @Transactional
  public void forget(FileId file) {
    jdbc.sql("delete from attachments_file where file_id = ? and state = 2")
        .param(file.bytes())
        .update();
  }
}
