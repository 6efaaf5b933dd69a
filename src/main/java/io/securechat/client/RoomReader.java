package io.securechat.client;

import io.securechat.bytes.Malformed;
import io.securechat.bytes.Sha256;
import io.securechat.protocol.Envelope;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.IdentityRecord;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.protocol.VerifyingKey;
import io.securechat.protocol.ledger.LedgerReader;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One member's view of a room's log from its first entry on, verified as a browser does: the hash
/// chain ([LogCheck]), the events (E5), the records ([EpochChain]), each message's place and sender
/// (K4, M3), and the bytes of every message that the member may read (L4, L8). Throws
/// [IllegalStateException] for the first invalid entry, and takes in nothing after it; only a
/// message that is not valid is kept with its fault. Signatures of messages are verified when they
/// are opened ([#isSigned]). Not thread-safe.
public final class RoomReader {

  private static final int MESSAGE = 1;
  private static final int RECORD = 2;
  private static final int EVENT = 3;
  private static final int LETTER = 4;

  private final RoomId room;
  private final People people;
  private final Clock clock;
  private final LogCheck log;
  private final RoomLedger ledger;
  private final EpochChain epochs;
  private final List<LogEntry> entries = new ArrayList<>();
  private final TreeMap<Long, LogEntry.Bare> bare = new TreeMap<>();
  private final Map<IdentityId, VerifyingKey> senders = new HashMap<>();
  private final Letters letters;
  private @Nullable String broken;

  RoomReader(RoomId room, UserId me, People people, Clock clock) {
    this.room = room;
    this.people = people;
    this.clock = clock;
    this.log = new LogCheck(room.toString());
    this.ledger = new RoomLedger(room, me, people, this::written);
    this.epochs = new EpochChain(room, people);
    this.letters = new Letters(room, entries);
  }

  /// Checks the next slice.
  void take(JsonNode slice) {
    guarded(() -> log.requireJoins(slice));
    takeAll(slice.path("entries"));
  }

  /// Checks entries that came live. Those that are held already must be the same (L9).
  void takeAll(JsonNode shown) {
    for (var entry : shown) {
      if (entry.path("pos").asLong() <= log.last()) {
        require(log.isSame(entry), "differs from the one that was read before", entry);
      } else {
        guarded(() -> takeEntry(entry));
      }
    }
  }

  private void require(boolean holds, String fault, JsonNode entry) {
    guarded(() -> require(holds, fault, entry.path("pos").asLong()));
  }

  private void guarded(Runnable work) {
    if (broken != null) {
      throw new IllegalStateException(broken);
    }
    try {
      work.run();
    } catch (Malformed e) {
      broken = "an entry is malformed";
      throw new IllegalStateException(broken, e);
    } catch (IllegalStateException e) {
      broken = e.getMessage();
      throw e;
    }
  }

  private void takeEntry(JsonNode entry) {
    long pos = entry.path("pos").asLong();
    long at = entry.path("at").asLong();
    byte[] before = log.hash();
    log.takeEntry(entry);
    if (!entry.has("entry")) {
      boolean letter = entry.path("type").asInt() == LETTER;
      var hidden = new LogEntry.Bare(pos, at, LogCheck.entryHash(entry), letter);
      bare.put(pos, hidden);
      entries.add(hidden);
      return;
    }
    byte[] bytes = Rest.bytes(entry.path("entry"));
    entries.add(
        switch (entry.path("type").asInt()) {
          case MESSAGE -> message(bytes, pos, at);
          case RECORD -> record(bytes, pos, at, before);
          case EVENT -> event(bytes, pos, at);
          case LETTER -> letters.read(bytes, pos, at, ledger.boxes());
          default ->
              throw new IllegalStateException(
                  "the entry at "
                      + pos
                      + " was made by a newer version of Secure Chat; update this"
                      + " program");
        });
  }

  private LogEntry event(byte[] bytes, long pos, long at) {
    var event = ledger.take(bytes, pos);
    if (event.endsEpoch()) {
      epochs.end();
    }
    return new LogEntry.Event(pos, at, event, bytes);
  }

