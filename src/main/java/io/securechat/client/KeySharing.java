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
      Executors.newSingleThreadScheduledExecutor(KeySharing::thread);
  private volatile boolean begun;

  KeySharing(Session session) {
    this.session = session;
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "key-sharing");
    thread.setDaemon(true);
    return thread;
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
        if (wish.epoch() > Grant.BOXES) {
          seedGrant(room, wish).ifPresent(grants::add);
        } else if (mayHave(room, wish)) {
          room.key(wish.epoch()).ifPresent(key -> grants.add(grant(room, wish, key)));
        }
      }
    }
    return grants;
  }

  private byte[] grant(ClientRoom room, Wish wish, Epoch key) {
    byte[] header = Grant.header(room.id(), wish.epoch(), wish.identity(), key.recordHash);
    return Keys.join(header, session.people().wrap(wish.identity(), header, key.secret));
  }

  /// The seed of a letterbox, for members whom a member invited as who they are (B4).
  private Optional<byte[]> seedGrant(ClientRoom room, Wish wish) {
    var ledger = room.ledger();
    var member = ledger.members().get(wish.user());
    var box = ledger.boxes().find(wish.epoch() - Grant.BOXES);
    boolean may =
        box.isPresent()
            && member != null
            && isTrusted(room, wish)
            && member.vouched()
            && (box.get().open() || ledger.isHistoryFull());
    if (!may) {
      return Optional.empty();
    }
    byte[] header = Grant.header(room.id(), wish.epoch(), wish.identity(), box.get().event());
    return room.seed(box.get())
        .map(seed -> Keys.join(header, session.people().wrap(wish.identity(), header, seed)));
  }

  private boolean isTrusted(ClientRoom room, Wish wish) {
    var ledger = room.ledger();
    var member = ledger.members().get(wish.user());
    var standing = ledger.standings().get(wish.user());
    return member != null
        && standing != null
        && !standing.suspended()
        && room.trouble().isEmpty()
        && member.identity().equals(wish.identity())
        && session.pins().verdict(wish.user(), member) == Pins.Verdict.FINE;
  }

  /// Without asking its user: only for the identity that the epoch's record names or its successor,
  /// and for newer members only where the history is open to all.
  private boolean mayHave(ClientRoom room, Wish wish) {
    var ledger = room.ledger();
    var member = ledger.members().get(wish.user());
    if (member == null || !isTrusted(room, wish)) {
      return false;
    }
    var row =
        room.epochs().epoch(wish.epoch()).stream()
            .flatMap(epoch -> epoch.record().rows().stream())
            .filter(one -> one.user().equals(wish.user()))
            .findFirst();
    return row.isPresent()
        ? session.people().relation(wish.user(), row.get().identity(), wish.identity()).leads()
        : ledger.isHistoryFull() && member.vouched();
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
