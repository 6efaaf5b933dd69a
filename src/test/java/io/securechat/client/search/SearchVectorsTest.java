package io.securechat.client.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.securechat.testing.Api;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// The language of searches against `search.json`: which of its documents each query finds, what is
/// marked in a text, and what is no search.
class SearchVectorsTest {

  private static final JsonNode V = read();
  private static final ZoneId ZONE = ZoneId.of(V.path("zone").asString());

  private static JsonNode read() {
    try {
      return Api.JSON.readTree(Files.readString(Path.of("src/test/resources/vectors/search.json")));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Stream<DynamicTest> of(String list, Consumer<JsonNode> check) {
    assertThat(V.path(list)).isNotEmpty();
    return V.path(list)
        .valueStream()
        .map(vector ->
            DynamicTest.dynamicTest(
                vector.path("name").asString("") + " [" + vector.path("query").asString() + "]",
                () -> check.accept(vector)));
  }

  private static SearchQuery query(JsonNode vector) {
    return SearchQuery.parse(vector.path("query").asString(), ZONE);
  }

  private static SearchDocument document(JsonNode json) {
    String from = json.path("from").asString();
    return new SearchDocument(
        json.path("room").asString(),
        from,
        from.equals(V.path("me").asString()),
        json.path("mentionsMe").asBoolean(false),
        Instant.parse(json.path("at").asString()).toEpochMilli(),
        json.path("text").asString(),
        json.path("files")
            .valueStream()
            .map(file ->
                new SearchDocument.File(file.path("name").asString(), file.path("type").asString()))
            .toList());
  }

  @TestFactory
  Stream<DynamicTest> aQueryFindsTheseDocumentsAndNoOthers() {
    return of(
        "queries",
        vector -> {
          var query = query(vector);
          var found =
              V.path("documents")
                  .valueStream()
                  .filter(one -> query.matches(document(one)))
                  .map(one -> one.path("id").asString());
          assertThat(found)
              .containsExactlyElementsOf(
                  vector.path("matches").valueStream().map(JsonNode::asString).toList());
        });
  }

  @TestFactory
  Stream<DynamicTest> thesePartsOfATextAreMarked() {
    return of(
        "marks",
        vector ->
            assertThat(query(vector).marks(vector.path("text").asString()))
                .containsExactlyElementsOf(
                    vector
                        .path("marks")
                        .valueStream()
                        .map(one -> new SearchQuery.Range(one.get(0).asInt(), one.get(1).asInt()))
                        .toList()));
  }

  @TestFactory
  Stream<DynamicTest> whatIsNoSearchIsRefused() {
    return of(
        "refused",
        vector -> {
          var thrown = catchThrowableOfType(InvalidQuery.class, () -> query(vector));
          assertThat(thrown).isNotNull();
          assertThat(thrown.code()).isEqualTo(vector.path("code").asString());
          assertThat(thrown.getMessage()).endsWith(".");
        });
  }

  @Test
  void aSearchHasALimit() {
    var longest = SearchQuery.parse("a".repeat(1_000), ZONE);
    assertThat(longest.marks("a")).isEmpty();
    var thrown =
        catchThrowableOfType(InvalidQuery.class, () -> SearchQuery.parse("a".repeat(1_001), ZONE));
    assertThat(thrown.code()).isEqualTo("too-long");
  }

  @Test
  void halfOfAPairAndControlCharactersAreTextLikeAnyOther() {
    var query = SearchQuery.parse("red", ZONE);
    assertThat(query.marks("\uD83D\u0000 red \uDC4D")).containsExactly(new SearchQuery.Range(3, 6));
    assertThat(query.marks("")).isEmpty();
  }
}
