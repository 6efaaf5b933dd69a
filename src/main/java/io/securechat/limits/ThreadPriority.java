package io.securechat.limits;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Creates threads with a nice value from 0 to 19 (lowest priority), set by Linux's setpriority(2):
/// the JVM ignores Java thread priorities unless it is started with a special option. On other
/// systems nothing happens.
public final class ThreadPriority {

  private static final int PRIO_PROCESS = 0;
  private static final int CALLING_THREAD = 0;
  private static final Logger LOG = LoggerFactory.getLogger(ThreadPriority.class);

  /// Loaded lazily: linking is slow, so the first thread does it rather than the server's start.
  private static final class Linked {
    static final Optional<MethodHandle> SET_PRIORITY = setPriority();
  }

  private ThreadPriority() {}

  /// Creates daemon threads with this nice value.
  public static ThreadFactory threadFactory(String prefix, int niceness) {
    var plain = Thread.ofPlatform().name(prefix, 0).daemon().factory();
    return work ->
        plain.newThread(() -> {
          set(niceness);
          work.run();
        });
  }

  private static void set(int niceness) {
    if (Linked.SET_PRIORITY.isEmpty()) {
      return;
    }
    try {
      if ((int) Linked.SET_PRIORITY.get().invokeExact(PRIO_PROCESS, CALLING_THREAD, niceness)
          != 0) {
        LOG.warn("Cannot lower the priority of thread {}", Thread.currentThread().getName());
      }
    } catch (Throwable e) {
      throw new LinkageError("setpriority", e);
    }
  }

  private static Optional<MethodHandle> setPriority() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return Optional.empty();
    }
    var linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find("setpriority")
        .map(function ->
            linker.downcallHandle(
                function, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT)));
  }
}
