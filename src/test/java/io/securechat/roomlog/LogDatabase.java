package io.securechat.roomlog;

import io.securechat.testing.Backends;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/// The databases on which a test of the log runs.
enum LogDatabase {
  SQLITE,
  POSTGRES;

  private static final AtomicInteger COUNT = new AtomicInteger();

  /// A rig on this database, with its other files in a folder.
  LogRig start(Path folder) {
    return switch (this) {
      case SQLITE -> new LogRig(folder);
      case POSTGRES ->
          new LogRig(
              folder,
              "--secure-chat.database.url="
                  + Backends.newDatabase("log_" + COUNT.incrementAndGet()),
              "--secure-chat.database.user=postgres");
    };
  }
}
