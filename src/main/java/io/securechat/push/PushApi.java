package io.securechat.push;

import io.securechat.accounts.Caller;
import io.securechat.bytes.Base64Text;
import io.securechat.limits.Allowance;
import io.securechat.limits.Limits;
import io.securechat.problems.CommonProblems;
import io.securechat.problems.Refusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// REST endpoints for the push subscription of the caller's own session.
@RestController
class PushApi {

  private static final Allowance CHANGES = new Allowance(60, Duration.ofMinutes(10));

  /// @param key the VAPID public key; null if the server sends no push messages
  /// @param subscribed whether this session has a subscription
  record Own(byte @Nullable [] key, boolean subscribed) {}

  /// Keys and secret in Base64.
  record NewSubscription(String endpoint, String p256dh, String auth, String zone) {

    @Override
    public String toString() {
      return "NewSubscription";
    }
  }

  private final Subscriptions subscriptions;
  private final Vapid vapid;
  private final Limits limits;

  PushApi(Subscriptions subscriptions, Vapid vapid, Limits limits) {
    this.subscriptions = subscriptions;
    this.vapid = vapid;
    this.limits = limits;
  }

  @GetMapping("/api/me/push")
  Own own(Caller caller) {
    String session = caller.sessionKey();
    return new Own(
        subscriptions.isEnabled() ? vapid.publicKey() : null,
        session != null && subscriptions.exists(session));
  }

  @PutMapping("/api/me/push")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void put(Caller caller, @RequestBody NewSubscription fresh) {
    limits.take("push", caller.id(), CHANGES);
    subscriptions.put(
        caller.id(),
        session(caller),
        fresh.endpoint(),
        Base64Text.parse(fresh.p256dh()),
        Base64Text.parse(fresh.auth()),
        fresh.zone());
  }

  @DeleteMapping("/api/me/push")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(Caller caller) {
    limits.take("push", caller.id(), CHANGES);
    subscriptions.remove(session(caller));
  }

  private static String session(Caller caller) {
    String session = caller.sessionKey();
    if (session == null) {
      throw new Refusal(CommonProblems.SIGNED_OUT);
    }
    return session;
  }
}
