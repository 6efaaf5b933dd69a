package io.securechat.limits;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The turn of the request that a thread works on. It is given up while the thread waits for
/// something that has a queue of its own, so that others get on meanwhile.
public interface Turn {

  /// Lets others run.
  void pause();

  /// Goes on, without waiting for a turn.
  void resume();

  /// The turn of the current thread.
  final class Current {

    private static final ThreadLocal<@Nullable Turn> TURN = new ThreadLocal<>();

    private Current() {}

    /// Runs the work under this turn.
    public static void run(Turn turn, Runnable work) {
      TURN.set(turn);
      try {
        work.run();
      } finally {
        TURN.remove();
      }
    }

    /// Waits for something with a queue of its own.
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
