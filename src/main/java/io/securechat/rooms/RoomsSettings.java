package io.securechat.rooms;

import io.securechat.protocol.RoomMode;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How rooms begin.
///
/// @param defaultMode which mode is preselected for a new room: `managed` or `end-to-end`
@ConfigurationProperties("secure-chat.rooms")
public record RoomsSettings(@DefaultValue("managed") RoomMode defaultMode) {}
