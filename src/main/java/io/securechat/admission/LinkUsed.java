package io.securechat.admission;

import io.securechat.protocol.UserId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A link has done what it is for, and is void. Published inside the transaction that uses it.
///
/// @param kind `register`, `setup` or `reset`
/// @param forUser whose password it has set; null for the other kinds
public record LinkUsed(UUID link, String kind, @Nullable UserId forUser) {}
