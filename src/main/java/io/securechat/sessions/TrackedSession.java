package io.securechat.sessions;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/// A session with the id from its cookie; the stored session has the id's hash. Its use is recorded
/// separately.
final class TrackedSession implements Session {

  private final Session stored;
  private final SessionUses uses;
  private final Supplier<String> another;
  private String id;
  private boolean lost;

  /// @param another changes the stored session's id and returns the new one for the cookie
  TrackedSession(String id, Session stored, SessionUses uses, Supplier<String> another) {
    this.id = id;
    this.stored = stored;
    this.uses = uses;
    this.another = another;
  }

  /// Saves at most one level deep: the error response for a failed save belongs to the same session
  /// and must still be sent.
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
  @SuppressWarnings("TypeParameterUnusedInFormals") // the interface declares it so
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
