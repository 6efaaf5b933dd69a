package io.securechat.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.preferences.Level;
import io.securechat.preferences.PersonalSettings;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What settings say about messages, at any hour and in any zone.
class WantsTest {

  private static final long MONDAY_NOON = at("2026-06-15T12:00:00Z");

  private static long at(String time) {
    return Instant.parse(time).toEpochMilli();
  }

  private static PersonalSettings settings(
      Level level,
      boolean quiet,
      int from,
      int to,
      boolean weekends,
      boolean mentions,
      String zone) {
    return new PersonalSettings(
        true, true, level, true, true, quiet, from, to, weekends, mentions, zone);
  }

  private static PersonalSettings level(Level level) {
    return settings(level, false, 0, 0, false, false, "");
  }

  private static Wants nights(String own, String browser) {
    return new Wants(settings(Level.ALL, true, 44, 14, false, true, own), null, browser);
  }

  @ParameterizedTest
  @CsvSource({
    // personal, room, mention, direct, notifies
    "ALL,      ,         false, false, true",
    "MENTIONS, ,         false, false, false",
    "MENTIONS, ,         true,  false, true",
    "MENTIONS, ,         false, true,  true",
    "NOTHING,  ,         true,  true,  false",
    "NOTHING,  ALL,      false, false, true",
    "ALL,      NOTHING,  true,  true,  false",
    "ALL,      MENTIONS, false, true,  false",
    "ALL,      MENTIONS, true,  true,  true"
  })
  void theRoomsLevelComesBeforeThePersonalOne(
      Level personal, @Nullable Level room, boolean mention, boolean direct, boolean notifies) {
    var wants = new Wants(level(personal), room, "");
    assertThat(wants.notifies(mention, direct, MONDAY_NOON)).isEqualTo(notifies);
  }

  @ParameterizedTest
  @CsvSource({
    // 22:00 to 07:00 in Berlin, which is two hours ahead in June
    "2026-06-15T19:59:00Z, true",
    "2026-06-15T20:00:00Z, false",
    "2026-06-16T04:59:00Z, false",
    "2026-06-16T05:00:00Z, true"
  })
  void quietHoursGoOverMidnightInTheirZone(String time, boolean notifies) {
    assertThat(nights("Europe/Berlin", "Asia/Tokyo").notifies(false, false, at(time)))
        .isEqualTo(notifies);
    assertThat(nights("", "Europe/Berlin").notifies(false, false, at(time))).isEqualTo(notifies);
    assertThat(nights("No/Where", "Europe/Berlin").notifies(false, false, at(time)))
        .isEqualTo(notifies);
    assertThat(nights("Europe/Berlin", "").notifies(true, false, at(time))).isTrue();
  }

  @Test
  void withoutAnyZoneTheHoursAreThoseOfUtc() {
    assertThat(nights("", "").notifies(false, false, at("2026-06-15T21:59:00Z"))).isTrue();
    assertThat(nights("", "").notifies(false, false, at("2026-06-15T22:00:00Z"))).isFalse();
  }

  @Test
  void aDirectMessageIsNoMentionInQuietHours() {
    assertThat(nights("", "").notifies(false, true, at("2026-06-15T23:00:00Z"))).isFalse();
  }

  @Test
  void weekendsAreQuietAsAWhole() {
    var wants = new Wants(settings(Level.ALL, false, 0, 0, true, false, "UTC"), null, "");
    assertThat(wants.notifies(true, false, at("2026-06-20T12:00:00Z"))).isFalse();
    assertThat(wants.notifies(true, false, at("2026-06-21T23:59:00Z"))).isFalse();
    assertThat(wants.notifies(false, false, at("2026-06-22T00:00:00Z"))).isTrue();
  }

  @Test
  void hoursThatBeginAndEndAlikeAreNone() {
    var wants = new Wants(settings(Level.ALL, true, 10, 10, false, false, "UTC"), null, "");
    assertThat(wants.notifies(false, false, at("2026-06-15T05:10:00Z"))).isTrue();
  }
}