  private LogEntry record(byte[] bytes, long pos, long at, byte[] before) {
    epochs.take(bytes, pos, before, ledger);
    var newest = epochs.epoch(epochsRead()).orElseThrow();
    return new LogEntry.NewEpoch(pos, at, newest.issuer(), newest.record().reason(), bytes);
  }

  private LogEntry message(byte[] bytes, long pos, long at) {
    byte[] hash = Sha256.of(bytes);
    var envelope = Envelope.parse(bytes);
    var open = epochs.open().filter(one -> one.record().epoch() == envelope.epoch());
    String fault = null;
    if (!envelope.roomId().equals(room) || open.isEmpty()) {
      fault = "is not of the open epoch";
    } else if (!open.get().writers().contains(envelope.identityId())) {
      fault = "is by nobody in the epoch's rows";
    } else if (!log.rises(bytes)) {
      fault = "is a repetition";
    }
    byte[] recordHash = open.map(EpochChain.Accepted::hash).orElse(new byte[0]);
    return new LogEntry.Message(
        pos, at, bytes, hash, envelope, recordHash, mayWrite(envelope.identityId()), fault);
  }

  private boolean mayWrite(IdentityId sender) {
    return !ledger.ownersWrite()
        || people.identity(sender).filter(one -> ledger.isOwner(one.user())).isPresent();
  }

  /// Whether a message is signed by the identity that it names (M3).
  boolean isSigned(LogEntry.Message message) {
    var key = senders.computeIfAbsent(message.envelope().identityId(), this::key);
    return key != null && Envelope.isSigned(message.bytes(), message.recordHash(), key);
  }

  private @Nullable VerifyingKey key(IdentityId id) {
    return people.identity(id).map(record -> VerifyingKey.of(record.edKey())).orElse(null);
  }

  /// The user whose identity a message names.
  Optional<UserId> sender(LogEntry.Message message) {
    return people.identity(message.envelope().identityId()).map(IdentityRecord::user);
  }

  private Optional<LedgerReader.Written> written(long pos) {
    return switch (entry(pos)) {
      case LogEntry.Message message ->
          Optional.of(
              new LedgerReader.Written(
                  true, message.hash(), isSigned(message) ? sender(message).orElse(null) : null));
      case LogEntry.Letter letter ->
          Optional.of(new LedgerReader.Written(true, letter.hash(), RoomEvent.SERVER));
      case LogEntry.Bare hidden ->
          Optional.of(
              new LedgerReader.Written(
                  true, hidden.hash(), hidden.isLetter() ? RoomEvent.SERVER : null));
      case LogEntry.Event _, LogEntry.NewEpoch _ ->
          Optional.of(new LedgerReader.Written(false, new byte[32], null));
      case null -> Optional.empty();
    };
  }

  /// Requires that all messages are valid, for readers that expect no hostile member.
  void requireValid() {
    for (var entry : entries) {
      if (entry instanceof LogEntry.Message message) {
        String fault = message.fault();
        require(fault == null, String.valueOf(fault), message.pos());
        require(isSigned(message), "is not signed by its sender", message.pos());
      }
    }
  }

  private static void require(boolean holds, String fault, long pos) {
    if (!holds) {
      throw new IllegalStateException("the entry at " + pos + " " + fault);
    }
  }

  /// Positions of messages that this member may read and whose bytes are missing: the history may
  /// have been opened while the log was read.
  List<Long> owed() {
    return bare.keySet().stream().filter(this::isWithheld).toList();
  }

  /// Whether the bytes of a message are missing although this member may read it.
  boolean isWithheld(long pos) {
    var hidden = bare.get(pos);
    return hidden != null
        && ledger.mayRead(pos)
        && !isDeleted(pos)
        && !ledger.expiry().allows(pos, hidden.at(), clock.millis());
  }

