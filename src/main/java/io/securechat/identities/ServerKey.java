package io.securechat.identities;

import io.securechat.bytes.ByteReader;
import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Malformed;
import io.securechat.bytes.Sha256;
import io.securechat.problems.BadSetting;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.Signatures;
import io.securechat.storage.DataFolder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.springframework.stereotype.Component;

/// The server's signing key (SC1X), in the file `server-key` of the data folder, outside the
/// database: the 32 bytes of the private key, then the chain of public records.
@Component
public class ServerKey {

  static final int RECORD = 209;

  static final String FILE = "server-key";
  private static final int SEED = 32;

  private final Ed25519PrivateKeyParameters key;
  private final byte[] publicKey;
  private final List<byte[]> chain;
  private final IdentityId id;

  ServerKey(DataFolder folder, Clock clock) {
    byte[] content = folder.read(FILE).orElseGet(() -> firstKey(folder, clock));
    this.id = idIn(content);
    this.key = new Ed25519PrivateKeyParameters(content, 0);
    this.publicKey = key.generatePublicKey().getEncoded();
    this.chain = List.of(Arrays.copyOfRange(content, SEED, SEED + RECORD));
  }

  /// The id of the key in a file of this content.
  ///
  /// @throws BadSetting if the file is damaged, or has another key's record, which every browser
  ///   would pin
  static IdentityId idIn(byte[] content) {
    if (content.length != SEED + RECORD) {
      throw damaged();
    }
    byte[] publicKey = new Ed25519PrivateKeyParameters(content, 0).generatePublicKey().getEncoded();
    requireOwn(publicKey, Arrays.copyOfRange(content, SEED, SEED + RECORD));
    return idOf(publicKey);
  }

  private static BadSetting damaged() {
    return new BadSetting(
        "The file server-key in the data folder is damaged", "Put it back from your back-up.");
  }

  /// The issuer and actor of everything that the server signs.
  public IdentityId id() {
    return id;
  }

  public byte[] sign(byte[] message) {
    return Signatures.sign(key, message);
  }

  public boolean verify(byte[] message, byte[] signature) {
    return Signatures.verify(publicKey, message, signature);
  }

  /// All public records, oldest first.
  List<byte[]> chain() {
    return chain;
  }

  private static byte[] firstKey(DataFolder folder, Clock clock) {
    var fresh = new Ed25519PrivateKeyParameters(new SecureRandom());
    byte[] unsigned =
        new ByteWriter()
            .magic("SC1X")
            .u32(0)
            .bytes(new byte[32])
            .u64(clock.millis())
            .bytes(fresh.generatePublicKey().getEncoded())
            .bytes(new byte[Signatures.LENGTH])
            .done();
    byte[] content =
        new ByteWriter()
            .bytes(fresh.getEncoded())
            .bytes(unsigned)
            .bytes(Signatures.sign(fresh, unsigned))
            .done();
    folder.write(FILE, content);
    return content;
  }

  private static void requireOwn(byte[] publicKey, byte[] record) {
    int signed = RECORD - Signatures.LENGTH;
    try {
      var reader = new ByteReader(record).magic("SC1X");
      reader.bytes(4 + 32 + 8);
      reader.require(Arrays.equals(reader.bytes(Signatures.KEY), publicKey));
      byte[] signature = Arrays.copyOfRange(record, signed, RECORD);
      reader.require(Signatures.verify(publicKey, Arrays.copyOf(record, signed), signature));
    } catch (Malformed e) {
      throw damaged();
    }
  }

  private static IdentityId idOf(byte[] publicKey) {
    byte[] prefix = new ByteWriter().bytes("SC1X".getBytes(StandardCharsets.US_ASCII)).u8(1).done();
    return IdentityId.of(Arrays.copyOf(Sha256.of(prefix, publicKey), 16));
  }
}
