package io.securechat.preferences;

import io.securechat.accounts.Caller;
import io.securechat.limits.Allowance;
import io.securechat.limits.Limits;
import io.securechat.protocol.RoomId;
import io.securechat.rooms.Rooms;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// REST endpoints for the caller's own settings.
@RestController
class PreferencesApi {

  private static final Allowance WRITING = new Allowance(300, Duration.ofMinutes(5));
  private static final String BY_DEFAULT = "default";

  record Own(PersonalSettings settings, List<RoomLevel> rooms) {}

  /// The word of `level` stays text here, so that another one is refused like any bad field.
  record NewSettings(
      boolean receipts,
      boolean typing,
      String level,
      boolean notifyText,
      boolean sound,
      boolean quiet,
      int quietFrom,
      int quietTo,
      boolean quietWeekends,
      boolean quietMentions,
      String zone) {

    PersonalSettings parsed() {
      return new PersonalSettings(
          receipts,
          typing,
          Level.parse(level),
          notifyText,
          sound,
          quiet,
          quietFrom,
          quietTo,
          quietWeekends,
          quietMentions,
          zone);
    }
  }

  record NewLevel(String level) {}

  private final Preferences preferences;
  private final Rooms rooms;
  private final Limits limits;

  PreferencesApi(Preferences preferences, Rooms rooms, Limits limits) {
    this.preferences = preferences;
    this.rooms = rooms;
    this.limits = limits;
  }

  @GetMapping("/api/me/settings")
  Own own(Caller caller) {
    return new Own(preferences.of(caller.id()), preferences.levels(caller.id()));
  }

  @PutMapping("/api/me/settings")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void replace(Caller caller, @RequestBody NewSettings settings) {
    limits.take("settings", caller.id(), WRITING);
    preferences.replace(caller.id(), settings.parsed());
  }

  /// Sets what notifies the caller in one room: `all`, `mentions`, `nothing`, or `default`.
  @PutMapping("/api/me/rooms/{id}/level")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void setLevel(Caller caller, @PathVariable String id, @RequestBody NewLevel fresh) {
    limits.take("settings", caller.id(), WRITING);
    var room = rooms.requireMember(RoomId.parse(id), caller.id());
    var level = fresh.level().equals(BY_DEFAULT) ? null : Level.parse(fresh.level());
    preferences.setLevel(caller.id(), room.id(), Optional.ofNullable(level));
  }
}
