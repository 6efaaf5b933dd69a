package io.securechat.admission;

import io.securechat.bytes.Sha256;
import io.securechat.problems.Refusal;
import io.securechat.protocol.UserId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// One-time links with an expiry: for registration, for setting up the server, for resetting a
/// password. The token is in the URL's fragment; the server stores only its hash.
@Component
class Links {

  enum Kind {
    REGISTER,
    SETUP,
    RESET;

    String path() {
      return "/" + word();
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// @param user the user whose password the link resets; null for the other kinds
  record Link(
      UUID id,
      Kind kind,
      @Nullable UserId user,
      @Nullable UserId createdBy,
      long created,
      long expires) {}

  /// A new link; the token is not stored and available only here.
  record Made(Link link, String token) {
    String path() {
      return link.kind().path() + "#" + token;
    }
  }

  private static final int MAX_OPEN = 100;

  /// A setup link with less validity left than this is replaced.
  private static final Duration MIN_REMAINING = Duration.ofDays(1);

  private final LinkStore store;
  private final Clock clock;
  private final ApplicationEventPublisher events;
  private final SecureRandom random = new SecureRandom();

  Links(LinkStore store, Clock clock, ApplicationEventPublisher events) {
    this.store = store;
    this.clock = clock;
    this.events = events;
  }

  @Transactional
  public Made make(
      Kind kind, @Nullable UserId user, @Nullable UserId createdBy, Duration validity) {
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    long now = clock.millis();
    var link = new Link(UUID.randomUUID(), kind, user, createdBy, now, now + validity.toMillis());
    store.deleteExpired(now);
    if (user != null) {
      store.deleteOf(user);
    }
    if (store.countOpen(kind, now) >= MAX_OPEN) {
      throw new Refusal(AdmissionProblems.TOO_MANY_LINKS);
    }
    return added(link, token(secret));
  }

  /// The setup link that all nodes share: the open one, or a new one. Its token is derived from a
  /// secret, so that every node can show it although the database has only its hash.
  ///
  /// @param secrets derives the secret of a link; the same on every node
  @Transactional
  public Made setUp(Duration validity, Function<UUID, byte[]> secrets) {
    long now = clock.millis();
    for (var open : store.open(now)) {
      var made = new Made(open, token(secrets.apply(open.id())));
      boolean lasts = open.expires() - now >= MIN_REMAINING.toMillis();
      if (open.kind() == Kind.SETUP && lasts && store.find(hash(made.token())).isPresent()) {
        return made;
      }
    }
    store.deleteAll(Kind.SETUP);
    var id = UUID.randomUUID();
    var link = new Link(id, Kind.SETUP, null, null, now, now + validity.toMillis());
    return added(link, token(secrets.apply(id)));
  }

  private Made added(Link link, String token) {
    store.insert(link, hash(token));
    events.publishEvent(new LinkMade(link.id(), link.kind().word(), link.user(), link.createdBy()));
    return new Made(link, token);
  }

  private static String token(byte[] secret) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  /// Finds the link of a token; refuses with `link-gone` for any reason.
  Link require(String token) {
    return find(token).orElseThrow(() -> new Refusal(AdmissionProblems.LINK_GONE));
  }

  private Optional<Link> find(String token) {
    return store.find(hash(token)).filter(link -> link.expires() > clock.millis());
  }

  /// Uses up a link of one of these kinds, in the caller's transaction.
  @Transactional
  public Link use(String token, Kind... kinds) {
    var link = require(token);
    boolean fits = List.of(kinds).contains(link.kind());
    if (!fits || !store.use(link.id(), clock.millis())) {
      throw new Refusal(AdmissionProblems.LINK_GONE);
    }
    events.publishEvent(new LinkUsed(link.id(), link.kind().word(), link.user()));
    return link;
  }

  List<Link> open() {
    return store.open(clock.millis());
  }

  @Transactional
  public void withdraw(UUID id) {
    store.delete(id);
    events.publishEvent(new LinkWithdrawn(id));
  }

  private static byte[] hash(String token) {
    return Sha256.of(token.getBytes(StandardCharsets.UTF_8));
  }
}
