package io.securechat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.Malformed;
import io.securechat.protocol.Letter;
import io.securechat.protocol.LetterKey;
import io.securechat.protocol.RoomId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Seals and opens the letters of `letters.json`, as the page does.
class LetterVectorsTest {

  private static final JsonNode V = read();

  private static JsonNode read() {
    try {
      return JsonMapper.shared()
          .readTree(Files.readString(Path.of("src/test/resources/vectors/letters.json")));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(JsonNode one, String name) {
    return Base64Text.parse(one.path(name).asString());
  }

  private static Stream<JsonNode> all(String name) {
    return StreamSupport.stream(V.path(name).spliterator(), false);
  }

  @TestFactory
  Stream<DynamicTest> everyLetterIsSealedAndOpened() {
    return all("letters")
        .map(one -> DynamicTest.dynamicTest(one.path("name").asString(), () -> requireLetter(one)));
  }

  private static void requireLetter(JsonNode one) throws Letter.Unopened {
    var room = RoomId.parse(one.path("roomId").asString());
    long box = one.path("box").asLong();
    byte[] json = one.path("json").asString().getBytes(StandardCharsets.UTF_8);
    assertThat(LetterKey.publicKey(bytes(one, "seed"))).isEqualTo(bytes(one, "key"));
    assertThat(LetterKey.publicKey(bytes(one, "ephemeralPrivate")))
        .isEqualTo(bytes(one, "ephemeral"));
    byte[] sealed = Letter.seal(room, box, bytes(one, "key"), bytes(one, "ephemeralPrivate"), json);
    assertThat(sealed).isEqualTo(bytes(one, "sealed"));
    byte[] seed = bytes(one, "seed");
    assertThat(Letter.open(sealed, room, box, seed)).isEqualTo(json);
    assertThat(Letter.parse(sealed).ephemeral()).isEqualTo(bytes(one, "ephemeral"));
  }

  @TestFactory
  Stream<DynamicTest> everyOtherIsRefused() {
    return all("refused")
        .map(one ->
            DynamicTest.dynamicTest(
                one.path("name").asString(),
                () -> assertThat(fault(one)).isEqualTo(one.path("fault").asString())));
  }

  private static String fault(JsonNode one) {
    try {
      byte[] json =
          Letter.open(
              bytes(one, "sealed"),
              RoomId.parse(one.path("roomId").asString()),
              one.path("box").asLong(),
              bytes(one, "seed"));
      boolean text = ContentCodec.letter(json).isPresent();
      return text ? "" : "content";
    } catch (Letter.Unopened e) {
      return e.fault.name().toLowerCase(Locale.ROOT);
    }
  }

  @Test
  void theContentOfALetterIsAPlainText() {
    all("letters")
        .forEach(one ->
            assertThat(
                    ContentCodec.letter(
                        one.path("json").asString().getBytes(StandardCharsets.UTF_8)))
                .isPresent());
  }

  @TestFactory
  Stream<DynamicTest> keysOfSmallOrderAreRefused() {
    return all("smallOrder")
        .map(key -> DynamicTest.dynamicTest(key.asString(), () -> requireSmall(key)));
  }

  private static void requireSmall(JsonNode base64) {
    byte[] key = Base64Text.parse(base64.asString());
    assertThat(LetterKey.isSmallOrder(key)).isTrue();
    var room = RoomId.parse("aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee");
    byte[] secret = new byte[32];
    secret[1] = 7;
    assertThatThrownBy(() -> Letter.seal(room, 1, key, secret, new byte[2]))
        .isInstanceOf(Malformed.class);
  }
}
