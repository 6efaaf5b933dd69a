package io.securechat.client;

import io.securechat.bytes.Base64Text;
import io.securechat.protocol.Grant;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// Wraps the keys of epochs for members who lack them and may have them, in all of the user's rooms
/// (K10). On a thread of its own, because a room may have to be read first.
final class KeySharing {

  private static final int AT_ONCE = 200;
  private static final int LONGEST_PAUSE = 1500;

  private record Wish(UserId user, IdentityId identity, long epoch) {}

  private final Session session;
  private final Set<RoomId> due = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("key-sharing").factory());
  private volatile boolean begun;

  KeySharing(Session session) {
    this.session = session;
  }

  /// From now on, this client shares keys.
  void begin() {
    begun = true;
    all();
  }

  /// Looks into all rooms, as after a reconnect.
  void all() {
    if (begun) {
      worker.execute(() -> {
        try {
          session
              .got("/api/rooms")
              .path("rooms")
              .forEach(room -> wanted(RoomId.parse(room.path("roomId").asString())));
        } catch (RuntimeException e) {
          // The next connection looks again.
        }
      });
    }
  }

  /// Somebody lacks keys in a room. The devices of all members are told: each waits a moment, and
  /// then looks what is still lacking.
  void wanted(RoomId room) {
    if (!begun || !due.add(room)) {
      return;
    }
    int pause = ThreadLocalRandom.current().nextInt(LONGEST_PAUSE);
    try {
      var _ = worker.schedule(() -> answer(room), pause, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // The session is being closed.
    }
  }

  /// Shares what others lack in a room and may have.
  void answer(RoomId room) {
    due.remove(room);
    try {
      var wishes = wishes(room);
      if (!wishes.isEmpty()) {
        share(room, grants(session.open(room), wishes));
      }
    } catch (RuntimeException e) {
      // Another member shares them, or this one at the next request.
    }
  }

  /// What others lack.
  private List<Wish> wishes(RoomId room) {
    return session
        .got("/api/rooms/" + room + "/keys")
        .path("wanted")
        .valueStream()
        .map(one ->
            new Wish(
                UserId.parse(one.path("userId").asString()),
                IdentityId.parse(one.path("identityId").asString()),
                one.path("epoch").asLong()))
        .filter(wish -> !wish.user().equals(session.me()))
        .toList();
  }

  private List<byte[]> grants(ClientRoom room, List<Wish> wishes) {
    var grants = new ArrayList<byte[]>();
    synchronized (session) {
      for (var wish : wishes) {
        (wish.epoch() > Grant.BOXES ? seedGrant(room, wish) : keyGrant(room, wish))
            .ifPresent(grants::add);
      }
    }
    return grants;
  }

  /// The key of an epoch. Without asking its user: only for the identity that the epoch's record
  /// names or its successor, and for newer members only where the history is open to all.
  private Optional<byte[]> keyGrant(ClientRoom room, Wish wish) {
    var row =
        room.epochs().epoch(wish.epoch()).stream()
            .flatMap(epoch -> epoch.record().rows().stream())
            .filter(one -> one.user().equals(wish.user()))
            .findFirst();
    return trusted(room, wish)
        .filter(member ->
            row.isPresent()
                ? session
                    .people()
                    .relation(wish.user(), row.get().identity(), wish.identity())
                    .leads()
                : room.ledger().isHistoryFull() && member.vouched())
        .flatMap(_ -> room.key(wish.epoch()))
        .map(key -> grant(room, wish, key.recordHash, key.secret));
  }

  /// The seed of a letterbox, for members whom a member invited as who they are (B4).
  private Optional<byte[]> seedGrant(ClientRoom room, Wish wish) {
    var ledger = room.ledger();
    return ledger
        .boxes()
        .find(wish.epoch() - Grant.BOXES)
        .filter(box -> box.open() || ledger.isHistoryFull())
        .filter(_ -> trusted(room, wish).filter(RoomLedger.Named::vouched).isPresent())
        .flatMap(box -> room.seed(box).map(seed -> grant(room, wish, box.event(), seed)));
  }

  /// @param hash of the epoch's record, or of the event that opened the letterbox
  private byte[] grant(ClientRoom room, Wish wish, byte[] hash, byte[] secret) {
    byte[] header = Grant.header(room.id(), wish.epoch(), wish.identity(), hash);
    return Keys.join(header, session.people().wrap(wish.identity(), header, secret));
  }

  /// The member who wishes, if their identity is the one that the events and the pins name, and
  /// nothing is wrong with the room.
  private Optional<RoomLedger.Named> trusted(ClientRoom room, Wish wish) {
    var ledger = room.ledger();
    var member = ledger.members().get(wish.user());
    var standing = ledger.standings().get(wish.user());
    boolean isTrusted =
        member != null
            && standing != null
            && !standing.suspended()
            && room.trouble().isEmpty()
            && member.identity().equals(wish.identity())
            && session.pins().verdict(wish.user(), member) == Pins.Verdict.FINE;
    return isTrusted ? Optional.ofNullable(member) : Optional.empty();
  }

  private void share(RoomId room, List<byte[]> grants) {
    for (int i = 0; i < grants.size(); i += AT_ONCE) {
      var some = grants.subList(i, Math.min(grants.size(), i + AT_ONCE));
      var body = Map.of("grants", some.stream().map(Base64Text::of).toList());
      session.rest().post("/api/rooms/" + room + "/keys/shared", body);
    }
  }

  void close() {
    worker.shutdownNow();
  }
}
