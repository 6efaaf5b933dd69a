package io.securechat.edge;

/// The client address that a connection or request counts against.
///
/// @param key equal for everything that shares one address's limits
/// @param exempt whether limits per address do not apply
record ClientAddress(Object key, boolean exempt) {}
