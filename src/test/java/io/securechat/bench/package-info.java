/// Makes what the load generator in `bench/` needs: people with real keys, rooms with open epochs
/// and sealed envelopes, all of it through the server's front door.
@NullMarked
package io.securechat.bench;

import org.jspecify.annotations.NullMarked;
