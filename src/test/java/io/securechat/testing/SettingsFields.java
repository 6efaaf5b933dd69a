package io.securechat.testing;

import static io.securechat.testing.Api.fields;

import java.util.Map;

/// Personal settings as a client sends them.
public final class SettingsFields {

  private SettingsFields() {}

  /// What the settings of somebody are who has never chosen any, in a map that may be changed.
  public static Map<String, Object> defaults() {
    return fields(
        "receipts", true,
        "typing", true,
        "level", "all",
        "notifyText", true,
        "sound", true,
        "quiet", false,
        "quietFrom", 44,
        "quietTo", 14,
        "quietWeekends", false,
        "quietMentions", false,
        "zone", "");
  }
}
