package io.securechat.roomkeys;

import io.securechat.bytes.ByteWriter;
import io.securechat.protocol.EpochRow;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.IdentityRecord;
import io.securechat.protocol.UserId;
import io.securechat.testing.TestModules;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// A user to whom keys can be granted, and who unwraps them with the JDK.
record Recipient(UserId user, IdentityId identity) {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int HEADER = 73;
  private static final int MODULUS_AT = 33;
  // One RSA pair for all, because generating one takes a second.
  private static final KeyPair RSA = rsa();

  static Recipient in(TestModules modules) {
    var user = UserId.random();
    return new Recipient(
        user, insert(modules, user, List.of(RSA.getPublic().getEncoded())).getFirst());
  }

  /// Identities with different RSA keys, whose private keys nobody has.
  static List<IdentityId> crowd(TestModules modules, int size) {
    var keys = new ArrayList<byte[]>();
    for (int i = 0; i < size; i++) {
      byte[] key = RSA.getPublic().getEncoded();
      byte[] modulus = new BigInteger(3072, RANDOM).setBit(3071).setBit(0).toByteArray();
      System.arraycopy(modulus, 1, key, MODULUS_AT, 384);
      keys.add(key);
    }
    return insert(modules, UserId.random(), keys);
  }

  EpochRow row(int role) {
    return new EpochRow(user, identity, role);
  }

  byte[] open(byte[] grant) throws GeneralSecurityException {
    var cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    var label = new PSource.PSpecified(Arrays.copyOf(grant, HEADER));
    cipher.init(
        Cipher.DECRYPT_MODE,
        RSA.getPrivate(),
        new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, label));
    return cipher.doFinal(grant, HEADER, grant.length - HEADER);
  }

  private static List<IdentityId> insert(TestModules modules, UserId user, List<byte[]> keys) {
    var ids = new ArrayList<IdentityId>();
    modules
        .bean(TransactionTemplate.class)
        .executeWithoutResult(
            _ -> keys.forEach(key -> ids.add(insert(modules, user, ids.size(), key))));
    return ids;
  }

  private static IdentityId insert(TestModules modules, UserId user, int index, byte[] spki) {
    byte[] record = record(user, index, spki);
    var id = IdentityRecord.parse(record).id();
    modules
        .bean(JdbcClient.class)
        .sql(
            """
            insert into identities_record
              (identity_id, user_id, idx, record, active_since) values (?, ?, ?, ?, 0)
            """)
        .params(id.bytes(), user.bytes(), index, record)
        .update();
    return id;
  }

  private static byte[] record(UserId user, int index, byte[] spki) {
    var key = new Ed25519PrivateKeyParameters(RANDOM);
    byte[] unsigned =
        new ByteWriter()
            .magic("SC1I")
            .bytes(user.bytes())
            .u32(index)
            .bytes(new byte[32])
            .u64(0)
            .bytes(key.generatePublicKey().getEncoded())
            .u16(spki.length)
            .bytes(spki)
            .bytes(new byte[64])
            .done();
    var signer = new Ed25519Signer();
    signer.init(true, key);
    signer.update(unsigned, 0, unsigned.length);
    return new ByteWriter().bytes(unsigned).bytes(signer.generateSignature()).done();
  }

  private static KeyPair rsa() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(3072);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
