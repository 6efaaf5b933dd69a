package io.securechat.identities;

import io.securechat.accounts.Caller;
import io.securechat.bytes.Base64Text;
import io.securechat.limits.Allowance;
import io.securechat.limits.Limits;
import io.securechat.problems.CommonProblems;
import io.securechat.problems.Refusal;
import io.securechat.protocol.IdentityId;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// What one's own browsers have learned about others (SC1P), for the next browser.
@RestController
@RequestMapping("/api/me/pins")
class PinsApi {

  private static final Allowance WRITING = new Allowance(300, Duration.ofMinutes(5));

  record Pins(byte[] pins) {}

  /// `identityId` is that of the keys beside which they were opened.
  record NewPins(IdentityId identityId, String pins) {}

  private final Identities identities;
  private final Limits limits;

  PinsApi(Identities identities, Limits limits) {
    this.identities = identities;
    this.limits = limits;
  }

  @GetMapping
  Pins pins(Caller caller) {
    return new Pins(
        identities.pins(caller.id()).orElseThrow(() -> new Refusal(CommonProblems.NOT_FOUND)));
  }

  /// Takes the place of any earlier version, which may be one that a back-up brought back; refuses
  /// (with the `version` that is there) with `pins-changed` where another browser of the same
  /// person was first, also by making new keys: what lies under the former ones could nobody open
  /// any more.
  @PutMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void replace(Caller caller, @RequestBody NewPins fresh) {
    limits.take("pins", caller.id(), WRITING);
    identities.replacePins(caller.id(), fresh.identityId(), Base64Text.parse(fresh.pins()));
  }
}
