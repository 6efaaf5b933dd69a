package io.securechat.terminal;

import java.io.InputStream;
import java.io.PrintStream;

/// Where a command reads from and prints to.
record Streams(InputStream in, PrintStream out, PrintStream err) {}
