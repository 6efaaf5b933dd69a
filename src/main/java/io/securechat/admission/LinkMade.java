package io.securechat.admission;

import io.securechat.protocol.UserId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A link was created. Published inside the transaction, without the token.
///
/// @param kind `register`, `setup` or `reset`
/// @param forUser the user whose password the link resets; null for the other kinds
/// @param by the user who created it; null for the server
public record LinkMade(UUID link, String kind, @Nullable UserId forUser, @Nullable UserId by) {}
