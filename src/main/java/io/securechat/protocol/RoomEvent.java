package io.securechat.protocol;

import io.securechat.bytes.ByteReader;
import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Malformed;
import io.securechat.bytes.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// SC1T: one signed change of a room. Instances are well-formed; their signatures, and whether they
/// are valid for the room, are checked elsewhere.
public sealed interface RoomEvent {

  /// The actor of events signed by the server (E3).
  UserId SERVER = new UserId(new UUID(0, 0));

  /// Mode of a direct room: end-to-end, without a name.
  int DIRECT = 0x82;

  /// The most people that a direct room has besides its creator.
  int MOST_OTHERS = 8;

  int CREATED = 1;
  int INVITED = 2;
  int WITHDRAWN = 3;
  int JOINED = 4;
  int LEFT = 5;
  int REMOVED = 6;
  int RENAMED = 7;
  int ROLE = 8;
  int HISTORY = 9;
  int IDENTITY_CHANGED = 10;
  int DELETED = 11;
  int RETENTION = 12;
  int TOPIC = 13;
  int POLICY = 14;
  int SUSPENDED = 15;
  int RESUMED = 16;
  int APPOINTED = 17;
  int LETTERBOX_OPENED = 18;
  int LETTERBOX_CLOSED = 19;

  /// The fields that all kinds have.
  ///
  /// @param bytes the whole structure as signed
  record Head(
      RoomId roomId,
      int kind,
      long time,
      byte[] prevEvent,
      UserId actorUser,
      IdentityId actorIdentity,
      UserId subject,
      byte[] bytes) {}

  /// Creates the room. Its actor is the first member, and owner of a named room.
  ///
  /// @param name empty in a direct room
  /// @param others the other members of a direct room, ascending by user
  record Created(Head head, int mode, String name, List<Other> others) implements RoomEvent {

    public Created {
      others = List.copyOf(others);
    }

    /// Whether this is a direct room: its members are fixed from this event on.
    public boolean isDirect() {
      return mode == DIRECT;
    }
  }

  /// A member of a direct room besides its creator, with the identity that the creator knows.
  record Other(UserId user, IdentityId identity) {}

  /// Allows the subject to join until `expires`; `identity` is theirs, if they had one.
  record Invited(Head head, @Nullable IdentityId identity, long expires) implements RoomEvent {}

  /// Ends the subject's invitation: declined by them, or withdrawn by another.
  record Withdrawn(Head head) implements RoomEvent {}

  record Joined(Head head, IdentityId identity) implements RoomEvent {}

  record Left(Head head) implements RoomEvent {}

  record Removed(Head head) implements RoomEvent {}

  record Renamed(Head head, String name) implements RoomEvent {}

  /// Changes a member's role.
  ///
  /// @param role 0 member, 1 owner
  record RoleSet(Head head, int role) implements RoomEvent {}

  /// Changes whether new members may read messages from before they joined.
  ///
  /// @param full whether they may
  record HistorySet(Head head, boolean full) implements RoomEvent {}

  record IdentityChanged(Head head, IdentityId identity) implements RoomEvent {}

  /// Deletes messages of the subject for everyone.
  record Deleted(Head head, Deletion deletion) implements RoomEvent {}

  /// Erases messages that are older than this; 0 keeps them.
  record RetentionSet(Head head, long seconds) implements RoomEvent {}

  /// Says what the room is about; an empty text says nothing.
  record TopicSet(Head head, String topic) implements RoomEvent {}

  /// Limits what members who are not owners may do.
  ///
  /// @param ownersInvite whether only owners invite
  /// @param ownersWrite whether only owners write messages
  record PolicySet(Head head, boolean ownersInvite, boolean ownersWrite) implements RoomEvent {}

  /// An administrator has suspended the subject, who stays a member but cannot act.
  record Suspended(Head head) implements RoomEvent {}

  /// The subject's suspension was lifted.
  record Resumed(Head head) implements RoomEvent {}

  /// Makes the subject an owner while no owner can act.
  ///
  /// @param administrator who decided it
  record Appointed(Head head, UserId administrator) implements RoomEvent {}

  /// Opens a letterbox, into which programs write (B1).
  ///
  /// @param webhook whether the server reads what comes in and seals it itself
  /// @param key the X25519 key to which letters are sealed
  record LetterboxOpened(Head head, long box, boolean webhook, byte[] key, String name)
      implements RoomEvent {}

