/// A seeded fuzzer: mutations of everything that a client can send, while others chat.
@NullMarked
package io.securechat.fuzz;

import org.jspecify.annotations.NullMarked;