  /// Whether a verified event deletes the message at this position (D3).
  boolean isDeleted(long pos) {
    byte[] hash =
        switch (entry(pos)) {
          case LogEntry.Message message -> message.hash();
          case LogEntry.Letter letter -> letter.hash();
          case LogEntry.Bare hidden -> hidden.hash();
          case LogEntry.Event _, LogEntry.NewEpoch _ -> new byte[0];
          case null -> new byte[0];
        };
    return ledger
        .deletion(pos)
        .filter(one -> hash.length > 0 && one.message().matches(hash))
        .isPresent();
  }

  /// Whether nothing but the hash of a message may be kept: it was deleted, or has expired.
  boolean isGone(long pos, long now) {
    var entry = entry(pos);
    return isDeleted(pos) || (entry != null && ledger.expiry().hasExpired(pos, entry.at(), now));
  }

  /// Adds the bytes of a missing message, requested again; without them it counts as withheld.
  void refill(long pos, JsonNode entry) {
    boolean there = entry.path("pos").asLong() == pos && entry.has("entry");
    require(there, "is withheld", pos);
    var hidden = bare.get(pos);
    byte[] bytes = Rest.bytes(entry.path("entry"));
    if (hidden == null || !Arrays.equals(hidden.hash(), Sha256.of(bytes))) {
      throw new IllegalStateException("other bytes than before at " + pos);
    }
    bare.remove(pos);
    entries.set(
        (int) pos - 1,
        hidden.isLetter()
            ? letters.read(bytes, pos, hidden.at(), ledger.boxes())
            : late(bytes, hidden));
  }

  /// A message from before this member joined: its place was checked by those who were there, and
  /// its epoch is the one that its header names.
  private LogEntry late(byte[] bytes, LogEntry.Bare hidden) {
    var envelope = Envelope.parse(bytes);
    var epoch =
        epochs
            .epoch(envelope.epoch())
            .filter(one -> one.pos() < hidden.pos())
            .filter(one -> one.writers().contains(envelope.identityId()));
    return new LogEntry.Message(
        hidden.pos(),
        hidden.at(),
        bytes,
        hidden.hash(),
        envelope,
        epoch.map(EpochChain.Accepted::hash).orElse(new byte[0]),
        true,
        epoch.isPresent() ? null : "is by nobody in the epoch's rows");
  }

  /// Requires that the log goes on from where an earlier reader left it (L9, L10).
  void requireContinues(RoomReader earlier) {
    long last = earlier.log.last();
    require(log.last() >= last, "was read before, and the server's log now ends earlier", last);
    require(log.holds(last, earlier.log.hash()), "differs from the one that was read before", last);
  }

  /// Requires that the sender of a message saw what stands in this log (M3, M6).
  void requireSeen(long pos, Epoch.Witness witness) {
    require(hasSeen(pos, witness), "was written by somebody who saw another log", pos);
  }

  boolean hasSeen(long pos, Epoch.Witness witness) {
    return witness.pos() < pos && log.holds(witness.pos(), witness.hash());
  }

  /// Requires that this person is a member, and that the kind of room is the one named beside the
  /// log (E8).
  void requireRoom(String word) {
    if (!ledger.isMember()) {
      throw new IllegalStateException("the room's events do not name this person");
    }
    if (!ledger.mode().word().equals(word)) {
      throw new IllegalStateException(
          "the server names another kind of room than the signed event");
    }
  }

  /// Members with their identities as named by the events.
  Map<UserId, RoomLedger.Named> members() {
    return ledger.members();
  }

  public RoomLedger ledger() {
    return ledger;
  }

  RoomId room() {
    return room;
  }

  EpochChain epochs() {
    return epochs;
  }

  private long epochsRead() {
    var newest = epochs.newest();
    return newest == null ? 0 : newest.record().epoch();
  }

  /// The last position that was taken in. It ends before an entry that is not valid.
  public long last() {
    return entries.size();
  }

  byte[] lastHash() {
    return log.hash();
  }

  /// The entry at a position; null if it is not held.
  public @Nullable LogEntry entry(long pos) {
    return pos >= 1 && pos <= entries.size() ? entries.get((int) pos - 1) : null;
  }

  /// Why nothing more is taken in.
  public Optional<String> broken() {
    return Optional.ofNullable(broken);
  }
}
