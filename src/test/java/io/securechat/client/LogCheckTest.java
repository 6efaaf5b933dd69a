package io.securechat.client;

import static org.assertj.core.api.Assertions.assertThat;
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

/// The client verifies logs like a browser does.
class LogCheckTest {

  private static final String ROOM = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";
  private static final byte[] START =
      Sha256.of(Keys.ascii("SC1H"), Uuids.bytes(UUID.fromString(ROOM)));

  @Test
  void aStreamIsOrderedForEachIdentityAlone() {
    var log = new LogCheck(ROOM);
    assertThat(log.rises(envelope('a', 7))).isTrue();
    assertThat(log.rises(envelope('b', 0xffff_ffffL))).isTrue();
    assertThat(log.rises(envelope('a', 8))).isTrue();
    assertThat(log.rises(envelope('a', 8))).isFalse();
    assertThat(log.rises(envelope('a', 6))).isFalse();
    assertThat(log.rises(envelope('a', 9))).isTrue();
  }

  @Test
  void numbersHaveNoGapsAndSlicesJoin() {
    refuses("follows", message(1, 'a', 1), message(3, 'a', 2));
    assertThatIllegalStateException()
        .isThrownBy(() -> new LogCheck(ROOM).requireJoins(slice(new byte[32], message(1, 'a', 1))))
        .withMessageContaining("join");
  }

  @Test
  void changesAreNeverServedAsAHash() {
    refuses("withheld", bare(2));
    refuses("withheld", bare(3));
    take(bare(1));
  }

  private static Map<String, Object> bare(int type) {
    return Api.fields("pos", 1, "hash", Base64Text.of(new byte[32]), "type", type);
  }

  private static byte[] envelope(char identity, long seq) {
    return new ByteWriter()
        .bytes(new byte[25])
        .bytes(
            String.valueOf(identity)
                .repeat(16)
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII))
        .bytes(new byte[16])
        .u32(seq)
        .done();
  }

  private static Map<String, Object> message(long pos, char identity, long seq) {
    return Api.fields("pos", pos, "type", 1, "entry", Base64Text.of(envelope(identity, seq)));
  }

  @SafeVarargs
  private static void take(Map<String, Object>... entries) {
    var log = new LogCheck(ROOM);
    var slice = slice(START, entries);
    log.requireJoins(slice);
    slice.path("entries").forEach(log::takeEntry);
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
