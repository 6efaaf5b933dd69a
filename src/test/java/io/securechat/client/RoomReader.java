package io.securechat.client;

import io.securechat.protocol.Envelope;
import io.securechat.protocol.EpochRecord;
import io.securechat.protocol.EpochRow;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.IdentityRecord;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.RoomMode;
import io.securechat.protocol.Signatures;
import io.securechat.protocol.UserId;
import io.securechat.protocol.VerifyingKey;
import io.securechat.protocol.ledger.ExpiryRule;
import io.securechat.protocol.ledger.LedgerReader;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One member's view of a room's log from its first entry on, verified as a browser does: the hash
/// chain ([LogCheck]), the events (E5), the records (K1, K5, K8, K11), each message's place, sender
/// and signature (K4, M3), and the bytes of every message that the member may read (L4, L8). Throws
/// [IllegalStateException] for the first invalid entry.
final class RoomReader {

  private static final int MESSAGE = 1;
  private static final int RECORD = 2;

  /// A user's identity as the room's events name it.
  ///
  /// @param vouched whether unbroken signatures lead to it from the first one that was named
  /// @param latest the highest index among those that were named
  record Named(IdentityId identity, boolean vouched, long latest) {}

  private record Accepted(EpochRecord record, byte[] hash) {}

  private final RoomId room;
  private final UserId me;
  private final People people;
  private final LogCheck log;
  private final LedgerReader ledger;
  private final Map<UserId, Named> named = new HashMap<>();
  private final Map<UserId, Optional<IdentityId>> invited = new HashMap<>();
  private final ExpiryRule expiry = new ExpiryRule();
  private final Map<Long, Long> times = new HashMap<>();
  private final TreeSet<Long> bare = new TreeSet<>();
  private @Nullable Accepted epoch;
  private boolean ended;
  private int mode;
  private boolean fullHistory;
  private long joinedAt = Long.MAX_VALUE;

  RoomReader(RoomId room, UserId me, People people) {
    this.room = room;
    this.me = me;
    this.people = people;
    this.log = new LogCheck(room.toString());
    this.ledger = new LedgerReader(room, people);
  }

  /// Checks the next slice.
  void take(JsonNode slice) {
    log.requireJoins(slice);
    for (var entry : slice.path("entries")) {
      byte[] before = log.hash();
      log.takeEntry(entry);
      takeEntry(entry.path("pos").asLong(), entry, before);
    }
  }

  private void takeEntry(long pos, JsonNode entry, byte[] before) {
    if (!entry.has("entry")) {
      bare.add(pos);
      times.put(pos, entry.path("at").asLong());
      return;
    }
    byte[] bytes = ChatClient.bytes(entry.path("entry"));
    switch (entry.path("type").asInt()) {
      case MESSAGE -> message(bytes, pos);
      case RECORD -> record(bytes, pos, before);
      default -> event(bytes, pos);
    }
  }

  private void event(byte[] bytes, long pos) {
    try {
      ledger.take(bytes, pos);
    } catch (LedgerReader.Forged e) {
      throw new IllegalStateException("the event at " + pos + " does not follow: " + e.rule, e);
    }
    var event = RoomEvent.parse(bytes);
    expiry.signed(pos, event.time());
    switch (event) {
      case RoomEvent.Created created -> {
        mode = created.isDirect() ? EpochRecord.END_TO_END : created.mode();
        joins(created.actorUser(), created.actorIdentity(), Optional.empty(), pos);
        created
            .others()
            .forEach(other -> joins(other.user(), other.identity(), Optional.empty(), pos));
      }
      case RoomEvent.Invited next ->
          invited.put(next.subject(), Optional.ofNullable(next.identity()));
      case RoomEvent.Joined joined ->
          joins(
              joined.actorUser(),
              joined.identity(),
              invited.getOrDefault(joined.actorUser(), Optional.empty()),
              pos);
      case RoomEvent.IdentityChanged changed -> changed(changed.subject(), changed.identity());
      case RoomEvent.HistorySet history -> fullHistory = history.full();
      case RoomEvent.RetentionSet set -> expiry.set(pos, set.seconds(), set.time());
      case RoomEvent.Left left -> leaves(left.subject());
      case RoomEvent.Removed removed -> leaves(removed.subject());
      case RoomEvent.Withdrawn _,
          RoomEvent.Renamed _,
          RoomEvent.RoleSet _,
          RoomEvent.TopicSet _,
          RoomEvent.PolicySet _,
          RoomEvent.Deleted _,
          RoomEvent.Suspended _,
          RoomEvent.Resumed _,
          RoomEvent.Appointed _ -> {}
    }
    ended |= endsEpoch(event);
  }

