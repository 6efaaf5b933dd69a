package io.securechat.identities;

import io.securechat.accounts.Caller;

/// Asks whoever has a session to have shown his password lately, or to show it now.
public interface Reauthentication {

  /// Refuses with `confirm-password` more than five minutes after the last proof (P4).
  void requireFresh(Caller caller);

  /// Refuses with `wrong-credentials` for another secret than the present one (I5).
  void requireSecret(Caller caller, String authSecret);
}
