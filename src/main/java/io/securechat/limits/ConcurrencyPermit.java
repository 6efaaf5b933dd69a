package io.securechat.limits;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The permit of a running request. The request's thread releases it while it waits in another
/// queue, so that other requests can run.
public interface ConcurrencyPermit {

  /// Releases the permit.
  void release();

  /// Takes the permit back at once, without waiting, even above the limit.
  void reacquire();

  /// The permit of the current thread.
  final class Current {

    private static final ThreadLocal<@Nullable ConcurrencyPermit> PERMIT = new ThreadLocal<>();

    private Current() {}

    /// Runs the work with this permit.
    public static void run(ConcurrencyPermit permit, Runnable work) {
      PERMIT.set(permit);
      try {
        work.run();
      } finally {
        PERMIT.remove();
      }
    }

    /// Releases the current thread's permit for good: what is left of the request runs without it.
    public static void release() {
      var permit = PERMIT.get();
      if (permit != null) {
        permit.release();
      }
    }

    /// Releases the current thread's permit while it waits.
    public static <T> T whileWaiting(Supplier<T> wait) {
      var permit = PERMIT.get();
      if (permit == null) {
        return wait.get();
      }
      permit.release();
      try {
        return wait.get();
      } finally {
        permit.reacquire();
      }
    }
  }
}
