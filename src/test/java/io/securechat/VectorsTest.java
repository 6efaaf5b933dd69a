package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Malformed;
import io.securechat.bytes.Sha256;
import io.securechat.protocol.Envelope;
import io.securechat.protocol.EpochRecord;
import io.securechat.protocol.Grant;
import io.securechat.protocol.IdentityRecord;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.Signatures;
import io.securechat.protocol.VerifyingKey;
import io.securechat.testing.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Structures created by the browser's modules are parsed by the server's classes and opened with
/// the JDK; altered ones are refused.
class VectorsTest {

  private static final JsonNode V = read("src/test/resources/vectors/sc1.json");

  private static JsonNode read(String file) {
    try {
      return JsonMapper.shared().readTree(Files.readString(Path.of(file)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String section, String field) {
    return Base64.getDecoder().decode(V.path(section).path(field).asString());
  }

  @Test
  void thePasswordDerivesToItsTwoSecrets() {
    var password = V.path("password");
    String salt = password.path("salt").asString();
    assertThat(Secrets.authSecret(password.path("password").asString(), salt))
        .isEqualTo(password.path("authSecret").asString());
    assertThat(Secrets.vaultLock(password.path("password").asString(), salt))
        .isEqualTo(bytes("password", "vaultLock"));
  }

  @Test
  void theIdentityCertifiesItself() {
    var record = IdentityRecord.parse(bytes("identity", "record"));
    assertThat(record.id()).hasToString(V.path("identity").path("identityId").asString());
    assertThat(record.index()).isZero();
  }

  @Test
  void everyKindOfEventIsReadAndItsSignatureHolds() {
    byte[] key = IdentityRecord.parse(bytes("identity", "record")).edKey();
    for (JsonNode event : V.path("events")) {
      var read = RoomEvent.parse(Base64.getDecoder().decode(event.path("bytes").asString()));
      assertThat(Signatures.verify(key, read.signed(), read.signature())).isTrue();
    }
    assertThat(V.path("events").size()).isEqualTo(10);
  }

  @Test
  void theGrantOpensToTheSecretThatTheRecordCommitsTo() throws Exception {
    var record = EpochRecord.parse(bytes("epoch", "record"));
    var grant = Grant.parse(bytes("epoch", "grant"));
    byte[] secret = unwrap(Arrays.copyOf(bytes("epoch", "grant"), 73), grant.wrapped());
    assertThat(secret).isEqualTo(bytes("epoch", "secret"));
    byte[] salt = new ByteWriter().bytes(record.room().bytes()).u32(record.epoch()).done();
    assertThat(Secrets.hkdf(secret, salt, ascii("SC1C"))).isEqualTo(record.commit());
    assertThat(grant.recordHash()).isEqualTo(EpochRecord.hash(bytes("epoch", "record")));
    assertThat(record.unsigned())
        .isEqualTo(Arrays.copyOf(bytes("epoch", "record"), bytes("epoch", "record").length - 64));
  }

  @Test
  void whatTheServerWrapsOpensUnderItsLabelAlone() throws Exception {
    var key = IdentityRecord.parse(bytes("identity", "record")).wrappingKey();
    byte[] wrapped = key.wrap(ascii("a label"), new byte[32]);
    assertThat(unwrap(ascii("a label"), wrapped)).isEqualTo(new byte[32]);
    assertThatThrownBy(() -> unwrap(ascii("another"), wrapped))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void theMessageOpens() throws Exception {
    byte[] envelope = bytes("message", "envelope");
    var read = Envelope.parse(envelope);
    byte[] info =
        new ByteWriter().bytes(ascii("SC1K")).bytes(Arrays.copyOfRange(envelope, 25, 57)).done();
    byte[] key = Secrets.hkdf(bytes("epoch", "secret"), bytes("epoch", "recordHash"), info);
    byte[] nonce =
        new ByteWriter().bytes(new byte[8]).bytes(Arrays.copyOfRange(envelope, 57, 61)).done();
    var aes = Cipher.getInstance("AES/GCM/NoPadding");
    aes.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
    aes.updateAAD(envelope, 0, 61);
    byte[] plain = aes.doFinal(envelope, 61, envelope.length - 61 - 64);
    String json = V.path("message").path("body").asString();
    assertThat(
            new String(
                plain, 40, json.getBytes(StandardCharsets.UTF_8).length, StandardCharsets.UTF_8))
        .isEqualTo(json);
    assertThat(read.epoch()).isEqualTo(1);
    byte[] signed =
        new ByteWriter()
            .bytes(Arrays.copyOf(envelope, envelope.length - 64))
            .bytes(bytes("epoch", "recordHash"))
            .done();
    byte[] edKey = IdentityRecord.parse(bytes("identity", "record")).edKey();
    assertThat(
            Signatures.verify(
                edKey, signed, Arrays.copyOfRange(envelope, envelope.length - 64, envelope.length)))
        .isTrue();
  }

  @Test
  void theLogsHashesAgree() {
    byte[] room =
        io.securechat.protocol.RoomId.parse(V.path("log").path("roomId").asString()).bytes();
    byte[] h0 = Sha256.of(ascii("SC1H"), room);
    assertThat(h0).isEqualTo(bytes("log", "h0"));
    byte[] place = new ByteWriter().u64(1).u8(3).done();
    assertThat(Sha256.of(ascii("SC1H"), h0, place, bytes("log", "entryHash")))
        .isEqualTo(bytes("log", "h1"));
  }

  /// @param read how many bytes the parser reads and must not confuse; the signature covers the
  ///   rest
  /// @param holds whether the signature over parsed bytes is valid; for a grant, whether it is this
  ///   one
  record Structure(
      String name, byte[] good, Function<byte[], Object> parse, int read, Predicate<byte[]> holds) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Structure> structures() {
    byte[] identity = bytes("identity", "record");
    byte[] key = IdentityRecord.parse(identity).edKey();
    byte[] event = Base64.getDecoder().decode(V.path("events").get(1).path("bytes").asString());
    byte[] epoch = bytes("epoch", "record");
    byte[] grant = bytes("epoch", "grant");
    byte[] message = bytes("message", "envelope");
    return Stream.of(
        new Structure("SC1I", identity, IdentityRecord::parse, identity.length, _ -> true),
        new Structure("SC1T", event, RoomEvent::parse, unsigned(event), b -> isSigned(key, b)),
        new Structure(
            "SC1E", epoch, EpochRecord::parse, unsigned(epoch), b -> Arrays.equals(b, epoch)),
        new Structure("SC1W", grant, Grant::parse, grant.length, b -> Arrays.equals(b, grant)),
        new Structure(
            "SC1M",
            message,
            Envelope::parse,
            61,
            b -> Envelope.isSigned(b, bytes("epoch", "recordHash"), VerifyingKey.of(key))));
  }

  private static int unsigned(byte[] structure) {
    return structure.length - Signatures.LENGTH;
  }

  private static boolean isSigned(byte[] key, byte[] structure) {
    int length = unsigned(structure);
    return Signatures.verify(
        key,
        Arrays.copyOf(structure, length),
        Arrays.copyOfRange(structure, length, structure.length));
  }

  @ParameterizedTest
  @MethodSource("structures")
  void everyOtherLengthMagicAndSuiteIsMalformed(Structure structure) {
    byte[] good = structure.good();
    assertThat(structure.parse().apply(good)).isNotNull();
    for (int length = 0; length < good.length; length++) {
      // An envelope may be shorter by whole blocks, which only readers can detect.
      if (!structure.name().equals("SC1M") || (good.length - length) % 64 != 0) {
        refused(structure, Arrays.copyOf(good, length));
      }
    }
    refused(structure, Arrays.copyOf(good, good.length + 1));
    for (int suite : new int[] {0, 2, 255}) {
      refused(structure, with(good, 4, suite));
    }
    for (int i = 0; i < 4; i++) {
      refused(structure, with(good, i, good[i] ^ 0x20));
    }
  }

  /// Every byte counts, whether the parser reads it or only the signature covers it.
  @ParameterizedTest
  @MethodSource("structures")
  void aFlippedBitIsMalformedOrReadAsSomethingElseAndNeverSigned(Structure structure) {
    byte[] good = structure.good();
    var meant = structure.parse().apply(good);
    assertThat(structure.holds().test(good)).isTrue();
    for (int i = 0; i < good.length; i++) {
      byte[] flipped = with(good, i, good[i] ^ (1 << (i % 8)));
      try {
        var read = structure.parse().apply(flipped);
        assertThat(structure.holds().test(flipped)).as("byte %d", i).isFalse();
        if (i < structure.read()) {
          assertThat(read)
              .as("byte %d", i)
              .usingRecursiveComparison()
              .ignoringFields("head.bytes")
              .isNotEqualTo(meant);
        }
      } catch (Malformed e) {
        // Refused, as identities always are: parsing verifies the self-signature.
      }
    }
  }

  @Test
  void rowsOutOfOrderOrDoubledAreMalformed() {
    byte[] good = bytes("epoch", "record");
    byte[] row = Arrays.copyOfRange(good, 158, 191);
    byte[] later = with(row, 0, 0xff);
    EpochRecord.parse(record(good, row, later));
    for (byte[] bad : List.of(record(good, later, row), record(good, row, row), record(good))) {
      assertThatThrownBy(() -> EpochRecord.parse(bad)).isInstanceOf(Malformed.class);
    }
  }

  @Test
  void keysOfSmallOrderAreRefused() {
    for (String point :
        List.of(
            "0100000000000000000000000000000000000000000000000000000000000000",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "0000000000000000000000000000000000000000000000000000000000000080",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")) {
      assertThat(Signatures.isSoundKey(HexFormat.of().parseHex(point))).isFalse();
    }
  }

  @Test
  void wycheproofSignaturesAreVerified() {
    var file =
        Stream.of("../shared/vectors", "../../shared/vectors")
            .map(f -> Path.of(f, "ed25519_test.json"))
            .filter(Files::exists)
            .findFirst();
    file.ifPresent(found -> {
      for (JsonNode group : read(found.toString()).path("testGroups")) {
        byte[] key = HexFormat.of().parseHex(group.path("publicKey").path("pk").asString());
        for (JsonNode test : group.path("tests")) {
          boolean holds =
              Signatures.verify(
                  key,
                  HexFormat.of().parseHex(test.path("msg").asString()),
                  HexFormat.of().parseHex(test.path("sig").asString()));
          assertThat(holds)
              .as(test.path("comment").asString())
              .isEqualTo(test.path("result").asString().equals("valid"));
        }
      }
    });
  }

  private static void refused(Structure structure, byte[] bytes) {
    assertThatThrownBy(() -> structure.parse().apply(bytes)).isInstanceOf(Malformed.class);
  }

  private static byte[] record(byte[] good, byte[]... rows) {
    var writer = new ByteWriter().bytes(Arrays.copyOf(good, 156)).u16(rows.length);
    for (byte[] row : rows) {
      writer.bytes(row);
    }
    return writer.bytes(Arrays.copyOfRange(good, 191, good.length)).done();
  }

  private static byte[] with(byte[] bytes, int at, int value) {
    byte[] changed = bytes.clone();
    changed[at] = (byte) value;
    return changed;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] unwrap(byte[] label, byte[] wrapped) throws GeneralSecurityException {
    PrivateKey key =
        KeyFactory.getInstance("RSA")
            .generatePrivate(new PKCS8EncodedKeySpec(bytes("identity", "rsaPrivate")));
    var rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
    rsa.init(
        Cipher.DECRYPT_MODE,
        key,
        new OAEPParameterSpec(
            "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, new PSource.PSpecified(label)));
    return rsa.doFinal(wrapped);
  }
}
