package io.securechat.accounts;

import io.securechat.protocol.UserId;

/// A user changed what others see of them.
public record ProfileChanged(UserId userId) {}
