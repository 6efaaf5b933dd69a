package io.securechat.profiles;

import io.securechat.accounts.Accounts;
import io.securechat.accounts.Caller;
import io.securechat.limits.Allowance;
import io.securechat.limits.Limits;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// REST endpoints for what callers show of themselves.
@RestController
class ProfileApi {

  /// Each change is sent to everyone who is online.
  private static final Allowance STATUSES = new Allowance(30, Duration.ofMinutes(10));

  /// People know each other by these names. A refused name does not count.
  private static final Allowance NAMES = new Allowance(5, Duration.ofDays(1));

  private static final Allowance TRIED_NAMES = new Allowance(60, Duration.ofMinutes(10));

  record NewName(String displayName) {}

  record NewStatus(String status) {}

  private final Accounts accounts;
  private final Limits limits;

  ProfileApi(Accounts accounts, Limits limits) {
    this.accounts = accounts;
    this.limits = limits;
  }

  @PutMapping("/api/me/name")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void rename(Caller caller, @RequestBody NewName fresh) {
    limits.take("display-name-tries", caller.id(), TRIED_NAMES);
    limits.take("display-name", caller.id(), NAMES);
    boolean isRenamed = false;
    try {
      isRenamed = accounts.rename(caller.id(), fresh.displayName());
    } finally {
      if (!isRenamed) {
        limits.giveBack("display-name", caller.id(), NAMES);
      }
    }
  }

  @PutMapping("/api/me/status")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void setStatus(Caller caller, @RequestBody NewStatus fresh) {
    limits.take("status", caller.id(), STATUSES);
    accounts.setStatus(caller.id(), fresh.status());
  }
}
