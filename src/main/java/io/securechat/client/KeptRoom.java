package io.securechat.client;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.Malformed;
import io.securechat.protocol.RoomEvent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What is kept of a room, as the server served it: the beginning of its log, the user's grants,
/// and the identities that the log names. It is verified again whenever it is read. Of messages
/// that were deleted or have expired, there is only the hash.
///
/// @param due when the first message in it expires, in milliseconds; 0 for never
/// @param read the position up to which the room had been read when this was made
record KeptRoom(ObjectNode json, long due, long read) {

  /// The most bytes of entries. What comes after them is fetched again.
  private static final int MOST = 16 << 20;

  private static final int MESSAGE = 1;
  private static final int RECORD = 2;
  private static final int EVENT = 3;
  private static final int LETTER = 4;

  /// What a room holds now.
  static KeptRoom of(RoomReader reader, OwnKeys own, PublicKeys people, long now) {
    var json = Rest.JSON.createObjectNode();
    var entries = json.putArray("entries");
    long retention = reader.ledger().retention() * 1_000;
    long due = 0;
    long size = 0;
    for (long pos = 1; pos <= reader.last() && size < MOST; pos++) {
      byte[] bytes = entry(entries, reader, pos, now);
      size += bytes.length;
      if (due == 0 && retention > 0 && bytes.length > 0 && isSaid(reader.entry(pos))) {
        due = Objects.requireNonNull(reader.entry(pos)).at() + retention;
      }
    }
    put(json.putArray("grants"), own.keys().kept());
    put(json.putArray("seeds"), own.seeds().kept());
    put(json.putArray("identities"), people.known(NamedIdentities.in(entries)));
    return new KeptRoom(json, due, reader.last());
  }

  /// What a user's own grants open in a room.
  record OwnKeys(RoomKeys keys, Seeds seeds) {}

  private static boolean isSaid(@Nullable LogEntry entry) {
    return entry instanceof LogEntry.Message || entry instanceof LogEntry.Letter;
  }

  /// Adds an entry, and returns its bytes; none if only its hash is left.
  private static byte[] entry(ArrayNode entries, RoomReader reader, long pos, long now) {
    var json = entries.addObject().put("pos", pos);
    return switch (reader.entry(pos)) {
      case LogEntry.Event(_, long at, _, byte[] bytes) -> whole(json, EVENT, at, bytes);
      case LogEntry.NewEpoch(_, long at, _, _, byte[] bytes) -> whole(json, RECORD, at, bytes);
      case LogEntry.Bare hidden ->
          bare(json, hidden.isLetter() ? LETTER : MESSAGE, hidden.at(), hidden.hash());
      case LogEntry.Message message ->
          reader.isGone(pos, now)
              ? bare(json, MESSAGE, message.at(), message.hash())
              : whole(json, MESSAGE, message.at(), message.bytes());
      case LogEntry.Letter letter ->
          reader.isGone(pos, now)
              ? bare(json, LETTER, letter.at(), letter.hash())
              : whole(json, LETTER, letter.at(), letter.bytes());
      case null -> throw new IllegalArgumentException("no such position");
    };
  }

  private static byte[] whole(ObjectNode json, int type, long at, byte[] bytes) {
    json.put("type", type).put("at", at).put("entry", Base64Text.of(bytes));
    return bytes;
  }

  private static byte[] bare(ObjectNode json, int type, long at, byte[] hash) {
    json.put("type", type).put("at", at).put("hash", Base64Text.of(hash));
    return new byte[0];
  }

  private static void put(ArrayNode array, Iterable<byte[]> all) {
    all.forEach(one -> array.add(Base64Text.of(one)));
  }

  /// Lets a room read it, as if the server had just served it. Throws [IllegalStateException] and
  /// [Malformed].
  void into(RoomReader reader, OwnKeys own, PublicKeys people) {
    JsonNode entries = json.path("entries");
    people.know(json.path("identities"));
    people.prefetch(NamedIdentities.in(entries));
    reader.takeAll(entries);
    own.keys().add(json.path("grants"));
    own.seeds().add(json.path("seeds"));
  }

  /// Whether an event takes something from what is kept.
  static boolean isErasing(RoomEvent event) {
    return event instanceof RoomEvent.Deleted || event instanceof RoomEvent.RetentionSet;
  }

  /// Whether an entry, which nobody has verified, is such an event.
  static boolean isErasing(JsonNode entry) {
    try {
      return entry.path("type").asInt() == EVENT
          && isErasing(RoomEvent.parse(Rest.bytes(entry.path("entry"))));
    } catch (Malformed | JacksonException e) {
      return false;
    }
  }
}
