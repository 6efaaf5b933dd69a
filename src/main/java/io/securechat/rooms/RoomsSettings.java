package io.securechat.rooms;

import io.securechat.protocol.RoomMode;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Settings for new rooms.
///
/// @param defaultMode the preselected mode: `managed` or `end-to-end`
@ConfigurationProperties("secure-chat.rooms")
public record RoomsSettings(@DefaultValue("managed") RoomMode defaultMode) {}
