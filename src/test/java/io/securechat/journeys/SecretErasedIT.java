package io.securechat.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import io.securechat.testing.ServerProcess;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A room's secret is nowhere on the server once it has been handed out: not in its files, not in
/// its log, not among the live objects of its heap (K2).
class SecretErasedIT {

  @Test
  void theSecretIsNowhereAndTheControlValuesAreFound() throws Exception {
    var data = TestServer.newFolder();
    try (var server = ServerProcess.start(data, KnownRandomServer.class);
        var alice = ChatClient.at(server.uri(), "alice", "wonderland")) {
      byte[] control = KnownRandomServer.controlValue();
      // A control value in the database: the name of a room.
      String planted = HexFormat.of().formatHex(control);
      String room = alice.createRoom(planted);
      alice.say(room, "a line");
      byte[] secret = alice.openEpoch(room).secret;
      assertThat(secret).isEqualTo(KnownRandomServer.secret(0));

      var heap = data.resolveSibling(data.getFileName() + ".hprof");
      dump(server.pid(), heap);
      try {
        assertThat(found(heap, control)).as("the control value in the heap").isTrue();
        assertThat(found(heap, secret)).as("the secret in the heap").isFalse();
      } finally {
        Files.delete(heap);
      }
      assertThat(server.log()).contains(planted);
      assertThat(forms(secret))
          .noneMatch(form -> server.log().contains(new String(form, StandardCharsets.ISO_8859_1)));
      boolean controlInFiles = false;
      try (var files = Files.list(data)) {
        for (Path file : files.toList()) {
          assertThat(found(file, secret)).as("the secret in " + file.getFileName()).isFalse();
          controlInFiles |= found(file, control);
        }
      }
      assertThat(controlInFiles).as("the control value in the database").isTrue();
    }
  }

  /// Live objects only: a full collection runs first.
  private static void dump(long pid, Path file) throws IOException, InterruptedException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var process =
        new ProcessBuilder(jcmd, Long.toString(pid), "GC.heap_dump", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).isZero();
  }

  private static boolean found(Path file, byte[] value) throws IOException {
    byte[] content = Files.readAllBytes(file);
    return forms(value).stream().anyMatch(form -> contains(content, form));
  }

  /// Raw, hex and Base64, the texts also as two bytes a letter.
  private static List<byte[]> forms(byte[] value) {
    var forms = new ArrayList<byte[]>();
    forms.add(value);
    String hex = HexFormat.of().formatHex(value);
    String base64 = Base64.getEncoder().withoutPadding().encodeToString(value);
    for (String text : List.of(hex, hex.toUpperCase(java.util.Locale.ROOT), base64)) {
      forms.add(text.getBytes(StandardCharsets.ISO_8859_1));
      forms.add(text.getBytes(StandardCharsets.UTF_16BE));
      forms.add(text.getBytes(StandardCharsets.UTF_16LE));
    }
    return forms;
  }

  private static boolean contains(byte[] content, byte[] wanted) {
    for (int i = 0; i <= content.length - wanted.length; i++) {
      if (content[i] == wanted[0]
          && Arrays.equals(content, i, i + wanted.length, wanted, 0, wanted.length)) {
        return true;
      }
    }
    return false;
  }
}
