package io.securechat.roomkeys;

import io.securechat.bus.Bus;
import io.securechat.bytes.Malformed;
import io.securechat.identities.Identities;
import io.securechat.identities.Identity;
import io.securechat.limits.Allowance;
import io.securechat.limits.Limits;
import io.securechat.problems.Problem;
import io.securechat.problems.Refusal;
import io.securechat.protocol.Grant;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.protocol.ledger.Room;
import io.securechat.protocol.ledger.RoomProblems;
import io.securechat.rooms.Rooms;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Key sharing: members request keys of epochs that they lack, and other members wrap them. The
/// server stores requests and relays grants; the browser of the member who has the key decides
/// whether the requester may have it.
@Component
class KeySharing {

  private static final int MAX_PER_REQUEST = 200;
  private static final int MAX_IN_A_SIGNAL = 20;
  private static final Allowance ASKING = new Allowance(60, Duration.ofMinutes(1));
  private static final Allowance SHARING = new Allowance(600, Duration.ofMinutes(10));

  private record Shared(UserId user, Grant grant, byte[] bytes) {}

  private final RoomKeyStore store;
  private final Rooms rooms;
  private final Identities identities;
  private final Limits limits;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher events;
  private final Bus bus;
  private final Clock clock;

  KeySharing(
      RoomKeyStore store,
      Rooms rooms,
      Identities identities,
      Limits limits,
      TransactionTemplate transaction,
      ApplicationEventPublisher events,
      Bus bus,
      Clock clock) {
    this.store = store;
    this.rooms = rooms;
    this.identities = identities;
    this.limits = limits;
    this.transaction = transaction;
    this.events = events;
    this.bus = bus;
    this.clock = clock;
    bus.listen(KeysWanted.TOPIC, events::publishEvent);
    bus.listen(KeysShared.TOPIC, events::publishEvent);
  }

  /// Sends the grants themselves to the other nodes, a few per signal.
  private void signal(RoomId room, UserId user, List<byte[]> grants) {
    for (int i = 0; i < grants.size(); i += MAX_IN_A_SIGNAL) {
      var some = grants.subList(i, Math.min(grants.size(), i + MAX_IN_A_SIGNAL));
      bus.publish(KeysShared.TOPIC, new KeysShared(room, user, some));
    }
  }

  /// Open requests, and keys granted by others than the record's issuer.
  KeySharingApi.Keys keys(UserId caller, RoomId id) {
    var room = rooms.requireMember(id, caller);
    var wanted = store.requests(id).stream().filter(request -> isPresent(room, request)).toList();
    return new KeySharingApi.Keys(wanted, store.shared(id));
  }

  private static boolean isPresent(Room room, KeyRequest request) {
    return mayBeGranted(room, request.userId(), request.identityId());
  }

  private static boolean mayBeGranted(Room room, UserId user, IdentityId identity) {
    return room.member(user)
        .filter(member -> member.identity().equals(identity) && !member.suspended())
        .isPresent();
  }

  void want(UserId caller, RoomId id, List<Long> epochs) {
    limits.take("key-wish", caller, ASKING);
    var room = rooms.requireMember(id, caller);
    var identity = present(caller);
    int last = store.last(id).map(RoomKeyStore.Last::epoch).orElse(0);
    require(!epochs.isEmpty() && epochs.size() <= MAX_PER_REQUEST, RoomKeyProblems.BAD_COUNT);
    require(
        epochs.stream().allMatch(one -> (one >= 1 && one <= last) || isBox(room, one)),
        RoomKeyProblems.BAD_GRANT);
    long now = clock.millis();
    transaction.executeWithoutResult(
        _ -> store.insertRequests(room.id(), caller, identity, epochs, now));
    var wanted = new KeysWanted(id, caller);
    events.publishEvent(wanted);
    bus.publish(KeysWanted.TOPIC, wanted);
  }

  private static boolean isBox(Room room, long number) {
    return room.boxes().find(number - Grant.BOXES).isPresent();
  }

  void share(UserId caller, RoomId id, List<byte[]> grants) {
    require(!grants.isEmpty() && grants.size() <= MAX_PER_REQUEST, RoomKeyProblems.BAD_COUNT);
    limits.take("key-share", caller, SHARING);
    var room = rooms.requireMember(id, caller);
    var granter = present(caller);
    // Sorted, so that two members who share the same keys at once cannot deadlock.
    var shared =
        read(room, grants).stream()
            .sorted(
                Comparator.comparing(Shared::user).thenComparingLong(one -> one.grant().epoch()))
            .toList();
    transaction.executeWithoutResult(
        _ -> shared.forEach(one -> store.share(one.user(), granter, one.grant(), one.bytes())));
    Map<UserId, List<byte[]>> byUser = new LinkedHashMap<>();
    shared.forEach(
        one -> byUser.computeIfAbsent(one.user(), _ -> new ArrayList<>()).add(one.bytes()));
    byUser.forEach((user, own) -> {
      events.publishEvent(new KeysShared(id, user, own));
      signal(id, user, own);
    });
  }

  private List<Shared> read(Room room, List<byte[]> grants) {
    var hashes = store.recordHashes(room.id());
    try {
      return grants.stream().map(bytes -> read(room, hashes, bytes)).toList();
    } catch (Malformed e) {
      throw new Refusal(RoomKeyProblems.BAD_GRANT);
    }
  }

  private Shared read(Room room, Map<Long, byte[]> hashes, byte[] bytes) {
    var grant = Grant.parse(bytes);
    byte[] hash = hashes.get(grant.epoch());
    var user = identities.byId(grant.identity()).map(Identity::user).orElseThrow(Malformed::new);
    boolean fits =
        grant.room().equals(room.id())
            && hash != null
            && Arrays.equals(hash, grant.recordHash())
            && mayBeGranted(room, user, grant.identity());
    if (!fits) {
      throw new Malformed();
    }
    return new Shared(user, grant, bytes);
  }

  private IdentityId present(UserId caller) {
    return identities
        .current(caller)
        .map(Identity::id)
        .orElseThrow(() -> new Refusal(RoomProblems.NO_IDENTITY));
  }

  private static void require(boolean holds, Problem otherwise) {
    if (!holds) {
      throw new Refusal(otherwise);
    }
  }
}
