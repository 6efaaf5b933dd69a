package io.securechat.identities;

import io.securechat.storage.Fingerprints;
import org.springframework.stereotype.Component;

/// Lets nobody sign for this database with another server's key.
@Component
final class OwnServerKey {

  OwnServerKey(ServerKey key, Fingerprints fingerprints) {
    fingerprints.require("server-key", key.id().bytes());
  }
}
