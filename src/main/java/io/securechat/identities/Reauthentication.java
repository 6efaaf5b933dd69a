package io.securechat.identities;

import io.securechat.accounts.Caller;

/// Requires a recent password check from a caller with a session.
public interface Reauthentication {

  /// Refuses with `confirm-password` if the last check is more than five minutes ago (P4).
  void requireFresh(Caller caller);

  /// Refuses with `wrong-credentials` unless this is the current secret (I5).
  void requireSecret(Caller caller, String authSecret);
}
