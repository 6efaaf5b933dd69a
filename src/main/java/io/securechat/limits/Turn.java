package io.securechat.limits;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The permit of a running request. The request's thread releases it while it waits in another
/// queue, so that other requests can run.
public interface Turn {

  /// Releases the permit.
  void pause();

  /// Takes the permit back at once, without waiting, even above the limit.
  void resume();

  /// The permit of the current thread.
  final class Current {

    private static final ThreadLocal<@Nullable Turn> TURN = new ThreadLocal<>();

    private Current() {}

    /// Runs the work with this permit.
    public static void run(Turn turn, Runnable work) {
      TURN.set(turn);
      try {
        work.run();
      } finally {
        TURN.remove();
      }
    }

    /// Releases the current thread's permit while it waits.
    public static <T> T whileWaiting(Supplier<T> wait) {
      var turn = TURN.get();
      if (turn == null) {
        return wait.get();
      }
      turn.pause();
      try {
        return wait.get();
      } finally {
        turn.resume();
      }
    }
  }
}
