package io.securechat.sessions;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/// A session as requests see it: under the id that its cookie carries, while the stored one has the
/// id's hash. Its use is noted aside.
final class UsedSession implements Session {

  private final Session stored;
  private final SessionUses uses;
  private final Supplier<String> another;
  private String id;
  private boolean lost;

  /// @param another gives the stored session another id and returns what its cookie then carries
  UsedSession(String id, Session stored, SessionUses uses, Supplier<String> another) {
    this.id = id;
    this.stored = stored;
    this.uses = uses;
    this.another = another;
  }

  /// Stores it once: the answer that tells of a failure is written in the same session and must get
  /// out.
  synchronized void save(SessionRepository<Session> table) {
    if (!lost) {
      lost = true;
      table.save(stored);
      lost = false;
    }
  }

  @Override
  public void setLastAccessedTime(Instant at) {
    uses.note(stored.getId());
  }

  @Override
  public String getId() {
    return id;
  }

  @Override
  public String changeSessionId() {
    id = another.get();
    return id;
  }

  @Override
  @SuppressWarnings("TypeParameterUnusedInFormals") // Spring Session declares it so
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
