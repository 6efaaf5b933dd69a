package io.securechat.client;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Sha256;
import io.securechat.bytes.Uuids;
import io.securechat.testing.Api;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The test client verifies logs like a browser does.
class LogCheckTest {

  private static final String ROOM = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";
  private static final byte[] START =
      Sha256.of(Keys.ascii("SC1H"), Uuids.bytes(UUID.fromString(ROOM)));

  @Test
  void aStreamIsOrderedForEachIdentityAlone() {
    take(message(1, 'a', 7), message(2, 'b', 0xffff_ffffL), message(3, 'a', 8));
    refuses("repetition", message(1, 'a', 7), message(2, 'a', 7));
    refuses("repetition", message(1, 'a', 7), message(2, 'a', 6));
  }

  @Test
  void numbersHaveNoGapsAndSlicesJoin() {
    refuses("follows", message(1, 'a', 1), message(3, 'a', 2));
    assertThatIllegalStateException()
        .isThrownBy(() -> new LogCheck(ROOM).take(slice(new byte[32], message(1, 'a', 1))))
        .withMessageContaining("join");
  }

  @Test
  void changesAreNeverServedAsAHash() {
    Map<String, Object> bare = Api.fields("pos", 1, "hash", Base64Text.of(new byte[32]));
    refuses("withheld", with(bare, 2));
    refuses("withheld", with(bare, 3));
    take(with(bare, 1));
  }

  private static Map<String, Object> with(Map<String, Object> entry, int type) {
    return Api.fields("pos", entry.get("pos"), "hash", entry.get("hash"), "type", type);
  }

  private static Map<String, Object> message(long pos, char identity, long seq) {
    byte[] envelope =
        new ByteWriter()
            .bytes(new byte[25])
            .bytes(
                String.valueOf(identity)
                    .repeat(16)
                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII))
            .bytes(new byte[16])
            .u32(seq)
            .done();
    return Api.fields("pos", pos, "type", 1, "entry", Base64Text.of(envelope));
  }

  @SafeVarargs
  private static void take(Map<String, Object>... entries) {
    new LogCheck(ROOM).take(slice(START, entries));
  }

  @SafeVarargs
  private static void refuses(String words, Map<String, Object>... entries) {
    assertThatIllegalStateException().isThrownBy(() -> take(entries)).withMessageContaining(words);
  }

  @SafeVarargs
  private static tools.jackson.databind.JsonNode slice(
      byte[] before, Map<String, Object>... entries) {
    var slice = Api.fields("before", Base64Text.of(before), "entries", List.of(entries));
    return Api.JSON.valueToTree(slice);
  }
}
