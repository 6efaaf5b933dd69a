package io.securechat.push;

import io.securechat.preferences.Level;
import io.securechat.preferences.PersonalSettings;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/// What a user's settings say about a message: the same rules as in the page
/// (`core/session/notifying.js`).
///
/// @param level the user's own level for the room; null if they chose none
/// @param zone the browser's time zone, for settings that name none
record Wants(PersonalSettings settings, @Nullable Level level, String zone) {

  private static final int HALF_HOUR_MINUTES = 30;

  /// Whether a message is to be pushed at this time (milliseconds).
  boolean notifies(boolean mention, boolean direct, long now) {
    return isWanted(mention, direct) && (!isQuiet(now) || (settings.quietMentions() && mention));
  }

  private boolean isWanted(boolean mention, boolean direct) {
    return switch (level == null ? settings.level() : level) {
      case ALL -> true;
      case MENTIONS -> mention || (direct && level == null);
      case NOTHING -> false;
    };
  }

  /// Quiet hours may go over midnight; where they begin and end alike, there are none.
  private boolean isQuiet(long now) {
    var there = ZonedDateTime.ofInstant(Instant.ofEpochMilli(now), zoneId());
    var day = there.getDayOfWeek();
    if (settings.quietWeekends() && (day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY)) {
      return true;
    }
    int from = settings.quietFrom();
    int to = settings.quietTo();
    if (!settings.quiet() || from == to) {
      return false;
    }
    int half = there.getHour() * 2 + there.getMinute() / HALF_HOUR_MINUTES;
    return from < to ? half >= from && half < to : half >= from || half < to;
  }

  private ZoneId zoneId() {
    var chosen = zoneId(settings.zone());
    var own = chosen == null ? zoneId(zone) : chosen;
    return own == null ? ZoneOffset.UTC : own;
  }

  /// Null for a zone that is empty or not known here.
  private static @Nullable ZoneId zoneId(String name) {
    try {
      return name.isEmpty() ? null : ZoneId.of(name);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
