package io.securechat.protocol.ledger;

import io.securechat.bytes.Base64Text;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// Letterboxes in a form in which those of a state and of the vectors can be compared.
public final class LetterboxVectors {

  private LetterboxVectors() {}

  public static List<List<Object>> of(Letterboxes boxes) {
    return boxes.all().stream()
        .map(box ->
            List.<Object>of(
                box.number(),
                box.webhook() ? 1 : 0,
                Base64Text.of(box.key()),
                box.name(),
                box.open()))
        .toList();
  }

  public static List<List<Object>> of(JsonNode then) {
    return StreamSupport.stream(then.path("boxes").spliterator(), false)
        .map(box ->
            List.<Object>of(
                box.path("box").asLong(),
                box.path("kind").asInt(),
                box.path("key").asString(),
                box.path("name").asString(),
                box.path("open").asBoolean()))
        .toList();
  }
}
