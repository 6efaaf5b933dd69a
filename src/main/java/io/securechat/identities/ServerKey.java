package io.securechat.identities;

import io.securechat.bytes.ByteReader;
import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Sha256;
import io.securechat.storage.DataFolder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.springframework.stereotype.Component;

/// The server's signing key (SC1X). It lies in the file `server-key` of the data folder, outside
/// the database: the 32 bytes of the private key, then the chain of public records.
@Component
public class ServerKey {

  static final int RECORD = 209;

  private static final String FILE = "server-key";
  private static final int SEED = 32;

  private final Ed25519PrivateKeyParameters key;
  private final List<byte[]> chain;
  private final IdentityId id;

  ServerKey(DataFolder folder, Clock clock) {
    byte[] content = folder.read(FILE).orElseGet(() -> firstKey(folder, clock));
    if (content.length != SEED + RECORD) {
      throw new IllegalStateException(
          "The file server-key in the data folder is damaged. Put it back from your back-up.");
    }
    this.key = new Ed25519PrivateKeyParameters(content, 0);
    this.chain = List.of(Arrays.copyOfRange(content, SEED, SEED + RECORD));
    this.id = idOf(requireOwn(chain.getFirst()));
  }

  /// What stands as issuer and as actor for what the server signs.
  public IdentityId id() {
    return id;
  }

  public byte[] sign(byte[] message) {
    return Signatures.sign(key, message);
  }

  public boolean verify(byte[] message, byte[] signature) {
    return Signatures.verify(key.generatePublicKey().getEncoded(), message, signature);
  }

  /// Every record from the first on.
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

  private byte[] requireOwn(byte[] record) {
    var reader = new ByteReader(record).magic("SC1X");
    reader.bytes(4 + 32 + 8);
    byte[] publicKey = reader.bytes(Signatures.KEY);
    reader.require(Arrays.equals(publicKey, key.generatePublicKey().getEncoded()));
    return publicKey;
  }

  private static IdentityId idOf(byte[] publicKey) {
    byte[] prefix = new ByteWriter().bytes("SC1X".getBytes(StandardCharsets.US_ASCII)).u8(1).done();
    return IdentityId.of(Arrays.copyOf(Sha256.of(prefix, publicKey), 16));
  }
}
