package io.securechat.push;

import io.securechat.bus.Bus;
import io.securechat.bus.Topic;
import io.securechat.bytes.Malformed;
import io.securechat.problems.CommonProblems;
import io.securechat.problems.Refusal;
import io.securechat.protocol.UserId;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Subscriptions of sessions (W2, W3). Remembers which users have any, so that rooms without them
/// cost nothing: a user too many costs a query, and one too few is found within a minute.
@Component
class Subscriptions {

  private static final int MAX_ENDPOINT = 2_048;
  private static final int AUTH = 16;
  private static final String ZONE = "[A-Za-z0-9_+/-]{0,64}";

  /// Signal to the other nodes: a user has a new subscription.
  record Subscribed(UserId userId) {

    static final Topic<Subscribed> TOPIC = new Topic<>("PUSH", Subscribed.class);
  }

  private final SubscriptionStore store;
  private final PushSettings settings;
  private final Bus bus;
  private final Clock clock;
  private volatile Set<UserId> users;

  Subscriptions(SubscriptionStore store, PushSettings settings, Bus bus, Clock clock) {
    this.store = store;
    this.settings = settings;
    this.bus = bus;
    this.clock = clock;
    this.users = read();
    bus.listen(Subscribed.TOPIC, subscribed -> users.add(subscribed.userId()));
  }

  private Set<UserId> read() {
    Set<UserId> read = ConcurrentHashMap.newKeySet();
    if (settings.enabled()) {
      read.addAll(store.users());
    }
    return read;
  }

  @Scheduled(fixedDelay = 60_000, initialDelay = 60_000)
  void refresh() {
    try {
      users = read();
    } catch (DataAccessException | TransactionException e) {
      // What is known stays so until the next time.
    }
  }

  boolean isEnabled() {
    return settings.enabled();
  }

  /// Whether anybody has a subscription.
  boolean any() {
    return !users.isEmpty();
  }

  /// Those of the users who may have one.
  Set<UserId> among(Collection<UserId> some) {
    return some.stream().filter(users::contains).collect(Collectors.toSet());
  }

  void put(
      UserId user, String sessionKey, String endpoint, byte[] p256dh, byte[] auth, String zone) {
    if (!settings.enabled()) {
      throw new Refusal(PushProblems.PUSH_OFF);
    }
    var subscription =
        new Subscription(
            sessionKey, user, address(endpoint), p256dh, auth, zone, clock.millis(), 0);
    requireKeys(subscription);
    if (!save(subscription)) {
      throw new Refusal(CommonProblems.SIGNED_OUT);
    }
    users.add(user);
    bus.publish(Subscribed.TOPIC, new Subscribed(user));
  }

  private boolean save(Subscription subscription) {
    try {
      return store.save(subscription);
    } catch (DuplicateKeyException e) {
      // Another session has stored the same endpoint at the same moment.
      throw new Refusal(CommonProblems.BUSY).with("retryAfter", 1);
    }
  }

  private static void requireKeys(Subscription subscription) {
    try {
      P256.parse(subscription.p256dh());
    } catch (Malformed e) {
      throw bad();
    }
    if (subscription.auth().length != AUTH || !subscription.zone().matches(ZONE)) {
      throw bad();
    }
  }

  private URI address(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw bad();
    }
    boolean secure =
        "https".equals(uri.getScheme())
            || (settings.privateServices() && "http".equals(uri.getScheme()));
    boolean good =
        secure
            && text.length() <= MAX_ENDPOINT
            && text.chars().allMatch(c -> c > ' ' && c < 0x7f)
            && uri.getHost() != null
            && uri.getRawUserInfo() == null
            && uri.getRawFragment() == null
            && uri.getPort() != 0
            && uri.getPort() <= 0xffff;
    if (!good || !(settings.privateServices() || isPublic(uri.getHost()))) {
      throw bad();
    }
    return uri;
  }

  /// Names are looked up only when something is sent; this refuses what is wrong already.
  private static boolean isPublic(String host) {
    boolean literal = host.startsWith("[") || host.matches("[0-9.]+");
    if (!literal) {
      return !host.equals("localhost") && host.contains(".");
    }
    try {
      return PublicAddresses.isPublic(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /// Neither the address nor a key is in the refusal: they are secrets.
  private static Refusal bad() {
    return new Refusal(PushProblems.BAD_SUBSCRIPTION);
  }

  void remove(String sessionKey) {
    store.remove(sessionKey);
  }

  boolean exists(String sessionKey) {
    return settings.enabled() && store.exists(sessionKey);
  }
}
