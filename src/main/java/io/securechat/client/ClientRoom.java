package io.securechat.client;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.Malformed;
import io.securechat.protocol.EpochRecord;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.protocol.ledger.Letterbox;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A room that a session has opened: its verified log, its keys, and what may keep this user from
/// writing there. Guarded by its session.
public final class ClientRoom {

  private static final int SLICE = 200;

  /// Why nothing is sent in this room for now.
  public static final class Blocked extends RuntimeException {

    private static final long serialVersionUID = 1;

    Blocked(String why) {
      super(why);
    }
  }

  private final RoomId id;
  private final Session session;
  private final RoomReader reader;
  private final RoomKeys keys;
  private final Seeds seeds;
  private final Timeline timeline;
  private @Nullable String trouble;
  private @Nullable Epoch writing;

  ClientRoom(RoomId id, Session session, Clock clock) {
    this.id = id;
    this.session = session;
    this.reader = new RoomReader(id, session.me(), session.people(), clock);
    this.keys = new RoomKeys(id, session.rest(), session.vault(), reader.epochs());
    this.seeds = new Seeds(id, session.rest(), session.vault());
    this.timeline = new Timeline(reader, keys, seeds, clock);
  }

  public RoomId id() {
    return id;
  }

  public RoomLedger ledger() {
    return reader.ledger();
  }

  /// The last position that was read.
  public long last() {
    return reader.last();
  }

  /// Reads all that follows what is held. The next slice is on its way while one is checked.
  void catchUp() {
    var asked = slice(reader.last());
    while (true) {
      var slice = asked.join();
      int count = slice.path("entries").size();
      if (slice.path("head").asLong() < reader.last()) {
        trouble = "The server is showing an older state of this room than before.";
      }
      if (count == 0) {
        if (slice.path("head").asLong() == reader.last()) {
          take(slice);
        }
        break;
      }
      asked = slice(reader.last() + count);
      take(slice);
    }
    review();
  }

  private CompletableFuture<JsonNode> slice(long after) {
    var path = "/api/rooms/" + id + "/log?limit=" + SLICE + "&after=" + after;
    return CompletableFuture.supplyAsync(() -> session.got(path));
  }

  private void take(JsonNode slice) {
    session.people().prefetch(NamedIdentities.in(slice.path("entries")));
    try {
      reader.take(slice);
    } catch (IllegalStateException e) {
      throw new Blocked(String.valueOf(e.getMessage()));
    }
  }

  /// Takes entries that came live, and returns the first new position; 0 if there is none.
  long takeLive(JsonNode entries) {
    long before = reader.last();
    if (entries.path(0).path("pos").asLong() > before + 1) {
      catchUp();
    } else {
      session.people().prefetch(NamedIdentities.in(entries));
      try {
        reader.takeAll(entries);
      } catch (IllegalStateException e) {
        trouble = e.getMessage();
      }
      review();
    }
    return reader.last() > before ? before + 1 : 0;
  }

  /// The server calls the room's kind so; its events alone say what it is (E8).
  void called(String mode) {
    if (reader.broken().isEmpty() && reader.last() > 0 && !ledger().mode().word().equals(mode)) {
      trouble = "The server names another kind of room than the one that was created.";
    }
  }

  void takeGrants(JsonNode grants) {
    keys.add(grants);
    seeds.add(grants);
  }

  EpochChain epochs() {
    return reader.epochs();
  }

  /// The seed of a letterbox; empty if this user has none.
  Optional<byte[]> seed(Letterbox box) {
    return seeds.of(box);
  }

  /// The key of an epoch; empty if this user has none.
  Optional<Epoch> key(long epoch) {
    return keys.epoch(epoch);
  }

  /// Asks again for what was withheld, judges the members' identities (I10), and pins the newest
  /// epoch.
  private void review() {
    refill();
    var newest = reader.epochs().newest();
    session.pins().room(id).ifPresent(this::requirePinned);
    if (newest != null && trouble().isEmpty()) {
      session.pins().pin(id, newest);
    }
    session.history().settle(this);
  }

