package io.securechat.identities;

import io.securechat.bytes.Sha256;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.IdentityRecord;
import io.securechat.protocol.LockBlob;
import io.securechat.protocol.PinsBlob;
import io.securechat.protocol.UserId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The tables `identities_…`.
@Component
class IdentityStore {

  private final JdbcClient jdbc;

  IdentityStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<IdentityRecord> current(UserId user) {
    return jdbc.sql(
            "select record from identities_record where user_id = ? order by idx desc limit 1")
        .param(user.bytes())
        .query((row, _) -> IdentityRecord.parse(row.getBytes("record")))
        .optional();
  }

  Optional<IdentityRecord> find(IdentityId id) {
    return jdbc.sql("select record from identities_record where identity_id = ?")
        .param(id.bytes())
        .query((row, _) -> IdentityRecord.parse(row.getBytes("record")))
        .optional();
  }

  /// Returns false, without any change, if the identity or its index exists already.
  boolean activate(IdentityRecord record, Pending pending, long now) {
    byte[] user = record.user().bytes();
    int inserted =
        jdbc.sql(
                """
                insert into identities_record (identity_id, user_id, idx, record, active_since)
                values (?, ?, ?, ?, ?) on conflict do nothing
                """)
            .params(record.id().bytes(), user, record.index(), record.bytes(), now)
            .update();
    if (inserted == 0) {
      return false;
    }
    replaceVault(record, pending, user);
    for (String table : List.of("identities_reset", "identities_pending")) {
      jdbc.sql("delete from " + table + " where user_id = ?").param(user).update();
    }
    return true;
  }

  private void replaceVault(IdentityRecord record, Pending pending, byte[] user) {
    jdbc.sql(
            """
            insert into identities_vault (user_id, identity_id, vault) values (?, ?, ?)
            on conflict (user_id) do update set identity_id = excluded.identity_id, vault = excluded.vault
            """)
        .params(user, record.id().bytes(), pending.vault())
        .update();
    jdbc.sql("delete from identities_lock where user_id = ?").param(user).update();
    setLock(record.user(), LockBlob.PASSWORD, pending.lock());
    byte[] recoveryLock = pending.recoveryLock();
    if (recoveryLock != null) {
      setLock(record.user(), LockBlob.RECOVERY, recoveryLock);
    }
    jdbc.sql("delete from identities_pins where user_id = ?").param(user).update();
    replacePins(record.user(), PinsBlob.parse(pending.pins()).version(), pending.pins());
  }

  void setLock(UserId user, int kind, byte[] lock) {
    jdbc.sql(
            """
            insert into identities_lock (user_id, kind, lock_bytes, lock_hash) values (?, ?, ?, ?)
            on conflict (user_id, kind) do update
              set lock_bytes = excluded.lock_bytes, lock_hash = excluded.lock_hash
            """)
        .params(user.bytes(), kind, lock, Sha256.of(lock))
        .update();
  }

  List<IdentityRecord> chain(UserId user) {
    return jdbc.sql("select record from identities_record where user_id = ? order by idx")
        .param(user.bytes())
        .query((row, _) -> IdentityRecord.parse(row.getBytes("record")))
        .list();
  }

  Optional<byte[]> pins(UserId user) {
    return jdbc.sql("select pins from identities_pins where user_id = ?")
        .param(user.bytes())
        .query((row, _) -> row.getBytes("pins"))
        .optional();
  }

  /// Returns false if the stored version is not the previous one.
  boolean replacePins(UserId user, long version, byte[] pins) {
    return jdbc.sql(
                """
                insert into identities_pins (user_id, version, pins) values (?, ?, ?)
                on conflict (user_id) do update set version = excluded.version, pins = excluded.pins
                where identities_pins.version < excluded.version
                """)
            .params(user.bytes(), version, pins)
            .update()
        == 1;
  }

  Optional<byte[]> vault(UserId user) {
    return jdbc.sql("select vault from identities_vault where user_id = ?")
        .param(user.bytes())
        .query((row, _) -> row.getBytes("vault"))
        .optional();
  }

  Optional<byte[]> lock(UserId user, int kind) {
    return jdbc.sql("select lock_bytes from identities_lock where user_id = ? and kind = ?")
        .params(user.bytes(), kind)
        .query((row, _) -> row.getBytes("lock_bytes"))
        .optional();
  }

  boolean replaceLock(UserId user, byte[] oldHash, byte[] lock) {
    return jdbc.sql(
                """
                update identities_lock set lock_bytes = ?, lock_hash = ?
                where user_id = ? and kind = ? and lock_hash = ?
                """)
            .params(lock, Sha256.of(lock), user.bytes(), LockBlob.PASSWORD, oldHash)
            .update()
        == 1;
  }

  boolean isReset(UserId user) {
    return jdbc.sql("select count(*) from identities_reset where user_id = ?")
            .param(user.bytes())
            .query(Long.class)
            .single()
        > 0;
  }

  /// Deletes in the same order as [#activate], to avoid deadlocks.
  void reset(UserId user, long now) {
    jdbc.sql(
            "insert into identities_reset (user_id, since) values (?, ?) on conflict (user_id) do nothing")
        .params(user.bytes(), now)
        .update();
    for (String table :
        List.of("identities_pending", "identities_vault", "identities_lock", "identities_pins")) {
      jdbc.sql("delete from " + table + " where user_id = ?").param(user.bytes()).update();
    }
  }

  void insert(Pending pending) {
    jdbc.sql(
            """
            insert into identities_pending
              (challenge_id, user_id, session_key, record, vault, lock_bytes, recovery_lock, pins,
               answer_hash, expires)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            java.util.Arrays.asList(
                pending.id(),
                pending.user().bytes(),
                pending.sessionKey(),
                pending.record(),
                pending.vault(),
                pending.lock(),
                pending.recoveryLock(),
                pending.pins(),
                pending.answerHash(),
                pending.expires()))
        .update();
  }

  /// Removes and returns a pending identity, so that its challenge is used only once. Only the
  /// session that began the enrollment finds it.
  Optional<Pending> take(byte[] challenge, UserId user, String sessionKey) {
    return jdbc.sql(
            """
            delete from identities_pending
            where challenge_id = ? and user_id = ? and session_key = ?
            returning record, vault, lock_bytes, recovery_lock, pins, answer_hash, expires
            """)
        .params(challenge, user.bytes(), sessionKey)
        .query((row, _) ->
            new Pending(
                challenge,
                user,
                sessionKey,
                row.getBytes("record"),
                row.getBytes("vault"),
                row.getBytes("lock_bytes"),
                row.getBytes("recovery_lock"),
                row.getBytes("pins"),
                row.getBytes("answer_hash"),
                row.getLong("expires")))
        .optional();
  }

  void dropExpired(long now) {
    jdbc.sql("delete from identities_pending where expires < ?").param(now).update();
  }

  /// An identity whose challenge is not yet answered.
  record Pending(
      byte[] id,
      UserId user,
      String sessionKey,
      byte[] record,
      byte[] vault,
      byte[] lock,
      byte @Nullable [] recoveryLock,
      byte[] pins,
      byte[] answerHash,
      long expires) {}
}
