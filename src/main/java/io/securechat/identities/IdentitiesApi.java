package io.securechat.identities;

import io.securechat.accounts.Caller;
import io.securechat.accounts.UserId;
import io.securechat.bytes.Base64Text;
import io.securechat.bytes.Uuids;
import io.securechat.limits.Allowance;
import io.securechat.limits.Limits;
import io.securechat.problems.CommonProblems;
import io.securechat.problems.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// One's own vault, and everybody's public records.
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

  record NewIdentity(String record, String vault, List<String> locks, String authSecret) {}

  record Challenged(UUID challengeId, byte[] challenge) {}

  record Answer(String answer) {}

  record Active(IdentityId identityId) {}

  record Shown(UserId userId, IdentityId identityId, byte[] record) {}

  record ServerKeys(List<byte[]> keys) {}

  private final Identities identities;
  private final IdentityStore store;
  private final Making making;
  private final ServerKey serverKey;
  private final Access access;

  /// Who may have what of his own, and how often.
  @org.springframework.stereotype.Component
  record Access(Reauthentication reauthentication, LockParts lockParts, Limits limits) {}

  IdentitiesApi(
      Identities identities,
      IdentityStore store,
      Making making,
      ServerKey serverKey,
      Access access) {
    this.identities = identities;
    this.store = store;
    this.making = making;
    this.serverKey = serverKey;
    this.access = access;
  }

  /// Vault, lock and the server's part of the lock, within five minutes of a shown password. Where
  /// there is no vault, `previous` is the record that a new identity has to follow.
  @GetMapping("/api/me/vault")
  OwnVault vault(Caller caller) {
    access.reauthentication().requireFresh(caller);
    byte[] part = access.lockParts().of(caller.id());
    byte[] record = identities.current(caller.id()).map(i -> i.record().bytes()).orElse(null);
    var vault = store.vault(caller.id());
    if (vault.isEmpty()) {
      return new OwnVault(caller.id(), null, null, List.of(), part, record);
    }
    var locks =
        store.lock(caller.id()).map(lock -> new Lock(LockBlob.PASSWORD, lock)).stream().toList();
    return new OwnVault(caller.id(), record, vault.get(), locks, part, null);
  }

  @PostMapping("/api/me/identity")
  Challenged begin(Caller caller, @RequestBody NewIdentity made) {
    access.limits().take("identity", caller.id(), MAKING);
    access.reauthentication().requireSecret(caller, made.authSecret());
    if (made.locks().size() != 1) {
      throw new Refusal(IdentityProblems.BAD_IDENTITY);
    }
    var challenge =
        making.begin(
            caller,
            Base64Text.parse(made.record()),
            Base64Text.parse(made.vault()),
            Base64Text.parse(made.locks().getFirst()));
    return new Challenged(challenge.id(), challenge.wrapped());
  }

  @PostMapping("/api/me/identity/{challenge}")
  Active finish(Caller caller, @PathVariable String challenge, @RequestBody Answer answer) {
    access.limits().take("identity", caller.id(), MAKING);
    making
        .finish(caller, Uuids.parse(challenge), Base64Text.parse(answer.answer()))
        .ifPresent(refusal -> {
          throw refusal;
        });
    return new Active(identities.current(caller.id()).orElseThrow().id());
  }

  @GetMapping("/api/identities/{id}")
  Shown one(Caller caller, @PathVariable String id) {
    access.limits().take("identities", caller.id(), READING);
    var found =
        identities
            .byId(IdentityId.parse(id))
            .orElseThrow(() -> new Refusal(CommonProblems.NOT_FOUND));
    return new Shown(found.user(), found.id(), found.record().bytes());
  }

  @GetMapping("/api/server-keys")
  ServerKeys serverKeys(Caller caller) {
    return new ServerKeys(serverKey.chain());
  }
}
