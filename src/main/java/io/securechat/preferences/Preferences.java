package io.securechat.preferences;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.securechat.bus.Bus;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// Façade for personal settings. Reads are answered from a bounded cache, which a change on any
/// node clears; [PreferencesChanged] follows each change.
@Component
public class Preferences {

  private static final int CACHED = 10_000;

  private final Cache<UserId, PersonalSettings> cache =
      Caffeine.newBuilder().maximumSize(CACHED).build();
  private final PreferenceStore store;
  private final ApplicationEventPublisher events;
  private final Bus bus;

  Preferences(PreferenceStore store, ApplicationEventPublisher events, Bus bus) {
    this.store = store;
    this.events = events;
    this.bus = bus;
    bus.listen(PreferencesChanged.TOPIC, this::changedElsewhere);
    bus.onResync(cache::invalidateAll);
  }

  /// The person's settings, with defaults for what they never chose. May query the database.
  public PersonalSettings of(UserId user) {
    return cache.get(user, key -> store.of(key).orElse(PersonalSettings.DEFAULT));
  }

  /// The levels that a person chose for rooms, in no particular order.
  public List<RoomLevel> levels(UserId user) {
    return store.levels(user);
  }

  /// The levels that people chose for a room; those who chose none are missing.
  public Map<UserId, Level> levelsIn(RoomId room) {
    return store.levelsIn(room);
  }

  void replace(UserId user, PersonalSettings settings) {
    store.replace(user, settings);
    changed(user);
  }

  /// Performs no authorization; empty goes back to the person's default.
  void setLevel(UserId user, RoomId room, Optional<Level> level) {
    level.ifPresentOrElse(
        chosen -> store.setLevel(user, room, chosen), () -> store.removeLevel(user, room));
    changed(user);
  }

  private void changed(UserId user) {
    var changed = new PreferencesChanged(user);
    cache.invalidate(user);
    events.publishEvent(changed);
    bus.publish(PreferencesChanged.TOPIC, changed);
  }

  private void changedElsewhere(PreferencesChanged changed) {
    cache.invalidate(changed.userId());
    events.publishEvent(changed);
  }
}