  /// Closes a letterbox for good.
  record LetterboxClosed(Head head, long box) implements RoomEvent {}

  Head head();

  /// Whether nothing more is written under the epoch before it (K4). Before the first event there
  /// is none.
  default boolean endsEpoch() {
    return switch (this) {
      case Created _,
          Joined _,
          Left _,
          Removed _,
          RoleSet _,
          IdentityChanged _,
          Suspended _,
          Resumed _,
          Appointed _ ->
          true;
      case Invited _,
          Withdrawn _,
          Renamed _,
          HistorySet _,
          RetentionSet _,
          TopicSet _,
          PolicySet _,
          Deleted _,
          LetterboxOpened _,
          LetterboxClosed _ ->
          false;
    };
  }

  default RoomId roomId() {
    return head().roomId();
  }

  default long time() {
    return head().time();
  }

  default byte[] prevEvent() {
    return head().prevEvent();
  }

  default UserId actorUser() {
    return head().actorUser();
  }

  default IdentityId actorIdentity() {
    return head().actorIdentity();
  }

  default UserId subject() {
    return head().subject();
  }

  default byte[] bytes() {
    return head().bytes();
  }

  default byte[] hash() {
    return Sha256.of(bytes());
  }

  /// The users who become members with this event.
  default List<UserId> entering() {
    if (this instanceof Created created) {
      return Stream.concat(Stream.of(actorUser()), created.others().stream().map(Other::user))
          .toList();
    }
    return this instanceof Joined ? List.of(subject()) : List.of();
  }

  default boolean byServer() {
    return actorUser().equals(SERVER);
  }

  /// The bytes that are signed.
  default byte[] signed() {
    return Arrays.copyOf(bytes(), bytes().length - Layout.SIGNATURE);
  }

  default byte[] signature() {
    return Arrays.copyOfRange(bytes(), bytes().length - Layout.SIGNATURE, bytes().length);
  }

  /// Parses an event; throws [Malformed].
  static RoomEvent parse(byte[] bytes) {
    var reader = new ByteReader(bytes).magic("SC1T");
    var room = RoomId.of(reader.bytes(16));
    int kind = reader.u8();
    reader.require(bytes.length <= Layout.largest(kind));
    long time = reader.u64();
    byte[] prev = reader.bytes(32);
    var actor = UserId.of(reader.bytes(16));
    var actorIdentity = IdentityId.of(reader.bytes(16));
    var subject = UserId.of(reader.bytes(16));
    byte[] data = reader.bytes(reader.u16());
    reader.bytes(Layout.SIGNATURE);
    reader.end();
    var head = new Head(room, kind, time, prev, actor, actorIdentity, subject, bytes.clone());
    return Layout.read(head, new ByteReader(data), data.length);
  }

  /// The bytes to sign for an event with these fields.
  static byte[] unsigned(
      RoomId room, int kind, long time, byte[] prev, Actor actor, UserId subject, byte[] data) {
    return new ByteWriter()
        .magic("SC1T")
        .bytes(room.bytes())
        .u8(kind)
        .u64(time)
        .bytes(prev)
        .bytes(actor.user().bytes())
        .bytes(actor.identity().bytes())
        .bytes(subject.bytes())
        .u16(data.length)
        .bytes(data)
        .done();
  }

  /// The signer of an event.
  record Actor(UserId user, IdentityId identity) {}

  /// The layout of each kind's data.
  final class Layout {

    static final int SIGNATURE = 64;
    private static final int LARGEST = 1024;
    private static final int AROUND_DATA = 176;
    private static final int LONGEST_TOPIC = 500;
    private static final int LONGEST_BOX_NAME = 64;
    private static final long SHORTEST_RETENTION = 60;
    private static final long LONGEST_RETENTION = 3_650L * 24 * 60 * 60;

    private Layout() {}

    /// The maximum size of an event of this kind.
    static int largest(int kind) {
      return switch (kind) {
        case DELETED -> AROUND_DATA + Deletion.MAX_BYTES;
        case TOPIC -> AROUND_DATA + 4 * LONGEST_TOPIC;
        default -> LARGEST;
      };
    }

