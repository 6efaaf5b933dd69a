package io.securechat.lossless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.securechat.SecureChatApplication;
import io.securechat.browser.Person;
import io.securechat.client.ChatClient;
import io.securechat.testing.Api;
import io.securechat.testing.ServerProcess;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Like [FaultsIT], on a real file system that is really full: a small one in memory. Runs only
/// where the test may mount it; elsewhere the database's own size limit in `FaultsIT` takes its
/// place.
class SmallDiskIT {

  private static final int RESERVE = 5 * 1024 * 1024;

  /// More than the reserve can hold unless the database reuses space in its log.
  private static final int SIGN_INS = 80;

  private static Path data;
  private static ServerProcess server;

  @BeforeAll
  static void start() throws Exception {
    data = TestServer.newFolder();
    mount(data, "32m");
    server = started();
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
      unmount(data);
    }
  }

  private static ServerProcess started() {
    return ServerProcess.start(
        data, SecureChatApplication.class, "--secure-chat.storage.reserve=" + RESERVE + "B");
  }

  @Test
  void theDiskIsFull() {
    awaitReserve();
    String room;
    try (var alice = ChatClient.at(server.uri(), "alice", "wonderland");
        var bob = ChatClient.at(server.uri(), "bob", "the builder")) {
      room = alice.createRoom("Full", bob);
      assertThat(bob.join(room).status()).isEqualTo(200);
    }
    FaultsIT.theDiskIsFull(
        room,
        server,
        SmallDiskIT::fill,
        () -> {
          peopleSignIn();
          free();
        });
    awaitReserve();
  }

  /// Nothing is stored but what signing in and out needs, for any number of users. The log has one
  /// line of each kind in a minute.
  private static void peopleSignIn() {
    String before = server.log();
    long begun = System.nanoTime();
    try (var page = Person.at(server.uri()).signIn("bob", "the builder").openRoom("Full")) {
      page.page.locator(".log .message__text").first().waitFor();
    }
    for (int i = 0; i < SIGN_INS; i++) {
      signsInAndOut("sign-in " + i);
    }
    assertThat(new Api(server.uri()).get("/actuator/health").status()).isEqualTo(503);
    assertThat(new Api(server.uri()).get("/actuator/health/readiness").status()).isEqualTo(200);
    var lines =
        server
            .log()
            .substring(before.length())
            .lines()
            .filter(SmallDiskIT::isTrouble)
            .collect(Collectors.groupingBy(SmallDiskIT::logger));
    assertThat(lines).hasSizeLessThan(6);
    long minutes = Duration.ofNanos(System.nanoTime() - begun).toMinutes();
    assertThat(lines.values())
        .allSatisfy(same -> assertThat(same).hasSizeLessThanOrEqualTo((int) minutes + 1));
  }

  private static String logger(String line) {
    return line.replaceFirst("^.*? \\[[^]]*] \\[[^]]*] (\\S+) +: .*", "$1");
  }

  private static void signsInAndOut(String as) {
    var api = new Api(server.uri());
    assertThat(api.logIn("bob", "the builder").status()).as(as).isEqualTo(200);
    assertThat(api.get("/api/me").status()).isEqualTo(200);
    assertThat(api.post("/logout", Map.of()).status()).isEqualTo(204);
    assertThat(api.get("/api/me").status()).isEqualTo(401);
  }

  private static boolean isTrouble(String line) {
    return line.contains(" ERROR ") || line.contains(" WARN ");
  }

  @Test
  void signInThatIsTheFirstToFindTheDiskFullWorksAndSoDoesANewStart() {
    awaitReserve();
    fill();
    try {
      signsInAndOut("first");
      assertThat(data.resolve("reserve")).doesNotExist();
      server.kill();
      server = started();
      signsInAndOut("after a start");
    } finally {
      free();
    }
    awaitReserve();
    assertThat(new Api(server.uri()).get("/actuator/health").status()).isEqualTo(200);
  }

  private static void awaitReserve() {
    Wait.until(Duration.ofSeconds(20), () -> data.resolve("reserve").toFile().length() == RESERVE);
  }

  /// Fills the disk to the last byte.
  private static void fill() {
    byte[] some = new byte[4096];
    try (var out = Files.newOutputStream(data.resolve("filler"))) {
      while (true) {
        out.write(some);
      }
    } catch (IOException full) {
      // As intended.
    }
  }

  private static void free() {
    try {
      Files.delete(data.resolve("filler"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Mounts a file system in memory; skips the tests where that is not allowed.
  static void mount(Path folder, String size) throws IOException, InterruptedException {
    assumeTrue(
        ran("mount", "-t", "tmpfs", "-o", "size=" + size + ",mode=700", "none", folder.toString()),
        "no file system can be mounted here");
  }

  static void unmount(Path folder) throws IOException, InterruptedException {
    ran("umount", "-l", folder.toString());
  }

  private static boolean ran(String... command) throws IOException, InterruptedException {
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException noSuchCommand) {
      return false;
    }
  }
}