  /// Reads what this device has kept. Throws [IllegalStateException] and [Malformed].
  void restore(KeptRoom kept) {
    kept.into(reader, new KeptRoom.OwnKeys(keys, seeds), session.people());
  }

  KeptRoom kept() {
    var own = new KeptRoom.OwnKeys(keys, seeds);
    return KeptRoom.of(reader, own, session.people(), session.clock().millis());
  }

  /// A history may have been opened to this user since it was read.
  private void refill() {
    var owed = new TreeSet<>(reader.owed());
    while (!owed.isEmpty()) {
      long first = owed.first();
      long count = Math.min(SLICE, owed.last() - first + 1);
      var path = "/api/rooms/" + id + "/log?limit=" + count + "&after=" + (first - 1);
      for (var entry : session.got(path).path("entries")) {
        if (owed.contains(entry.path("pos").asLong())) {
          refill(entry);
        }
      }
      owed.headSet(first + count).clear();
    }
  }

  private void refill(JsonNode entry) {
    try {
      reader.refill(entry.path("pos").asLong(), entry);
      session.history().outdated(id);
    } catch (IllegalStateException | Malformed e) {
      // Shown as withheld.
    }
  }

  private void requirePinned(Pins.RoomPin pin) {
    var record = reader.epochs().epoch(pin.epoch());
    if (record.isEmpty()) {
      trouble = "The server is showing an older state of this room than your devices have seen.";
    } else if (!Pins.matches(pin, record.get())) {
      trouble = "The server is showing a different history of this room than before.";
    }
  }

  /// What keeps this user from writing here, as a sentence.
  public Optional<String> trouble() {
    var first = session.trouble();
    if (first.isPresent()) {
      return first;
    }
    var fault = fault();
    if (fault.isPresent()) {
      return fault;
    }
    if (!ledger().isMemberBy(session.ownIdentities())) {
      return Optional.of("You didn’t join this room with your keys.");
    }
    boolean managed = ledger().modeCode() == EpochRecord.MANAGED;
    if (managed && session.isServerChanged()) {
      return Optional.of(
          "This server signs with a new key that isn’t confirmed by its previous one.");
    }
    return managed ? Optional.empty() : doubt();
  }

  /// What is wrong with the log itself, as a sentence.
  public Optional<String> fault() {
    return reader
        .broken()
        .map(why -> "This room’s history isn’t valid: " + why + ".")
        .or(() -> Optional.ofNullable(trouble));
  }

  /// A member whose identity needs this user's look first; in a managed room it is only said.
  public Optional<String> doubt() {
    for (var member : ledger().members().entrySet()) {
      var user = member.getKey();
      var verdict =
          user.equals(session.me())
              ? Pins.Verdict.FINE
              : session.pins().verdict(user, member.getValue());
      if (verdict != Pins.Verdict.FINE) {
        String name = session.name(user);
        return Optional.of(
            verdict == Pins.Verdict.FORMER
                ? name + " is shown with earlier keys, which they had replaced."
                : name + " has a new safety number that isn’t confirmed by the previous one.");
      }
    }
    return Optional.empty();
  }

  /// Somebody who saw this room differently; nothing is blocked by that.
  public Optional<UserId> witnessAgainst() {
    return timeline.witnessAgainst();
  }

  /// The items from a position on. Asks for keys that are lacking for them (K10).
  public List<Item> items(long from) {
    synchronized (session) {
      var items = timeline.from(from);
      askForKeys();
      return items;
    }
  }

  /// The position from which on there are this many items that a screen shows.
  public long windowStart(int count) {
    synchronized (session) {
      long pos = reader.last() + 1;
      for (int shown = 0; pos > 1 && shown < count; pos--) {
        shown += reader.entry(pos - 1) instanceof LogEntry.NewEpoch ? 0 : 1;
      }
      return pos;
    }
  }

