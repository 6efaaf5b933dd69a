package io.securechat.sessions;

/// A session that has not ended, as its user sees it.
///
/// @param key identifies the session for its lifetime, but grants no access
/// @param since when it began, in milliseconds
/// @param seen when it was last used, in milliseconds
record OpenSession(String key, Device device, long since, long seen) {}
