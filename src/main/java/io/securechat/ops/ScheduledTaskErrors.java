package io.securechat.ops;

import io.securechat.problems.ThrottledLog;
import io.securechat.storage.StorageFailures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.task.ThreadPoolTaskSchedulerCustomizer;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;

/// Error handling of scheduled tasks: a failed task runs again on schedule. Logs at most one line a
/// minute, with a stack trace unless the database is full or unreachable.
@Component
class ScheduledTaskErrors implements ThreadPoolTaskSchedulerCustomizer {

  private static final Logger LOG = LoggerFactory.getLogger(ScheduledTaskErrors.class);
  private static final ThrottledLog THROTTLED_LOG = new ThrottledLog(LOG);

  @Override
  public void customize(ThreadPoolTaskScheduler scheduler) {
    scheduler.setErrorHandler(ScheduledTaskErrors::failed);
  }

  private static void failed(Throwable failure) {
    var trouble = StorageFailures.of(failure);
    String name = failure.getClass().getName();
    if (trouble.isPresent()) {
      String code = trouble.get().code();
      THROTTLED_LOG.error(code, "The database refused a scheduled task: " + code);
    } else {
      THROTTLED_LOG.error(name, "A scheduled task failed and will run again: " + name, failure);
    }
  }
}
