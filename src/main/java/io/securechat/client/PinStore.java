package io.securechat.client;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.ByteReader;
import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Malformed;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// A user's pins as they are stored on the server (SC1P): encrypted, with a version that only rises
/// (I9). Other clients of the user write them too.
final class PinStore {

  private static final int TRIES = 5;

  private final Rest rest;
  private final UUID user;
  private final Vault vault;
  private final Pins pins;
  private final StateFolder state;
  private long version;
  private @Nullable String trouble;

  PinStore(Rest rest, UUID user, Vault vault, Pins pins, StateFolder state) {
    this.rest = rest;
    this.user = user;
    this.vault = vault;
    this.pins = pins;
    this.state = state;
  }

  /// Reads the stored pins. They exist from the first identity on: missing ones are an error.
  void load() {
    version = state.pinsVersion(user);
    var answer = rest.get("/api/me/pins");
    if (!answer.isOk()) {
      trouble = "The server doesn’t return the list of people that your devices know.";
      return;
    }
    merge(Rest.bytes(answer.body().path("pins")));
  }

  private void merge(byte[] sealed) {
    try {
      var header = new ByteReader(sealed).magic("SC1P");
      header.require(Arrays.equals(header.bytes(16), Keys.bytes(user)));
      long stored = header.u64();
      byte[] json = Vault.aes(vault.pinKey(), sealed, header.position());
      if (stored < version) {
        trouble = "The server is showing an older list of the people you know than before.";
        return;
      }
      pins.merge(Rest.JSON.readTree(new String(json, StandardCharsets.UTF_8)));
      version = stored;
      state.pinsVersion(user, stored);
    } catch (GeneralSecurityException | Malformed | JacksonException e) {
      trouble = "The list of people that your devices know can’t be decrypted.";
    }
  }

  /// Why the pins cannot be believed; nothing is sent anywhere then.
  Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /// Stores what has changed. Another client may have been first: what it learned is added.
  void save() {
    if (trouble != null || !pins.takeChanged()) {
      return;
    }
    if (!isStored()) {
      pins.keepChanged();
    }
  }

  private boolean isStored() {
    for (int i = 0; i < TRIES && trouble == null; i++) {
      var body =
          Rest.fields(
              "identityId", io.securechat.protocol.IdentityId.of(vault.current().id).toString(),
              "pins", Base64Text.of(sealed(version + 1)));
      var answer = rest.put("/api/me/pins", body);
      if (answer.isOk()) {
        state.pinsVersion(user, ++version);
        return true;
      }
      if (!answer.code().equals("pins-changed")) {
        return false;
      }
      load();
    }
    return false;
  }

  private byte[] sealed(long next) {
    byte[] header = new ByteWriter().magic("SC1P").bytes(Keys.bytes(user)).u64(next).done();
    byte[] nonce = Keys.random(12);
    byte[] json = Rest.JSON.writeValueAsBytes(pins.json());
    try {
      byte[] sealed = Keys.aes(Cipher.ENCRYPT_MODE, vault.pinKey(), nonce, header, json);
      return Keys.join(header, nonce, sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
