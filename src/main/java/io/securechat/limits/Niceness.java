package io.securechat.limits;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How willingly threads give a core away, from 0 to 19: setpriority(2) of Linux, which the JVM's
/// own thread priorities do not reach unless it is started for it. Elsewhere nothing happens.
public final class Niceness {

  private static final int PRIO_PROCESS = 0;
  private static final int CALLING_THREAD = 0;
  private static final Logger LOG = LoggerFactory.getLogger(Niceness.class);

  /// Linking takes a while: the first thread does it, not the start of the server.
  private static final class Linked {
    static final Optional<MethodHandle> SET_PRIORITY = setPriority();
  }

  private Niceness() {}

  /// Makes daemon threads that give way to those which have not been told to.
  public static ThreadFactory threads(String prefix, int niceness) {
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
        LOG.warn("{} keeps its priority", Thread.currentThread().getName());
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
