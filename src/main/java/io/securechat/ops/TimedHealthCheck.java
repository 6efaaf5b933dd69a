package io.securechat.ops;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.core.NestedExceptionUtils;

/// Runs a slow health check with a time limit. Only one check runs at a time and its result is
/// reused for a second, so that frequent requests, which anyone can send, cost nothing.
final class TimedHealthCheck implements HealthIndicator {

  static final Duration TIMEOUT = Duration.ofSeconds(2);
  static final Duration FRESH = Duration.ofSeconds(1);

  private final Runnable question;
  private @Nullable FutureTask<Long> latest;
  private long asked;

  /// @param question throws if the check fails
  TimedHealthCheck(Runnable question) {
    this.question = question;
  }

  @Override
  public Health health() {
    var answer = answer();
    try {
      long millis = answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      return Health.up().withDetail("millis", millis).build();
    } catch (TimeoutException e) {
      return Health.down().withDetail("problem", "no answer within " + TIMEOUT).build();
    } catch (ExecutionException e) {
      // Only the class: the message of a database may contain values.
      var cause = NestedExceptionUtils.getMostSpecificCause(e);
      return Health.down().withDetail("problem", cause.getClass().getSimpleName()).build();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Health.unknown().build();
    }
  }

  private synchronized FutureTask<Long> answer() {
    long now = System.nanoTime();
    var answer = latest;
    if (answer == null || (answer.isDone() && now - asked > FRESH.toNanos())) {
      answer = new FutureTask<>(this::ask);
      latest = answer;
      asked = now;
      Thread.ofPlatform().daemon().name("health").start(answer);
    }
    return answer;
  }

  private long ask() {
    long began = System.nanoTime();
    question.run();
    return Duration.ofNanos(System.nanoTime() - began).toMillis();
  }
}
