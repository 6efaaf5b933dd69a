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

  record NewStatus(String status) {}

  private final Accounts accounts;
  private final Limits limits;

  ProfileApi(Accounts accounts, Limits limits) {
    this.accounts = accounts;
    this.limits = limits;
  }

  @PutMapping("/api/me/status")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void setStatus(Caller caller, @RequestBody NewStatus fresh) {
    limits.take("status", caller.id(), STATUSES);
    accounts.setStatus(caller.id(), fresh.status());
  }
}
