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

/// REST endpoints for pins (SC1P): what the caller's browsers know about other users' identities.
@RestController
@RequestMapping("/api/me/pins")
class PinsApi {

  private static final Allowance WRITING = new Allowance(300, Duration.ofMinutes(5));

  record Pins(byte[] pins) {}

  /// `identityId` is the identity whose keys the browser used.
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

  /// Replaces the stored pins, whatever their version, since a restored back-up may have brought an
  /// older one. Refuses with `pins-changed` and the stored `version` if another browser of the user
  /// was first, or created new keys: nobody could open pins encrypted with the old ones.
  @PutMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void replace(Caller caller, @RequestBody NewPins fresh) {
    limits.take("pins", caller.id(), WRITING);
    identities.replacePins(caller.id(), fresh.identityId(), Base64Text.parse(fresh.pins()));
  }
}
