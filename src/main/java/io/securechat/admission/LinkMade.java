package io.securechat.admission;

import io.securechat.protocol.UserId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A link was made. Published inside the transaction that makes it, without its token.
///
/// @param kind `register`, `setup` or `reset`
/// @param forUser whose password the link sets; null for the other kinds
/// @param by who made it; null where the server did
public record LinkMade(UUID link, String kind, @Nullable UserId forUser, @Nullable UserId by) {}
