package io.securechat.credentials;

import io.securechat.limits.CryptoThreadPool;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Argon2id (RFC 9106) with 19 MiB and two passes, OWASP's minimum. Encodes hashes as PHC strings:
/// `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`.
///
/// Reuses its memory. Allocating 19 MiB for each hash, as Spring Security's encoder does, causes
/// garbage collection pauses of 27 ms in which no message is delivered.
final class Argon2id {

  private static final int SALT = 16;
  private static final int HASH = 32;
  private static final int MEMORY = 19_456;
  private static final int PASSES = 2;
  private static final int LANES = 1;

  private static final Pattern ENCODED =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

  private final SecureRandom random = new SecureRandom();
  private final CryptoThreadPool cryptoPool;
  private final BlockPool memory;

  Argon2id(CryptoThreadPool cryptoPool) {
    this.cryptoPool = cryptoPool;
    this.memory =
        new FixedBlockPool(cryptoPool.size() * Argon2BytesGenerator.getBlockCount(MEMORY, LANES));
  }

  String encode(byte[] secret) {
    byte[] salt = random(SALT);
    return encoded(salt, hash(secret, new byte[HASH], parameters(MEMORY, PASSES, LANES, salt)));
  }

  /// A hash whose secret nobody knows, made without hashing.
  String ofNobody() {
    return encoded(random(SALT), random(HASH));
  }

  private byte[] random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String encoded(byte[] salt, byte[] hash) {
    var base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(MEMORY, PASSES, LANES, base64.encodeToString(salt), base64.encodeToString(hash));
  }

  /// Whether the hash belongs to the secret, with the parameters that the hash names.
  boolean matches(byte[] secret, String encoded) {
    var parts = ENCODED.matcher(encoded);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not an Argon2id hash");
    }
    byte[] salt = Base64.getDecoder().decode(parts.group(4));
    byte[] known = Base64.getDecoder().decode(parts.group(5));
    var parameters =
        parameters(
            Integer.parseInt(parts.group(1)),
            Integer.parseInt(parts.group(2)),
            Integer.parseInt(parts.group(3)),
            salt);
    return MessageDigest.isEqual(known, hash(secret, new byte[known.length], parameters));
  }

  private Argon2Parameters parameters(int memoryKb, int passes, int lanes, byte[] salt) {
    return new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
        .withMemoryAsKB(memoryKb)
        .withIterations(passes)
        .withParallelism(lanes)
        .withSalt(salt)
        .withBlockPool(memory)
        .build();
  }

  private byte[] hash(byte[] secret, byte[] hash, Argon2Parameters parameters) {
    return cryptoPool.run(() -> {
      var generator = new Argon2BytesGenerator();
      generator.init(parameters);
      generator.generateBytes(secret, hash);
      return hash;
    });
  }
}