    private static RoomEvent read(Head head, ByteReader data, int length) {
      RoomEvent event =
          switch (head.kind()) {
            case CREATED -> created(head, data, length);
            case INVITED -> new Invited(head, identityOrNone(data.bytes(16)), data.u64());
            case WITHDRAWN -> new Withdrawn(head);
            case JOINED -> new Joined(head, IdentityId.of(data.bytes(16)));
            case LEFT -> new Left(head);
            case REMOVED -> new Removed(head);
            case RENAMED -> new Renamed(head, data.text(length));
            case ROLE -> new RoleSet(head, flag(data));
            case HISTORY -> new HistorySet(head, flag(data) == 1);
            case IDENTITY_CHANGED -> new IdentityChanged(head, IdentityId.of(data.bytes(16)));
            case DELETED -> new Deleted(head, Deletion.read(data));
            case RETENTION -> new RetentionSet(head, seconds(data.u64()));
            case TOPIC -> new TopicSet(head, topic(data.text(length)));
            case POLICY -> policy(head, data.u8());
            case SUSPENDED -> new Suspended(head);
            case RESUMED -> new Resumed(head);
            case APPOINTED -> new Appointed(head, UserId.of(data.bytes(16)));
            case LETTERBOX_OPENED -> opened(head, data);
            case LETTERBOX_CLOSED -> new LetterboxClosed(head, box(data.u32()));
            default -> throw new Malformed();
          };
      data.end();
      boolean aboutRoom =
          switch (head.kind()) {
            case RENAMED, HISTORY, RETENTION, TOPIC, POLICY, LETTERBOX_OPENED, LETTERBOX_CLOSED ->
                true;
            default -> false;
          };
      boolean nobody = head.subject().equals(SERVER);
      // A deletion is about nobody if it deletes letters, which have no sender (B8).
      data.require(aboutRoom == nobody || head.kind() == DELETED);
      return event;
    }

    private static Created created(Head head, ByteReader data, int length) {
      int mode = data.u8();
      return mode == DIRECT
          ? new Created(head, mode, "", others(data))
          : new Created(head, mode, data.text(length - 1), List.of());
    }

    /// Strictly ascending by user, so that the same people have one form.
    private static List<Other> others(ByteReader data) {
      int count = data.u8();
      data.require(count <= MOST_OTHERS);
      var others = new ArrayList<Other>();
      for (int i = 0; i < count; i++) {
        var other = new Other(UserId.of(data.bytes(16)), IdentityId.of(data.bytes(16)));
        data.require(i == 0 || others.getLast().user().compareTo(other.user()) < 0);
        others.add(other);
      }
      return others;
    }

    /// One line of at most 500 characters (code points).
    private static String topic(String text) {
      return line(text, LONGEST_TOPIC);
    }

    private static String line(String text, int longest) {
      boolean fits =
          text.codePointCount(0, text.length()) <= longest
              && text.codePoints().noneMatch(Character::isISOControl);
      if (!fits) {
        throw new Malformed();
      }
      return text;
    }

    private static LetterboxOpened opened(Head head, ByteReader data) {
      long box = box(data.u32());
      boolean webhook = flag(data) == 1;
      byte[] key = data.bytes(LetterKey.LENGTH);
      data.require(!LetterKey.isSmallOrder(key) && data.remaining() > 0);
      String name = line(data.text(data.remaining()), LONGEST_BOX_NAME);
      return new LetterboxOpened(head, box, webhook, key, name);
    }

    /// 1 to 2³¹ − 1, so that the number of its grants fits into four bytes (B2).
    private static long box(long box) {
      if (box < 1 || box > Integer.MAX_VALUE) {
        throw new Malformed();
      }
      return box;
    }

    /// 0, or one minute to ten years.
    private static long seconds(long seconds) {
      if (seconds != 0 && (seconds < SHORTEST_RETENTION || seconds > LONGEST_RETENTION)) {
        throw new Malformed();
      }
      return seconds;
    }

    /// Bit 0: only owners invite; bit 1: only owners write. The others are zero.
    private static PolicySet policy(Head head, int flags) {
      if (flags > 3) {
        throw new Malformed();
      }
      return new PolicySet(head, (flags & 1) != 0, (flags & 2) != 0);
    }

    private static int flag(ByteReader data) {
      int flag = data.u8();
      data.require(flag <= 1);
      return flag;
    }

    private static @Nullable IdentityId identityOrNone(byte[] bytes) {
      return Arrays.equals(bytes, new byte[16]) ? null : IdentityId.of(bytes);
    }
  }
}
