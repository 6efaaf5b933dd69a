package io.securechat.protocol.ledger;

import io.securechat.bytes.Malformed;
import io.securechat.protocol.Deletion;
import io.securechat.protocol.EpochRow;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.IdentityRecord;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.Signatures;
import io.securechat.protocol.UserId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rules by which a client follows a room's signed events (E5): computes members and
/// invitations from the first event on, trusting only signatures. Throws [Forged] at the first
/// invalid event, which then has no effect. Not thread-safe.
public final class LedgerReader {

  /// An entry of the room's log.
  ///
  /// @param hash SHA-256 of its bytes
  /// @param isMessage whether it is a message or a letter
  /// @param sender whose message it is, zeros for a letter; null for a message if that is not known
  public record Written(boolean isMessage, byte[] hash, @Nullable UserId sender) {

    boolean fits(Deletion.Ref message, UserId of) {
      boolean whose = sender == null ? !of.equals(RoomEvent.SERVER) : sender.equals(of);
      return isMessage && message.matches(hash) && whose;
    }
  }

  /// Source of public keys.
  public interface Directory {

    Optional<IdentityRecord> identity(IdentityId id);

    Optional<byte[]> serverKey(IdentityId id);

    /// The entry of the room's log at a position, as far as it is known.
    default Optional<Written> entry(long pos) {
      return Optional.empty();
    }
  }

  /// Thrown for an invalid event; `rule` is the same reason as in the browser.
  public static final class Forged extends RuntimeException {

    private static final long serialVersionUID = 1;

    public final String rule;

    Forged(String rule) {
      super(rule);
      this.rule = rule;
    }
  }

  /// A member according to the events.
  ///
  /// @param role 0 member, 1 owner
  public record Standing(IdentityId identity, int role, boolean suspended) {}

  /// A message that was deleted, and whose it was.
  public record Deleted(Deletion.Ref message, UserId sender) {}

  private record Open(UserId by, long expires) {}

  private final RoomId room;
  private final Directory directory;
  private final Map<UserId, Standing> members = new HashMap<>();
  private final Map<UserId, Open> invitations = new HashMap<>();
  private final Map<Long, Deleted> deletions = new HashMap<>();
  private String topic = "";
  private long retention;
  private boolean ownersInvite;
  private boolean ownersWrite;
  private Letterboxes boxes = Letterboxes.NONE;
  private byte[] head = new byte[32];
  private boolean direct;

  public LedgerReader(RoomId room, Directory directory) {
    this.room = room;
    this.directory = directory;
  }

  /// The rows that the next epoch record must have, in ascending order.
  public List<EpochRow> rows() {
    return members.entrySet().stream()
        .filter(entry -> !entry.getValue().suspended())
        .map(entry ->
            new EpochRow(entry.getKey(), entry.getValue().identity(), entry.getValue().role()))
        .sorted(Comparator.comparing(EpochRow::user))
        .toList();
  }

  public Map<UserId, Standing> members() {
    return Map.copyOf(members);
  }

  /// Invited users, each with the inviter.
  public Map<UserId, UserId> invitations() {
    var by = new HashMap<UserId, UserId>();
    invitations.forEach((user, open) -> by.put(user, open.by()));
    return by;
  }

  /// Takes the next event, which stands at this position.
  public void take(byte[] bytes, long pos) {
    var event = opened(bytes);
    require(event.roomId().equals(room), "other-room");
    require(Arrays.equals(event.prevEvent(), head), "order");
    if (event instanceof RoomEvent.Created created) {
      created(created);
    } else {
      require(!isZero(head), "beginning");
      requireActor(event);
      require(!direct || Ledger.isForDirect(event), "not-allowed");
      apply(event, pos);
    }
    head = event.hash();
  }

  private RoomEvent opened(byte[] bytes) {
    try {
      var event = RoomEvent.parse(bytes);
      byte[] key = event.byServer() ? serverKey(event) : actorsKey(event);
      require(
          key != null && Signatures.verify(key, event.signed(), event.signature()), "signature");
      return event;
    } catch (Malformed e) {
      throw new Forged("signature");
    }
  }

  private byte @Nullable [] serverKey(RoomEvent event) {
    return directory.serverKey(event.actorIdentity()).orElse(null);
  }

  private byte @Nullable [] actorsKey(RoomEvent event) {
    return directory
        .identity(event.actorIdentity())
        .filter(identity -> identity.user().equals(event.actorUser()))
        .map(IdentityRecord::edKey)
        .orElse(null);
  }

