package io.securechat.admission;

import io.securechat.bytes.Uuids;
import io.securechat.protocol.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The table `admission_link`.
@Component
class LinkStore {

  private static final String COLUMNS =
      "select link_id, kind, user_id, created_by, created, expires from admission_link ";

  private final JdbcClient jdbc;

  LinkStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(Links.Link link, byte[] tokenHash) {
    jdbc.sql(
            """
            insert into admission_link (link_id, token_hash, kind, user_id, created_by, created, expires)
            values (?, ?, ?, ?, ?, ?, ?)
            """)
        .param(Uuids.bytes(link.id()))
        .param(tokenHash)
        .param(link.kind().name())
        .param(bytes(link.user()))
        .param(bytes(link.createdBy()))
        .param(link.created())
        .param(link.expires())
        .update();
  }

  Optional<Links.Link> find(byte[] tokenHash) {
    return jdbc.sql(COLUMNS + "where token_hash = ? and used is null")
        .param(tokenHash)
        .query(LinkStore::row)
        .optional();
  }

  List<Links.Link> open(long now) {
    return jdbc.sql(COLUMNS + "where used is null and expires > ? order by created desc limit 200")
        .param(now)
        .query(LinkStore::row)
        .list();
  }

  boolean use(UUID id, long now) {
    return jdbc.sql("update admission_link set used = ? where link_id = ? and used is null")
            .params(now, Uuids.bytes(id))
            .update()
        == 1;
  }

  void delete(UUID id) {
    jdbc.sql("delete from admission_link where link_id = ? and used is null")
        .param(Uuids.bytes(id))
        .update();
  }

  /// Counts unused, unexpired links.
  long countOpen(Links.Kind kind, long now) {
    return jdbc.sql(
            "select count(*) from admission_link where kind = ? and used is null and expires > ?")
        .params(kind.name(), now)
        .query(Long.class)
        .single();
  }

  /// Deletes expired links, used or not.
  void deleteExpired(long now) {
    jdbc.sql("delete from admission_link where expires <= ?").param(now).update();
  }

  /// Deletes a user's links: a newer reset link invalidates the older ones.
  void deleteOf(UserId user) {
    jdbc.sql("delete from admission_link where user_id = ?").param(user.bytes()).update();
  }

  void deleteAll(Links.Kind kind) {
    jdbc.sql("delete from admission_link where kind = ?").param(kind.name()).update();
  }

  private static Links.Link row(ResultSet row, int number) throws SQLException {
    return new Links.Link(
        Uuids.of(row.getBytes("link_id")),
        Links.Kind.valueOf(row.getString("kind")),
        user(row.getBytes("user_id")),
        user(row.getBytes("created_by")),
        row.getLong("created"),
        row.getLong("expires"));
  }

  private static @Nullable UserId user(byte @Nullable [] bytes) {
    return bytes == null ? null : UserId.of(bytes);
  }

  private static byte @Nullable [] bytes(@Nullable UserId user) {
    return user == null ? null : user.bytes();
  }
}
