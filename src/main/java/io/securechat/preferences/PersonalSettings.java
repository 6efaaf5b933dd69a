package io.securechat.preferences;

import io.securechat.bytes.Malformed;

/// A person's settings.
///
/// @param receipts whether the person shares their read marks with members of their rooms, and gets
///   theirs
/// @param typing whether others are told that the person is typing
/// @param level the level of rooms that have none of their own
/// @param notifyText whether a notification shows the message
/// @param quiet whether there are quiet hours each day, from `quietFrom` to `quietTo`, both in half
///   hours since midnight, 0 to 47
/// @param quietWeekends whether Saturdays and Sundays are quiet as a whole
/// @param quietMentions whether mentions notify in quiet hours
/// @param zone an IANA time zone for the quiet hours; empty for that of the browser
public record PersonalSettings(
    boolean receipts,
    boolean typing,
    Level level,
    boolean notifyText,
    boolean sound,
    boolean quiet,
    int quietFrom,
    int quietTo,
    boolean quietWeekends,
    boolean quietMentions,
    String zone) {

  /// Half hours of a day.
  private static final int HALF_HOURS = 48;

  private static final String ZONE = "[A-Za-z0-9_+/-]{0,64}";

  public static final PersonalSettings DEFAULT =
      new PersonalSettings(true, true, Level.ALL, true, true, false, 44, 14, false, false, "");

  public PersonalSettings {
    if (!isTime(quietFrom) || !isTime(quietTo) || !zone.matches(ZONE)) {
      throw new Malformed();
    }
  }

  private static boolean isTime(int halfHours) {
    return halfHours >= 0 && halfHours < HALF_HOURS;
  }
}
