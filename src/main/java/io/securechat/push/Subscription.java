package io.securechat.push;

import io.securechat.protocol.UserId;
import java.net.URI;

/// Where and how one session's browser receives push messages. Holds secrets, so its text shows
/// none of it.
///
/// @param endpoint the capability URL of the push service
/// @param p256dh the browser's public key, an uncompressed point
/// @param auth the secret of RFC 8291
/// @param zone the browser's time zone; may be empty
/// @param since when it was stored, in milliseconds
/// @param failures failed attempts in a row
record Subscription(
    String sessionKey,
    UserId user,
    URI endpoint,
    byte[] p256dh,
    byte[] auth,
    String zone,
    long since,
    int failures) {

  @Override
  public String toString() {
    return "Subscription";
  }
}
