package io.securechat.ops;

import io.securechat.problems.RareLog;
import io.securechat.storage.StorageTrouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.task.ThreadPoolTaskSchedulerCustomizer;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;

/// What becomes of repeated work that fails: it is tried again at its next turn, and said at most
/// once a minute; in a line where the database is full or away, with a trace otherwise.
@Component
class ScheduledWork implements ThreadPoolTaskSchedulerCustomizer {

  private static final Logger LOG = LoggerFactory.getLogger(ScheduledWork.class);
  private static final RareLog RARE_LOG = new RareLog(LOG);

  @Override
  public void customize(ThreadPoolTaskScheduler scheduler) {
    scheduler.setErrorHandler(ScheduledWork::failed);
  }

  private static void failed(Throwable failure) {
    var trouble = StorageTrouble.of(failure);
    String name = failure.getClass().getName();
    if (trouble.isPresent()) {
      String code = trouble.get().code();
      RARE_LOG.error(code, "The database turned repeated work down: " + code);
    } else {
      RARE_LOG.error(name, "Repeated work failed and is tried again: " + name, failure);
    }
  }
}
