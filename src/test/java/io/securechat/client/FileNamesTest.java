package io.securechat.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The same names as in the page's `names.test.js`.
class FileNamesTest {

  @ParameterizedTest
  @CsvSource({
    "report.pdf, report.pdf",
    "photo\u202Egpj.exe, photogpj.exe",
    "../../etc/passwd, _.._etc_passwd",
    "a\\b:c, a_b_c",
    ".bashrc, bashrc",
    "'notes.txt. . ', notes.txt",
    "'line\nfeed\u0000.txt', linefeed.txt",
    "CON, _CON",
    "nul.txt, _nul.txt",
    "com1 .log, _com1 .log",
    "console.log, console.log",
    "..., file",
    "'', file",
    "نور.pdf, نور.pdf"
  })
  void aNameIsSavedWithoutAnythingThatHidesWhatItIs(String name, String clean) {
    assertThat(FileNames.clean(name)).isEqualTo(clean);
  }

  @Test
  void aLongNameKeepsItsSuffixAndWholeCharacters() {
    String name = FileNames.clean("😀".repeat(100) + ".tar");
    assertThat(name.getBytes(UTF_8).length).isLessThanOrEqualTo(200);
    assertThat(name).matches("(?:😀)+\\.tar");
  }

  @Test
  void aNameIsSentWithAtMost255BytesAndNoControlCharacters() {
    String name = FileNames.sent("a\u0007" + "ü".repeat(200) + ".png");
    assertThat(name.getBytes(UTF_8).length).isLessThanOrEqualTo(255);
    assertThat(name).matches("aü+\\.png");
  }
}