  private void created(RoomEvent.Created event) {
    boolean self = event.actorUser().equals(event.subject());
    boolean mode = event.mode() == 1 || event.mode() == 2 || event.isDirect();
    require(isZero(event.prevEvent()) && self && mode, "beginning");
    require(event.others().stream().noneMatch(this::isFalse), "identity");
    boolean alone =
        event.others().stream().noneMatch(other -> other.user().equals(event.actorUser()));
    require(alone, "beginning");
    direct = event.isDirect();
    event
        .others()
        .forEach(other -> members.put(other.user(), new Standing(other.identity(), 0, false)));
    int role = direct ? 0 : 1;
    members.put(event.actorUser(), new Standing(event.actorIdentity(), role, false));
  }

  /// Whether the identity is not this user's.
  private boolean isFalse(RoomEvent.Other other) {
    return directory
        .identity(other.identity())
        .filter(record -> record.user().equals(other.user()))
        .isEmpty();
  }

  private void requireActor(RoomEvent event) {
    if (event.byServer()) {
      require(Ledger.isForServer(event), "by-server");
      return;
    }
    var member = members.get(event.actorUser());
    if (member == null) {
      boolean answers = event instanceof RoomEvent.Joined || event instanceof RoomEvent.Withdrawn;
      require(answers && invitations.containsKey(event.actorUser()), "not-invited");
      return;
    }
    require(member.identity().equals(event.actorIdentity()), "identity");
    require(!member.suspended(), "suspended");
  }

  private void apply(RoomEvent event, long pos) {
    switch (event) {
      case RoomEvent.Created _ -> throw new Forged("beginning");
      case RoomEvent.Invited invited -> invited(invited);
      case RoomEvent.Withdrawn withdrawn -> withdrawn(withdrawn);
      case RoomEvent.Joined joined -> joined(joined);
      case RoomEvent.Left left ->
          gone(left.subject(), left.byServer() || isSelf(left), "not-allowed");
      case RoomEvent.Removed removed ->
          gone(removed.subject(), isActingOwner(removed) && !isSelf(removed), "not-owner");
      case RoomEvent.Renamed renamed -> require(isActingOwner(renamed), "not-owner");
      case RoomEvent.HistorySet history -> require(isActingOwner(history), "not-owner");
      case RoomEvent.RetentionSet set -> retentionSet(set);
      case RoomEvent.TopicSet topic -> topicSet(topic);
      case RoomEvent.PolicySet policy -> policySet(policy);
      case RoomEvent.RoleSet role -> role(role);
      case RoomEvent.IdentityChanged changed -> identityChanged(changed);
      case RoomEvent.Deleted deleted -> deleted(deleted, pos);
      case RoomEvent.Suspended suspended -> standing(suspended, true);
      case RoomEvent.Resumed resumed -> standing(resumed, false);
      case RoomEvent.Appointed appointed -> appointed(appointed);
      case RoomEvent.LetterboxOpened opened -> letterboxOpened(opened, pos);
      case RoomEvent.LetterboxClosed closed -> letterboxClosed(closed);
    }
  }

  private void invited(RoomEvent.Invited event) {
    require(!ownersInvite || isActingOwner(event), "not-owner");
    require(!members.containsKey(event.subject()), "not-allowed");
    invitations.put(event.subject(), new Open(event.actorUser(), event.expires()));
  }

  private void withdrawn(RoomEvent.Withdrawn event) {
    var open = invitations.get(event.subject());
    boolean may =
        open != null
            && (isSelf(event) || open.by().equals(event.actorUser()) || isActingOwner(event));
    require(may, "not-allowed");
    invitations.remove(event.subject());
  }

  private void joined(RoomEvent.Joined event) {
    var user = event.actorUser();
    require(isSelf(event) && event.identity().equals(event.actorIdentity()), "identity");
    var open = invitations.get(user);
    boolean invited =
        !members.containsKey(user)
            && open != null
            && event.time() <= open.expires()
            && isActive(open.by());
    require(invited, "not-invited");
    invitations.remove(user);
    members.put(user, new Standing(event.identity(), 0, false));
  }

  private void gone(UserId user, boolean may, String rule) {
    member(user);
    require(may, rule);
    members.remove(user);
    // E6
    invitations.values().removeIf(open -> open.by().equals(user));
  }

  private void role(RoomEvent.RoleSet event) {
    require(isActingOwner(event) || isTakeover(event), "not-owner");
    var member = member(event.subject());
    members.put(event.subject(), new Standing(member.identity(), event.role(), member.suspended()));
  }

