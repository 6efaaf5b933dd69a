package io.securechat.identities;

import io.securechat.storage.Fingerprints;
import org.springframework.stereotype.Component;

/// Refuses to start with a server key that does not belong to this database.
@Component
final class OwnServerKey {

  OwnServerKey(ServerKey key, Fingerprints fingerprints) {
    fingerprints.require(ServerKey.FILE, key.id().bytes());
  }
}
