package io.securechat.attachments;

import io.securechat.protocol.FileId;
import java.util.Arrays;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/// Locks that serialize the changes of a file's bytes on this node, a fixed number for all files.
@Component
class FileLocks {

  private final Lock[] locks = new Lock[256];

  FileLocks() {
    Arrays.setAll(locks, _ -> new ReentrantLock());
  }

  Lock of(FileId file) {
    return locks[Math.floorMod(file.hashCode(), locks.length)];
  }
}
