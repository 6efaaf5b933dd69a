package io.securechat.sessions;

import io.securechat.accounts.UserId;
import java.util.Set;

/// These log-ins of somebody are over. Published after it is so.
public record SessionEnded(UserId userId, Set<String> sessionKeys) {}