  /// Rule K4.
  private static boolean endsEpoch(RoomEvent event) {
    return switch (event) {
      case RoomEvent.Joined _,
          RoomEvent.Left _,
          RoomEvent.Removed _,
          RoomEvent.IdentityChanged _,
          RoomEvent.Suspended _,
          RoomEvent.Resumed _,
          RoomEvent.Appointed _ ->
          true;
      case RoomEvent.Created _,
          RoomEvent.Invited _,
          RoomEvent.Withdrawn _,
          RoomEvent.Renamed _,
          RoomEvent.RoleSet _,
          RoomEvent.HistorySet _,
          RoomEvent.RetentionSet _,
          RoomEvent.TopicSet _,
          RoomEvent.PolicySet _,
          RoomEvent.Deleted _ ->
          false;
    };
  }

  private void joins(UserId user, IdentityId identity, Optional<IdentityId> meant, long pos) {
    long index = index(identity);
    var former = named.get(user);
    long latest = Math.max(index, former == null ? 0 : former.latest());
    latest = Math.max(latest, meant.map(this::index).orElse(0L));
    boolean vouched =
        index == latest
            && meant.map(id -> people.relation(user, id, identity).leads()).orElse(true);
    named.put(user, new Named(identity, vouched, latest));
    if (user.equals(me)) {
      joinedAt = pos;
    }
  }

  private void changed(UserId user, IdentityId next) {
    var before = named.get(user);
    boolean leads = people.relation(user, before.identity(), next).leads();
    long latest = Math.max(before.latest(), index(next));
    named.put(user, new Named(next, before.vouched() && leads, latest));
  }

  private void leaves(UserId user) {
    if (user.equals(me)) {
      joinedAt = Long.MAX_VALUE;
    }
  }

  private long index(IdentityId id) {
    return people.identity(id).map(IdentityRecord::index).orElse(0L);
  }

  private void record(byte[] bytes, long pos, byte[] before) {
    var record = EpochRecord.parse(bytes);
    var former = epoch;
    require(record.room().equals(room) && record.mode() == mode, "is of another room", pos);
    boolean here = record.logPos() == pos - 1 && Arrays.equals(record.logHash(), before);
    require(here, "belongs elsewhere", pos);
    require(record.rows().equals(ledger.rows()), "has other rows than the events", pos);
    byte[] prev = former == null ? new byte[32] : former.hash;
    long number = former == null ? 1 : former.record.epoch() + 1;
    boolean follows = record.epoch() == number && Arrays.equals(record.prevRecord(), prev);
    require(follows, "does not follow the one before", pos);
    require(isSigned(record, bytes), "is not signed by who may", pos);
    require(reasonHolds(former == null ? null : former.record, record), "has no reason", pos);
    expiry.signed(pos, record.time());
    epoch = new Accepted(record, EpochRecord.hash(bytes));
    ended = false;
  }

  private boolean isSigned(EpochRecord record, byte[] bytes) {
    byte[] key =
        record.mode() == EpochRecord.MANAGED
            ? people.serverKey(record.issuer()).orElse(null)
            : issuer(record)
                .flatMap(_ -> people.identity(record.issuer()))
                .map(IdentityRecord::edKey)
                .orElse(null);
    byte[] signature = Arrays.copyOfRange(bytes, bytes.length - Signatures.LENGTH, bytes.length);
    return key != null && Signatures.verify(key, record.unsigned(), signature);
  }