  public Optional<Item.Said> said(long pos) {
    synchronized (session) {
      return timeline.said(pos);
    }
  }

  private void askForKeys() {
    var lacking = Stream.concat(keys.lacking().stream(), seeds.lacking().stream()).toList();
    if (!lacking.isEmpty() && ledger().isMember()) {
      session.rest().post("/api/rooms/" + id + "/keys/wanted", Map.of("epochs", lacking));
    }
  }

  Content.Ref ref(long pos) {
    return timeline.ref(pos);
  }

  List<Long> ownParts(long pos) {
    return timeline.ownParts(pos, session.me());
  }

  byte[] bytesAt(long pos) {
    if (reader.entry(pos) instanceof LogEntry.Message message) {
      return message.bytes();
    }
    throw new IllegalArgumentException("no message at " + pos);
  }

  /// Whether these very bytes stand at a position (M7).
  boolean stands(long pos, byte[] envelope) {
    return reader.entry(pos) instanceof LogEntry.Message message
        && Arrays.equals(message.bytes(), envelope);
  }

  void requireSound() {
    var why = trouble();
    if (why.isPresent()) {
      throw new Blocked(why.get() + " You can’t send messages here until this is resolved.");
    }
  }

  /// An envelope under the open epoch, which is opened first if there is none (K9).
  ///
  /// @param stale whether the server takes nothing more under the one that seems open (K3)
  byte[] seal(Content content, boolean stale) {
    requireSound();
    var epoch = writingEpoch(stale);
    epoch.saw(reader.last(), reader.lastHash());
    try {
      String json =
          new String(ContentCodec.print(content), java.nio.charset.StandardCharsets.UTF_8);
      return epoch.seal(json, session.vault().current());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Epoch writingEpoch(boolean stale) {
    var open = reader.epochs().open();
    if (open.isEmpty() || stale) {
      openEpoch(false);
      open = reader.epochs().open();
    }
    var accepted = open.orElseThrow(() -> new Blocked("The room changes too often. Try again."));
    long number = accepted.record().epoch();
    if (writing != null && writing.number == number) {
      return writing;
    }
    var key = keys.epoch(number);
    if (key.isEmpty() && ledger().modeCode() == EpochRecord.END_TO_END) {
      openEpoch(true);
      number = reader.epochs().open().orElse(accepted).record().epoch();
      key = keys.epoch(number);
    }
    writing = key.orElseThrow(() -> new Blocked("The key of this room can’t be opened here."));
    return writing;
  }

  /// Opens the next epoch, unless another member does so first.
  private void openEpoch(boolean unreadable) {
    if (ledger().modeCode() == EpochRecord.MANAGED) {
      session.ask(
          Rest.fields("type", "open", "roomId", id.toString()),
          frame ->
              frame.path("roomId").asString("").equals(id.toString())
                  && (frame.path("type").asString().equals("opened")
                      || (frame.path("type").asString().equals("refused")
                          && !frame.has("clientId"))));
    } else {
      createEpoch(unreadable);
    }
    catchUp();
    requireSound();
  }

  private void createEpoch(boolean unreadable) {
    var newest = reader.epochs().newest();
    var place =
        new EpochDraft.Place(
            id,
            newest == null ? null : newest.bytes(),
            reader.last(),
            reader.lastHash(),
            ledger().rows(),
            unreadable);
    try {
      var draft =
          EpochDraft.make(
              place, session.vault().current(), session.clock().millis(), session.people()::wrap);
      var grants = draft.grants().stream().map(Base64Text::of).toList();
      var answer =
          session
              .rest()
              .post(
                  "/api/rooms/" + id + "/epochs",
                  Rest.fields("record", Base64Text.of(draft.record()), "grants", grants));
      boolean another = answer.code().equals("epoch-open") || answer.code().equals("epoch-stale");
      if (!answer.isOk() && !another) {
        throw new Session.Refused(answer.code(), answer.text("title"));
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
