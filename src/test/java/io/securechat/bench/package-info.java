/// Prepares what the load generator in `bench/` needs: users with real keys, rooms with open
/// epochs, and encrypted messages, all through the server's public API.
@NullMarked
package io.securechat.bench;

import org.jspecify.annotations.NullMarked;
