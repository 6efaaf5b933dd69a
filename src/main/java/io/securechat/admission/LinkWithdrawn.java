package io.securechat.admission;

import java.util.UUID;

/// An unused link was withdrawn. Published inside the transaction.
public record LinkWithdrawn(UUID link) {}
