package io.securechat.admission;

import io.securechat.protocol.UserId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A link was used, and is now invalid. Published inside the transaction.
///
/// @param kind `register`, `setup` or `reset`
/// @param forUser the user whose password was reset; null for the other kinds
public record LinkUsed(UUID link, String kind, @Nullable UserId forUser) {}
