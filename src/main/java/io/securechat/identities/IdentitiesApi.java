package io.securechat.identities;

import io.securechat.accounts.Caller;
import io.securechat.bytes.Base64Text;
import io.securechat.bytes.Malformed;
import io.securechat.bytes.Uuids;
import io.securechat.limits.Allowance;
import io.securechat.limits.Limits;
import io.securechat.problems.CommonProblems;
import io.securechat.problems.Refusal;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.LockBlob;
import io.securechat.protocol.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// REST endpoints for the caller's own vault and for everyone's public records.
@RestController
class IdentitiesApi {

  private static final Allowance MAKING = new Allowance(20, Duration.ofMinutes(10));
  private static final Allowance READING = new Allowance(3000, Duration.ofMinutes(1));

  record Lock(int kind, byte[] lock) {}

  record OwnVault(
      UserId userId,
      byte @Nullable [] record,
      byte @Nullable [] vault,
      List<Lock> locks,
      byte[] lockPart,
      byte @Nullable [] previous) {}

  /// `locks` has the password's lock and, if there is a recovery code, its lock.
  record NewIdentity(
      String record, String vault, List<String> locks, String pins, String authSecret) {

    IdentityEnrollment.Made bytes() {
      var all = locks.stream().map(Base64Text::parse).toList();
      return new IdentityEnrollment.Made(
          Base64Text.parse(record),
          Base64Text.parse(vault),
          all.getFirst(),
          all.size() > 1 ? all.get(1) : null,
          Base64Text.parse(pins));
    }
  }

  record NewLock(String lock, String authSecret) {}

  record Wanted(List<IdentityId> ids) {

    Wanted {
      ids = List.copyOf(ids);
    }
  }

  record Several(List<Shown> identities) {}

  record Challenged(UUID challengeId, byte[] challenge) {}

  record Answer(String answer) {}

  record Active(IdentityId identityId) {}

  record Shown(UserId userId, IdentityId identityId, byte[] record) {}

  record ServerKeys(List<byte[]> keys) {}

  private static final int MAX_IDENTITIES = 200;

  private final Identities identities;
  private final IdentityEnrollment making;
  private final ServerKey serverKey;
  private final Reauthentication reauthentication;
  private final LockParts lockParts;
  private final Limits limits;

  IdentitiesApi(
      Identities identities,
      IdentityEnrollment making,
      ServerKey serverKey,
      Reauthentication reauthentication,
      LockParts lockParts,
      Limits limits) {
    this.identities = identities;
    this.making = making;
    this.serverKey = serverKey;
    this.reauthentication = reauthentication;
    this.lockParts = lockParts;
    this.limits = limits;
  }

  /// The vault, its locks and the server's lock part, within five minutes of a password check. If
  /// there is no vault, `previous` is the record that a new identity has to follow.
  @GetMapping("/api/me/vault")
  OwnVault vault(Caller caller) {
    reauthentication.requireFresh(caller);
    byte[] part = lockParts.of(caller.id());
    byte[] record = identities.current(caller.id()).map(i -> i.record().bytes()).orElse(null);
    return identities
        .vault(caller.id())
        .map(vault -> shown(caller, vault, part))
        .orElseGet(() -> new OwnVault(caller.id(), null, null, List.of(), part, record));
  }

  private static OwnVault shown(Caller caller, Identities.Vault vault, byte[] part) {
    var locks = new ArrayList<>(List.of(new Lock(LockBlob.PASSWORD, vault.lock())));
    if (vault.recoveryLock() != null) {
      locks.add(new Lock(LockBlob.RECOVERY, vault.recoveryLock()));
    }
    return new OwnVault(caller.id(), vault.record(), vault.vault(), locks, part, null);
  }

  /// Sets the recovery lock, which invalidates a previous recovery code.
  @PostMapping("/api/me/recovery")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void recovery(Caller caller, @RequestBody NewLock made) {
    limits.take("identity", caller.id(), MAKING);
    reauthentication.requireSecret(caller, made.authSecret());
    byte[] lock = Base64Text.parse(made.lock());
    if (LockBlob.parse(lock).kind() != LockBlob.RECOVERY) {
      throw new Malformed();
    }
    identities.setLock(caller.id(), lock);
  }

  @PostMapping("/api/me/identity")
  Challenged begin(Caller caller, @RequestBody NewIdentity made) {
    limits.take("identity", caller.id(), MAKING);
    reauthentication.requireSecret(caller, made.authSecret());
    if (made.locks().isEmpty() || made.locks().size() > 2) {
      throw new Refusal(IdentityProblems.BAD_IDENTITY);
    }
    var challenge = making.begin(caller, made.bytes());
    return new Challenged(challenge.id(), challenge.wrapped());
  }

  @PostMapping("/api/me/identity/{challenge}")
  Active finish(Caller caller, @PathVariable String challenge, @RequestBody Answer answer) {
    limits.take("identity", caller.id(), MAKING);
    making
        .finish(caller, Uuids.parse(challenge), Base64Text.parse(answer.answer()))
        .ifPresent(refusal -> {
          throw refusal;
        });
    return new Active(identities.current(caller.id()).orElseThrow().id());
  }

  @GetMapping("/api/identities/{id}")
  Shown one(Caller caller, @PathVariable String id) {
    limits.take("identities", caller.id(), READING);
    var found =
        identities
            .byId(IdentityId.parse(id))
            .orElseThrow(() -> new Refusal(CommonProblems.NOT_FOUND));
    return shown(found);
  }

  private static Shown shown(Identity identity) {
    return new Shown(identity.user(), identity.id(), identity.record().bytes());
  }

  /// The existing ones of at most 200 identities.
  @PostMapping("/api/identities/lookup")
  Several several(Caller caller, @RequestBody Wanted wanted) {
    limits.take("identities", caller.id(), READING);
    if (wanted.ids().size() > MAX_IDENTITIES) {
      throw new Refusal(CommonProblems.TOO_LARGE);
    }
    return new Several(
        wanted.ids().stream()
            .flatMap(id -> identities.byId(id).stream())
            .map(IdentitiesApi::shown)
            .toList());
  }

  /// All identities that a user ever had, oldest first, so that clients can verify the chain.
  @GetMapping("/api/users/{id}/identities")
  Several chain(Caller caller, @PathVariable String id) {
    limits.take("identities", caller.id(), READING);
    return new Several(
        identities.chain(UserId.parse(id)).stream().map(IdentitiesApi::shown).toList());
  }

  @GetMapping("/api/server-keys")
  ServerKeys serverKeys(Caller caller) {
    return new ServerKeys(serverKey.chain());
  }
}
