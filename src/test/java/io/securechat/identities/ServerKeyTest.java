package io.securechat.identities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.bytes.Sha256;
import io.securechat.protocol.Signatures;
import io.securechat.storage.DataFolder;
import io.securechat.testing.TestModules;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerKeyTest {

  @TempDir Path folder;
  private TestModules modules;

  @BeforeEach
  void start() {
    modules = TestModules.start(folder);
  }

  @AfterEach
  void stop() {
    modules.close();
  }

  private ServerKey again() {
    return new ServerKey(modules.bean(DataFolder.class), modules.clock());
  }

  @Test
  void theKeyIsMadeOnceAndKeptOutsideTheDatabase() throws Exception {
    var key = modules.bean(ServerKey.class);
    var same = again();
    assertThat(same.id()).isEqualTo(key.id());
    assertThat(same.chain()).containsExactlyElementsOf(key.chain());
    byte[] message = {1, 2, 3};
    assertThat(same.verify(message, key.sign(message))).isTrue();
    assertThat(same.verify(new byte[] {1, 2}, key.sign(message))).isFalse();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    byte[] seed = Arrays.copyOf(Files.readAllBytes(file()), 32);
    byte[] database = Files.readAllBytes(folder.resolve("secure-chat.db"));
    assertThat(new String(database, StandardCharsets.ISO_8859_1))
        .doesNotContain(new String(seed, StandardCharsets.ISO_8859_1));
  }

  @Test
  void theRecordSignsItselfAndItsHashNamesTheServer() {
    var key = modules.bean(ServerKey.class);
    byte[] record = key.chain().getFirst();
    assertThat(record).hasSize(209).startsWith('S', 'C', '1', 'X', 1, 0, 0, 0, 0);
    byte[] publicKey = Arrays.copyOfRange(record, 49, 81);
    byte[] signature = Arrays.copyOfRange(record, 145, 209);
    assertThat(Signatures.verify(publicKey, Arrays.copyOf(record, 145), signature)).isTrue();
    byte[] prefix = {'S', 'C', '1', 'X', 1};
    assertThat(key.id().bytes()).isEqualTo(Arrays.copyOf(Sha256.of(prefix, publicKey), 16));
  }

  @Test
  void aDamagedFileStopsTheStartAndSaysWhatToDo() throws Exception {
    byte[] good = Files.readAllBytes(file());
    for (int at : new int[] {0, 31, 32, 36, 90, 200, 240}) {
      byte[] bad = good.clone();
      bad[at] ^= 1;
      Files.write(file(), bad);
      assertThatThrownBy(this::again).as("byte %d", at).hasMessageContaining("server-key");
    }
    Files.write(file(), Arrays.copyOf(good, good.length - 1));
    assertThatThrownBy(this::again).hasMessageContaining("damaged");
  }

  private Path file() {
    return folder.resolve("server-key");
  }
}
