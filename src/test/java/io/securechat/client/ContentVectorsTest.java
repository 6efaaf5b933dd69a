package io.securechat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.Malformed;
import io.securechat.testing.Api;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Checks the Java codec against `content.json`, which the page's codec is checked against too
/// (`content-vectors.test.js`).
class ContentVectorsTest {

  private static final JsonNode V = read();

  private static JsonNode read() {
    try {
      return Api.JSON.readTree(
          Files.readString(Path.of("src/test/resources/vectors/content.json")));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void moreIsRefusedThanAccepted() {
    assertThat(V.path("accepted").size()).isGreaterThan(30);
    assertThat(V.path("refused").size()).isGreaterThan(V.path("accepted").size());
  }

  @TestFactory
  Stream<DynamicTest> acceptedContentIsReadAndPrinted() {
    return of(
        "accepted",
        vector -> {
          byte[] bytes = bytes(vector);
          String printed =
              vector.has("printed")
                  ? vector.path("printed").asString()
                  : new String(bytes, StandardCharsets.UTF_8);
          var content = ContentCodec.read(bytes).orElseThrow();
          assertThat(new String(ContentCodec.print(content), StandardCharsets.UTF_8))
              .isEqualTo(printed);
        });
  }

  @TestFactory
  Stream<DynamicTest> refusedContentIsNewerOrDamaged() {
    return of(
        "refused",
        vector -> {
          byte[] bytes = bytes(vector);
          if (vector.path("reason").asString().equals("newer")) {
            assertThat(ContentCodec.read(bytes)).isEmpty();
          } else {
            assertThatThrownBy(() -> ContentCodec.read(bytes)).isInstanceOf(Malformed.class);
          }
        });
  }

  private interface Check {
    void of(JsonNode vector);
  }

  private static Stream<DynamicTest> of(String kind, Check check) {
    return StreamSupport.stream(V.path(kind).spliterator(), false)
        .map(vector ->
            DynamicTest.dynamicTest(vector.path("name").asString(), () -> check.of(vector)));
  }

  private static byte[] bytes(JsonNode vector) {
    if (vector.has("base64")) {
      return Base64Text.parse(vector.path("base64").asString());
    }
    String fill = "x".repeat(vector.path("times").asInt(1));
    return vector.path("json").asString().replace("%", fill).getBytes(StandardCharsets.UTF_8);
  }
}
