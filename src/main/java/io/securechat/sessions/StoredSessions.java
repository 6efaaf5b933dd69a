package io.securechat.sessions;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Primary;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.serializer.support.SerializationFailedException;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.stereotype.Component;

/// Spring Session's table with manners of its own: reading a session takes a connection that reads,
/// using one writes nothing by itself (see [SessionUses]), and one that this version cannot read,
/// because another version wrote it, is over instead of failing every request.
@Component
@Primary
class StoredSessions implements SessionRepository<StoredSessions.Used> {

  private static final Logger log = LoggerFactory.getLogger(StoredSessions.class);

  private final SessionRepository<Session> table;
  private final SessionTransactions transactions;
  private final SessionUses uses;

  @SuppressWarnings("unchecked") // what the table hands out is all that it is given back
  StoredSessions(
      JdbcIndexedSessionRepository table, SessionTransactions transactions, SessionUses uses) {
    this.table = (SessionRepository<Session>) (SessionRepository<?>) table;
    this.transactions = transactions;
    this.uses = uses;
  }

  @Override
  public Used createSession() {
    return new Used(table.createSession(), uses, new AtomicBoolean());
  }

  @Override
  public void save(Used session) {
    // The answer that tells of the failure is written in the same session: it must get out.
    if (!session.lost.get()) {
      session.lost.set(true);
      table.save(session.stored);
      session.lost.set(false);
    }
  }

  @Override
  public @Nullable Used findById(String id) {
    try {
      var stored = transactions.reading(() -> Optional.ofNullable(table.findById(id))).orElse(null);
      if (stored == null) {
        return null;
      }
      // Attributes are read when they are asked for: here, where it can be told.
      stored.getAttributeNames().forEach(stored::getAttribute);
      return new Used(stored, uses, new AtomicBoolean());
    } catch (ConversionException | SerializationFailedException e) {
      log.warn("A session of another version is over: {}", e.getClass().getName());
      table.deleteById(id);
      return null;
    }
  }

  @Override
  public void deleteById(String id) {
    table.deleteById(id);
  }

  /// A session as it is stored, whose use is noted aside.
  ///
  /// @param lost whether it could not be stored
  record Used(Session stored, SessionUses uses, AtomicBoolean lost) implements Session {

    @Override
    public void setLastAccessedTime(Instant at) {
      uses.note(stored.getId());
    }

    @Override
    public String getId() {
      return stored.getId();
    }

    @Override
    public String changeSessionId() {
      return stored.changeSessionId();
    }

    @Override
    public <T> @Nullable T getAttribute(String name) {
      return stored.getAttribute(name);
    }

    @Override
    public Set<String> getAttributeNames() {
      return stored.getAttributeNames();
    }

    @Override
    public void setAttribute(String name, Object value) {
      stored.setAttribute(name, value);
    }

    @Override
    public void removeAttribute(String name) {
      stored.removeAttribute(name);
    }

    @Override
    public Instant getCreationTime() {
      return stored.getCreationTime();
    }

    @Override
    public Instant getLastAccessedTime() {
      return stored.getLastAccessedTime();
    }

    @Override
    public void setMaxInactiveInterval(Duration interval) {
      stored.setMaxInactiveInterval(interval);
    }

    @Override
    public Duration getMaxInactiveInterval() {
      return stored.getMaxInactiveInterval();
    }

    @Override
    public boolean isExpired() {
      return stored.isExpired();
    }
  }
}
