package io.securechat.letterbox;

import io.securechat.bytes.Malformed;
import io.securechat.credentials.KeyedHash;
import io.securechat.protocol.RoomId;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The tokens of letterboxes, in the table `letterbox_token`: each allows writing to one box and
/// nothing else. Only a keyed hash is stored, so neither the database nor a back-up contains them.
@Component
class BoxTokens {

  static final int LENGTH = 32;

  /// A letter's time is written at most this often.
  private static final Duration USED_EVERY = Duration.ofMinutes(1);

  /// A letterbox.
  record Place(RoomId room, long box) {}

  private final JdbcClient jdbc;
  private final KeyedHash hash;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  BoxTokens(JdbcClient jdbc, KeyedHash hash, Clock clock) {
    this.jdbc = jdbc;
    this.hash = hash;
    this.clock = clock;
  }

  byte[] draw() {
    byte[] token = new byte[LENGTH];
    random.nextBytes(token);
    return token;
  }

  static String text(byte[] token) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /// The token of a box from now on; an earlier one is no longer valid.
  @Transactional
  public void save(Place place, byte[] token) {
    jdbc.sql(
            """
            insert into letterbox_token (room_id, box, token) values (?, ?, ?)
            on conflict (room_id, box) do update set token = excluded.token
            """)
        .params(place.room().bytes(), place.box(), stored(token))
        .update();
  }

  /// The box of a token, open or not; empty for an unknown one or anything else.
  Optional<Place> find(String text) {
    try {
      return jdbc.sql("select room_id, box from letterbox_token where token = ?")
          .param(stored(parse(text)))
          .query((row, _) -> new Place(RoomId.of(row.getBytes("room_id")), row.getLong("box")))
          .optional();
    } catch (Malformed e) {
      return Optional.empty();
    }
  }

  /// In canonical form only: each token has one text.
  private static byte[] parse(String text) {
    try {
      byte[] token = Base64.getUrlDecoder().decode(text);
      if (token.length == LENGTH && text(token).equals(text)) {
        return token;
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the exception below.
    }
    throw new Malformed();
  }

  private byte[] stored(byte[] token) {
    return hash.mac("SC1 box", token);
  }

  @Transactional
  public void used(Place place) {
    long now = clock.millis();
    jdbc.sql(
            """
            update letterbox_token set last_used = ?
            where room_id = ? and box = ? and (last_used is null or last_used < ?)
            """)
        .params(now, place.room().bytes(), place.box(), now - USED_EVERY.toMillis())
        .update();
  }

  /// When a letter last came, by box; boxes without any are missing.
  Map<Long, Long> lastUsed(RoomId room) {
    var used = new HashMap<Long, Long>();
    jdbc.sql(
            "select box, last_used from letterbox_token where room_id = ? and last_used is not null")
        .param(room.bytes())
        .query(row -> {
          used.put(row.getLong("box"), row.getLong("last_used"));
        });
    return used;
  }
}
