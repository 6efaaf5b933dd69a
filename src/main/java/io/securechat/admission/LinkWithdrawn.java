package io.securechat.admission;

import java.util.UUID;

/// A link that nobody had used was withdrawn. Published inside the transaction.
public record LinkWithdrawn(UUID link) {}
