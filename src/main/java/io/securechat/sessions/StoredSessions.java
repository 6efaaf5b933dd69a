package io.securechat.sessions;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Primary;
import org.springframework.core.convert.ConversionException;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.stereotype.Component;

/// Spring Session's repository with additional rules: stores keyed hashes instead of ids (see
/// [SessionIdHashes]), reads sessions over a read-only connection, does not write on each use (see
/// [SessionUses]), and ends sessions that have reached their maximum lifetime or whose attributes
/// cannot be read (see [SessionAttributes]) instead of failing every request.
@Component
@Primary
class StoredSessions implements SessionRepository<TrackedSession> {

  /// The hash under which Spring Session stores the session that it creates next.
  static final ScopedValue<String> STORED_ID = ScopedValue.newInstance();

  private static final Logger log = LoggerFactory.getLogger(StoredSessions.class);
  private static final String BEGUN = "begun";
  private static final int ID_BYTES = 32;

  private final SessionRepository<Session> table;
  private final SessionTransactions transactions;
  private final SessionIdHashes secrets;
  private final SessionUses uses;
  private final SessionSettings settings;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  @SuppressWarnings("unchecked") // the table receives only sessions that it created
  StoredSessions(
      JdbcIndexedSessionRepository table,
      SessionTransactions transactions,
      SessionIdHashes secrets,
      SessionUses uses,
      SessionSettings settings,
      Clock clock) {
    this.table = (SessionRepository<Session>) (SessionRepository<?>) table;
    this.transactions = transactions;
    this.secrets = secrets;
    this.uses = uses;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public TrackedSession createSession() {
    String id = newId();
    var stored = ScopedValue.where(STORED_ID, secrets.stored(id)).call(table::createSession);
    stored.setAttribute(BEGUN, clock.millis());
    return used(id, stored);
  }

  private TrackedSession used(String id, Session stored) {
    Supplier<String> another =
        () -> {
          String next = newId();
          ScopedValue.where(STORED_ID, secrets.stored(next)).call(stored::changeSessionId);
          return next;
        };
    return new TrackedSession(id, stored, uses, another);
  }

  private String newId() {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
  }

  @Override
  public void save(TrackedSession session) {
    session.save(table);
  }

  @Override
  public @Nullable TrackedSession findById(String id) {
    String hash = secrets.stored(id);
    try {
      var stored =
          transactions.reading(() -> Optional.ofNullable(table.findById(hash))).orElse(null);
      if (stored == null || isTooOld(stored)) {
        return null;
      }
      // Attributes are read lazily; reading them here allows handling a failure.
      stored.getAttributeNames().forEach(stored::getAttribute);
      return used(id, stored);
    } catch (ConversionException e) {
      log.warn("Ended a session that cannot be read");
      table.deleteById(hash);
      return null;
    }
  }

  private boolean isTooOld(Session stored) {
    long oldest = clock.millis() - settings.lifetime().toMillis();
    return !(stored.getAttribute(BEGUN) instanceof Long begun) || begun <= oldest;
  }

  @Override
  public void deleteById(String id) {
    table.deleteById(secrets.stored(id));
  }
}
