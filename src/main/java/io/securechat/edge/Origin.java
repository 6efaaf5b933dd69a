package io.securechat.edge;

/// Whom a connection or a request is counted against.
///
/// @param key equal for all that share the limits of one address
/// @param exempt no limit per address applies
record Origin(Object key, boolean exempt) {}
