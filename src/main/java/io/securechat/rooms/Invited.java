package io.securechat.rooms;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.securechat.protocol.UserId;

/// Somebody whose invitation to a room is open, as members see him.
public record Invited(@JsonUnwrapped Person person, UserId invitedBy, long at, long expires) {}
