package io.securechat.client;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// Repeats what the server refuses for the moment, after the time that it asks for.
final class Waiting {

  private static final Set<String> PASSING = Set.of("too-many", "busy", "not-stored");

  /// So long it tries, in all, in seconds.
  private static final int LONGEST = 90;

  private Waiting() {}

  static Rest.Answer patiently(Supplier<Rest.Answer> asking) {
    return patiently(asking, Rest.Answer::body);
  }

  /// @param body of an answer, with its code if it is a refusal
  static <T> T patiently(Supplier<T> asking, Function<T, JsonNode> body) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST);
    T answer = asking.get();
    while (passes(body.apply(answer)) && pause(body.apply(answer), end)) {
      answer = asking.get();
    }
    return answer;
  }

  private static boolean passes(JsonNode answer) {
    return PASSING.contains(answer.path("code").asString(""));
  }

  /// Waits as long as the server asks for, unless that ends too late.
  private static boolean pause(JsonNode refused, long end) {
    long seconds = Math.clamp(refused.path("retryAfter").asLong(1), 1, LONGEST);
    if (System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds) - end > 0) {
      return false;
    }
    try {
      TimeUnit.SECONDS.sleep(seconds);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Session.Refused(
          refused.path("code").asString(), refused.path("title").asString(""));
    }
  }
}
