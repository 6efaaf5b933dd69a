package io.securechat.client;

import io.securechat.bytes.Sha256;
import io.securechat.protocol.EpochRecord;
import io.securechat.protocol.EpochRow;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.IdentityRecord;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.RoomMode;
import io.securechat.protocol.UserId;
import io.securechat.protocol.ledger.ExpiryRule;
import io.securechat.protocol.ledger.LedgerReader;
import io.securechat.protocol.ledger.Letterboxes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// What a room's signed events say, from the first one on (E5): its name, kind and settings, its
/// members with the identities that were named for them, and its invitations. Throws
/// [IllegalStateException] for the first event that does not follow.
public final class RoomLedger {

  /// A user's identity as the room's events name it.
  ///
  /// @param vouched whether unbroken signatures lead to it from the first one that was named
  /// @param latest the highest index among those that were named
  public record Named(IdentityId identity, boolean vouched, long latest) {}

  private final UserId me;
  private final People people;
  private final LedgerReader reader;
  private final Map<UserId, Named> named = new HashMap<>();
  private final Map<UserId, Optional<IdentityId>> invited = new HashMap<>();
  private final ExpiryRule expiry = new ExpiryRule();
  private byte[] head = new byte[32];
  private String name = "";
  private int mode;
  private boolean direct;
  private boolean fullHistory;
  private long lastPos;
  private long lastErasure;
  private long joinedAt = Long.MAX_VALUE;
  private @Nullable IdentityId joinedAs;

  RoomLedger(RoomId room, UserId me, People people) {
    this(room, me, people, _ -> Optional.empty());
  }

  /// @param entries the log's entries, as far as they are known
  RoomLedger(
      RoomId room, UserId me, People people, LongFunction<Optional<LedgerReader.Written>> entries) {
    this.me = me;
    this.people = people;
    this.reader =
        new LedgerReader(
            room,
            new LedgerReader.Directory() {
              @Override
              public Optional<IdentityRecord> identity(IdentityId id) {
                return people.identity(id);
              }

              @Override
              public Optional<byte[]> serverKey(IdentityId id) {
                return people.serverKey(id);
              }

              @Override
              public Optional<LedgerReader.Written> entry(long pos) {
                return entries.apply(pos);
              }
            });
  }

  /// The letterboxes that the events have opened, closed ones included.
  public Letterboxes boxes() {
    return reader.boxes();
  }

  /// Takes the next event, which stands at this position.
  RoomEvent take(byte[] bytes, long pos) {
    try {
      reader.take(bytes, pos);
    } catch (LedgerReader.Forged e) {
      throw new IllegalStateException("the event at " + pos + " does not follow: " + e.rule, e);
    }
    var event = RoomEvent.parse(bytes);
    head = Sha256.of(bytes);
    lastPos = pos;
    if (KeptRoom.isErasing(event)) {
      lastErasure = pos;
    }
    expiry.signed(pos, event.time());
    switch (event) {
      case RoomEvent.Created created -> created(created, pos);
      case RoomEvent.Renamed renamed -> name = renamed.name();
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
          RoomEvent.RoleSet _,
          RoomEvent.TopicSet _,
          RoomEvent.PolicySet _,
          RoomEvent.Deleted _,
          RoomEvent.Suspended _,
          RoomEvent.Resumed _,
          RoomEvent.Appointed _,
          RoomEvent.LetterboxOpened _,
          RoomEvent.LetterboxClosed _ -> {}
    }
    return event;
  }

  private void created(RoomEvent.Created event, long pos) {
    direct = event.isDirect();
    mode = direct ? EpochRecord.END_TO_END : event.mode();
    name = event.name();
    joins(event.actorUser(), event.actorIdentity(), Optional.empty(), pos);
    event.others().forEach(other -> joins(other.user(), other.identity(), Optional.empty(), pos));
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
      joinedAs = identity;
    }
  }

  private void changed(UserId user, IdentityId next) {
    var before = named.get(user);
    if (before == null) {
      throw new IllegalStateException("new keys of somebody who is not a member");
    }
    boolean leads = people.relation(user, before.identity(), next).leads();
    long latest = Math.max(before.latest(), index(next));
    named.put(user, new Named(next, before.vouched() && leads, latest));
  }

  private void leaves(UserId user) {
    if (user.equals(me)) {
      joinedAt = Long.MAX_VALUE;
      joinedAs = null;
    }
  }

  private long index(IdentityId id) {
    return people.identity(id).map(IdentityRecord::index).orElse(0L);
  }

  /// Empty in a direct room.
  public String name() {
    return name;
  }

  public String topic() {
    return reader.topic();
  }

  public RoomMode mode() {
    return RoomMode.of(mode);
  }

  int modeCode() {
    return mode;
  }

  public boolean isDirect() {
    return direct;
  }

  public boolean isMember() {
    return reader.members().containsKey(me);
  }

  /// Whether this user is a member by an event that one of these identities signed, or that names
  /// it in a direct room (E8).
  boolean isMemberBy(List<IdentityId> own) {
    return isMember() && joinedAs != null && own.contains(joinedAs);
  }

  public Map<UserId, LedgerReader.Standing> standings() {
    return reader.members();
  }

  /// Members with their identities as named by the events.
  Map<UserId, Named> members() {
    var members = new HashMap<>(named);
    members.keySet().retainAll(reader.members().keySet());
    return members;
  }

  /// Invited users, each with the inviter.
  public Map<UserId, UserId> invitations() {
    return reader.invitations();
  }

  /// The identity for which a user was invited last; empty if they had none, or were not invited.
  Optional<IdentityId> invitedAs(UserId user) {
    return invited.getOrDefault(user, Optional.empty());
  }

  List<EpochRow> rows() {
    return reader.rows();
  }

  /// What the next event must follow.
  byte[] head() {
    return head.clone();
  }

  long lastPos() {
    return lastPos;
  }

  /// The position of the last event that deletes messages or lets them expire; 0 for none.
  long lastErasure() {
    return lastErasure;
  }

  public boolean isOwner(UserId user) {
    var standing = reader.members().get(user);
    return standing != null && standing.role() == 1;
  }

  /// Whether this user may read messages at a position (L4, L8).
  boolean mayRead(long pos) {
    return fullHistory || pos >= joinedAt;
  }

  boolean isHistoryFull() {
    return fullHistory;
  }

  boolean ownersWrite() {
    return reader.ownersWrite();
  }

  Optional<LedgerReader.Deleted> deletion(long pos) {
    return reader.deletion(pos);
  }

  /// For how many seconds messages are kept; 0 for ever.
  long retention() {
    return reader.retention();
  }

  ExpiryRule expiry() {
    return expiry;
  }
}
