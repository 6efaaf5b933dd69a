package io.securechat.rooms;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.securechat.protocol.UserId;

/// A user with an open invitation, as shown to members.
public record Invited(@JsonUnwrapped Person person, UserId invitedBy, long at, long expires) {}