  /// Whether a member makes themself an owner of a room in which no owner can act (E9).
  private boolean isTakeover(RoomEvent.RoleSet event) {
    return isLeaderless() && isSelf(event) && event.role() == 1;
  }

  private boolean isLeaderless() {
    return members.values().stream().noneMatch(member -> member.role() == 1 && !member.suspended());
  }

  private void appointed(RoomEvent.Appointed event) {
    var member = member(event.subject());
    require(event.byServer(), "not-allowed");
    require(isLeaderless(), "has-owner");
    require(!member.suspended(), "suspended");
    members.put(event.subject(), new Standing(member.identity(), 1, false));
  }

  private void identityChanged(RoomEvent.IdentityChanged event) {
    var member = member(event.subject());
    require(event.byServer(), "not-allowed");
    var record = directory.identity(event.identity());
    require(record.filter(next -> next.user().equals(event.subject())).isPresent(), "identity");
    require(!member.identity().equals(event.identity()), "identity-again");
    members.put(event.subject(), new Standing(event.identity(), member.role(), member.suspended()));
  }

  private void topicSet(RoomEvent.TopicSet event) {
    require(isActingOwner(event), "not-owner");
    topic = event.topic();
  }

  /// What the room is about; empty if nobody said so.
  public String topic() {
    return topic;
  }

  private void retentionSet(RoomEvent.RetentionSet event) {
    require(direct || isActingOwner(event), "not-owner");
    retention = event.seconds();
  }

  /// Seconds after which messages expire; 0 if they are kept.
  public long retention() {
    return retention;
  }

  private void policySet(RoomEvent.PolicySet event) {
    require(isActingOwner(event), "not-owner");
    ownersInvite = event.ownersInvite();
    ownersWrite = event.ownersWrite();
  }

  public boolean ownersInvite() {
    return ownersInvite;
  }

  /// Whether a message by a member who is not an owner is not allowed after the events so far.
  public boolean ownersWrite() {
    return ownersWrite;
  }

  private void letterboxOpened(RoomEvent.LetterboxOpened event, long pos) {
    require(isActingOwner(event), "not-owner");
    require(event.box() == boxes.next(), "box-number");
    require(boxes.mayOpen(), "too-many-boxes");
    boxes = boxes.opened(Letterbox.of(event, pos));
  }

  private void letterboxClosed(RoomEvent.LetterboxClosed event) {
    require(isActingOwner(event), "not-owner");
    require(boxes.open(event.box()).isPresent(), "box-closed");
    boxes = boxes.closed(event.box());
  }

  public Letterboxes boxes() {
    return boxes;
  }

  private void deleted(RoomEvent.Deleted event, long pos) {
    require(isSelf(event) || isActingOwner(event), "not-owner");
    var messages = event.deletion().messages();
    require(messages.getLast().pos() < pos, "deleted-other");
    require(messages.stream().noneMatch(one -> deletions.containsKey(one.pos())), "deleted-again");
    for (var message : messages) {
      var written = directory.entry(message.pos());
      boolean fits = written.map(one -> one.fits(message, event.subject())).orElse(true);
      require(fits, "deleted-other");
    }
    messages.forEach(one -> deletions.put(one.pos(), new Deleted(one, event.subject())));
  }

  /// The deletion of the message at a position, if there is one. A reader accepts an entry's hash
  /// in place of its bytes if it is the one that is named.
  public Optional<Deleted> deletion(long pos) {
    return Optional.ofNullable(deletions.get(pos));
  }

  private void standing(RoomEvent event, boolean suspended) {
    var member = member(event.subject());
    require(event.byServer(), "not-allowed");
    require(member.suspended() != suspended, "standing");
    members.put(event.subject(), new Standing(member.identity(), member.role(), suspended));
  }

  private Standing member(UserId user) {
    var member = members.get(user);
    if (member == null) {
      throw new Forged("not-a-member");
    }
    return member;
  }

  private boolean isActive(UserId user) {
    var member = members.get(user);
    return member != null && !member.suspended();
  }

  private boolean isActingOwner(RoomEvent event) {
    var member = members.get(event.actorUser());
    return event.byServer() || (member != null && member.role() == 1);
  }

  private static boolean isSelf(RoomEvent event) {
    return event.actorUser().equals(event.subject());
  }

  private static boolean isZero(byte[] hash) {
    return Arrays.equals(hash, new byte[hash.length]);
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new Forged(rule);
    }
  }
}