  private static Optional<UserId> issuer(EpochRecord record) {
    return record.rows().stream()
        .filter(row -> row.identity().equals(record.issuer()))
        .map(EpochRow::user)
        .findFirst();
  }

  /// Rule K11.
  private static boolean reasonHolds(@Nullable EpochRecord before, EpochRecord record) {
    return record.reason() != EpochRecord.GRANT_UNREADABLE
        || (record.mode() == EpochRecord.END_TO_END
            && before != null
            && !issuer(before).equals(issuer(record)));
  }

  private void message(byte[] bytes, long pos) {
    var envelope = Envelope.parse(bytes);
    var open = epoch;
    boolean inTime = open != null && !ended && envelope.epoch() == open.record.epoch();
    require(inTime && envelope.roomId().equals(room), "is not of the open epoch", pos);
    boolean listed =
        open.record.rows().stream().anyMatch(row -> row.identity().equals(envelope.identityId()));
    require(listed, "is by nobody in the epoch's rows", pos);
    var sender =
        people.identity(envelope.identityId()).map(record -> VerifyingKey.of(record.edKey()));
    boolean signed = sender.filter(key -> Envelope.isSigned(bytes, open.hash, key)).isPresent();
    require(signed, "is not signed by its sender", pos);
  }

  private static void require(boolean holds, String fault, long pos) {
    if (!holds) {
      throw new IllegalStateException("the entry at " + pos + " " + fault);
    }
  }

  /// Positions of messages that this member may read and whose bytes are missing: the history may
  /// have been opened while the log was read.
  List<Long> owed() {
    return bare.tailSet(fullHistory ? 0L : joinedAt).stream()
        .filter(pos -> !isDeleted(pos) && !mayHaveExpired(pos))
        .toList();
  }

  /// Whether a verified event deletes the message whose hash was served (D3).
  private boolean isDeleted(long pos) {
    return ledger.deletion(pos).filter(one -> one.message().matches(log.bareHash(pos))).isPresent();
  }

  private boolean mayHaveExpired(long pos) {
    return expiry.allows(pos, times.get(pos), Clock.systemUTC().millis());
  }

  /// Adds the bytes of a missing message, requested again; without them it counts as withheld.
  void refill(long pos, JsonNode entry) {
    boolean there = entry.path("pos").asLong() == pos && entry.has("entry");
    require(there, "is withheld", pos);
    log.requireSame(pos, ChatClient.bytes(entry.path("entry")));
    bare.remove(pos);
  }

  /// Requires that the log goes on from where an earlier reader left it (L9, L10).
  void requireContinues(RoomReader earlier) {
    long last = earlier.log.last();
    require(log.last() >= last, "was read before, and the server's log now ends earlier", last);
    require(log.holds(last, earlier.log.hash()), "differs from the one that was read before", last);
  }

  /// Requires that the sender of a message saw what stands in this log (M3, M6).
  void requireSeen(long pos, Epoch.Witness witness) {
    boolean holds = witness.pos() < pos && log.holds(witness.pos(), witness.hash());
    require(holds, "was written by somebody who saw another log", pos);
  }

  /// Requires that this person is a member, and that the kind of room is the one named beside the
  /// log (E8).
  void requireRoom(String word) {
    if (!ledger.members().containsKey(me)) {
      throw new IllegalStateException("the room's events do not name this person");
    }
    if (!RoomMode.of(mode).word().equals(word)) {
      throw new IllegalStateException(
          "the server names another kind of room than the signed event");
    }
  }

  /// Members with their identities as named by the events.
  Map<UserId, Named> members() {
    var members = new HashMap<>(named);
    members.keySet().retainAll(ledger.members().keySet());
    return members;
  }
}
