package io.securechat.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The search that other tests rely on finds hidden values, and nothing else.
class CanarySearchTest {

  private static final Canary WORD = Canary.word("word");
  private static final Canary BYTES =
      new Canary("bytes", HexFormat.of().parseHex("fbff00fe9a7f".repeat(5)));
  private static final CanarySearch SEARCH = new CanarySearch(List.of(WORD, BYTES));

  static Stream<byte[]> hidden() {
    return Stream.of(WORD.value(), BYTES.value())
        .flatMap(value -> Stream.of("", "a", "ab").flatMap(before -> forms(before, value)));
  }

  private static Stream<byte[]> forms(String before, byte[] value) {
    byte[] within = join(latin(before), value, latin("behind"));
    String text = new String(within, StandardCharsets.ISO_8859_1);
    byte[] wide = text.getBytes(StandardCharsets.UTF_16LE);
    return Stream.of(
        within,
        wide,
        text.getBytes(StandardCharsets.UTF_16BE),
        latin(HexFormat.of().formatHex(within)),
        latin(HexFormat.of().withUpperCase().formatHex(within)),
        latin(Base64.getEncoder().encodeToString(within)),
        latin(Base64.getUrlEncoder().encodeToString(wide)),
        Base64.getEncoder().encodeToString(within).getBytes(StandardCharsets.UTF_16BE));
  }

  @ParameterizedTest
  @MethodSource("hidden")
  void whatIsHiddenIsFound(byte[] content) {
    assertThat(SEARCH.in(content)).hasSize(1);
    // Also across the edge of two blocks.
    assertThat(SEARCH.in(join(new byte[(1 << 20) - content.length / 2], content))).hasSize(1);
  }

  @Test
  void whatOnlyBeginsAlikeIsNotFound() {
    String almost = WORD.text().substring(0, WORD.text().length() - 1) + "x";
    assertThat(SEARCH.in(latin(almost.repeat(3)))).isEmpty();
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] join(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
