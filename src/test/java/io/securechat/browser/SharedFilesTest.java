package io.securechat.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Files that one member sends and another saves, over a real server. `-Dfile.megabytes=1024` adds
/// one of that size, and measures the memory of the pages.
class SharedFilesTest {

  private static final int MEGABYTES = Integer.getInteger("file.megabytes", 0);
  private static final int MOST_MEGABYTES = 200;
  private static final double PATIENCE_MILLIS = 600_000;
  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");

  /// A file of so many pieces, which are made of their number; the browser keeps it outside of the
  /// page. What is saved is compared with it as it comes.
  private static final String WORK =
      """
      (() => {
        const PIECE = 2 ** 20;
        const pieceOf = (number) => {
          const words = new Uint32Array(PIECE / 4);
          for (let i = 0, state = number; i < words.length; i++) words[i] = state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
          return new Uint8Array(words.buffer);
        };
        const fileOf = (pieces, end, name) => {
          const parts = [];
          for (let i = 0; i < pieces; i++) parts.push(new Blob([pieceOf(i)]));
          return new File([...parts, end], name);
        };
        const compare = (pieces, end) => {
          const seen = { bytes: 0, wrong: 0, closed: 0, aborted: 0 };
          globalThis.showSaveFilePicker = async () => ({ createWritable: async () => ({
            write: async (bytes) => {
              // Of the last chunks, some can be padding alone.
              if (bytes.length === 0) return;
              const number = seen.bytes / PIECE;
              const wanted = number < pieces ? pieceOf(number) : new TextEncoder().encode(end);
              if (bytes.length !== wanted.length || bytes.some((byte, i) => byte !== wanted[i])) seen.wrong++;
              seen.bytes += bytes.length;
            },
            close: async () => void seen.closed++,
            abort: async () => void seen.aborted++,
          }) });
          return seen;
        };
        return { session: document.getElementById('app').session, fileOf, compare };
      })()
      """;

  private static TestServer server;
  private static Person alice;
  private static Person bob;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            "--spring.profiles.active=demo",
            "--secure-chat.attachments.max-file-size=2GB",
            "--secure-chat.attachments.keep-free=0");
    alice = Person.at(server).signIn("alice", "wonderland");
    alice.createRoom("Shared", "bob").say("hello").seesOnce("hello");
    bob = Person.at(server).signIn("bob", "the builder").accept("Shared");
    alice.sees("Bob joined");
    for (Person person : new Person[] {alice, bob}) {
      person.page.setDefaultTimeout(PATIENCE_MILLIS);
      person.page.evaluate("() => { globalThis.work = " + WORK + "; }");
    }
  }

  @AfterAll
  static void stop() {
    alice.close();
    bob.close();
    server.close();
  }

  private static void send(int megabytes, String text) {
    alice.page.evaluate(
        "async ([pieces, text]) => {"
            + " const { session, fileOf } = globalThis.work; const room = session.rooms[0];"
            + " room.attaching.add([fileOf(pieces, text, text + '.bin')]); await room.send(text); }",
        List.of(megabytes, text));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> save(Person person, int megabytes, String text) {
    return (Map<String, Object>)
        person.page.evaluate(
            "async ([pieces, text]) => {"
                + " const { session, compare } = globalThis.work; const room = session.rooms[0];"
                + " const [, item] = [...room.state.items.downFrom(Infinity)].find(([, one]) => one.files?.[0]?.n === text + '.bin') ?? [];"
                + " globalThis.ref = item?.files[0] ?? globalThis.ref;"
                + " const seen = compare(pieces, text);"
                + " seen.outcome = await session.files.downloads.save(room.roomId, globalThis.ref).catch((error) => error.code ?? error.reason);"
                + " return seen; }",
            List.of(megabytes, text));
  }

  private static boolean has(Person person, String text) {
    return hasFile(person, text + ".bin");
  }

  private static boolean hasFile(Person person, String name) {
    return Boolean.TRUE.equals(
        person.page.evaluate(
            "(name) => [...globalThis.work.session.rooms[0].state.items.downFrom(Infinity)]"
                + ".some(([, one]) => one.files?.[0]?.n === name)",
            name));
  }

  @Test
  void whatOneSendsAnotherSavesUntilItIsDeleted() {
    send(3, "a small one");
    bob.page.waitForCondition(() -> has(bob, "a small one"));
    assertThat(save(bob, 3, "a small one"))
        .containsEntry("outcome", true)
        .containsEntry("wrong", 0)
        .containsEntry("closed", 1);
    alice.page.evaluate(
        "async () => { const room = globalThis.work.session.rooms[0];"
            + " const [, item] = [...room.state.items.downFrom(Infinity)].find(([, one]) => one.files?.length > 0 && one.text === 'a small one');"
            + " room.deleting.begin(item); }");
    bob.page.waitForCondition(() -> !has(bob, "a small one"));
    assertThat(save(bob, 3, "a small one"))
        .containsEntry("outcome", "not-found")
        .containsEntry("bytes", 0)
        .containsEntry("aborted", 1);
  }

  /// The page adds up what it saves: it keeps nothing of it, and no other work takes memory.
  private static final String SUM =
      """
      async (name) => {
        const { session } = globalThis.work;
        const room = session.rooms[0];
        const [, item] = [...room.state.items.downFrom(Infinity)].find(([, one]) => one.files?.[0]?.n === name);
        const seen = { sum: 0, closed: 0 };
        globalThis.showSaveFilePicker = async () => ({ createWritable: async () => ({
          write: async (bytes) => {
            for (const word of new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)) seen.sum = Math.imul(seen.sum ^ word, 16777619);
          },
          close: async () => void seen.closed++,
          abort: async () => {},
        }) });
        seen.outcome = await session.files.downloads.save(room.roomId, item.files[0]).catch((error) => error.code ?? error.reason);
        return seen;
      }\
      """;

  @Test
  @EnabledIfSystemProperty(named = "file.megabytes", matches = "[1-9]\\d*")
  @SuppressWarnings("unchecked")
  void aLargeFileNeedsLittleMemory(TestReporter reporter) throws IOException {
    Path file = TestServer.newFolder().resolve("large.bin");
    int sum = write(file);
    try (var meter = new Meter()) {
      long began = System.nanoTime();
      alice.page.locator("sc-composer input[type=file]").setInputFiles(file);
      alice.page.evaluate("globalThis.work.session.rooms[0].send('a large one')");
      bob.page.waitForCondition(
          () -> hasFile(bob, "large.bin"),
          new Page.WaitForConditionOptions().setTimeout(PATIENCE_MILLIS));
      long sent = System.nanoTime();
      long sending = meter.most;
      assertThat((Map<String, Object>) bob.page.evaluate(SUM, "large.bin"))
          .containsEntry("outcome", true)
          .containsEntry("closed", 1)
          .containsEntry("sum", sum);
      long saved = System.nanoTime();
      reporter.publishEntry(
          "files",
          "%d MB: sent in %d s, saved in %d s, at most %d and %d MB more than %d MB"
              .formatted(
                  MEGABYTES,
                  (sent - began) / 1_000_000_000,
                  (saved - sent) / 1_000_000_000,
                  sending - meter.before,
                  meter.most - meter.before,
                  meter.before));
      assertThat(meter.most - meter.before).isLessThan(MOST_MEGABYTES);
    } finally {
      Files.delete(file);
    }
  }

  /// Writes a file, and returns what its words come to, as the page adds them up.
  private static int write(Path file) throws IOException {
    var random = new Random(1);
    var piece = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    int sum = 0;
    try (var out = Files.newOutputStream(file)) {
      for (int i = 0; i < MEGABYTES; i++) {
        random.nextBytes(piece.array());
        for (var words = piece.asIntBuffer(); words.hasRemaining(); ) {
          sum = (sum ^ words.get()) * 16777619;
        }
        out.write(piece.array());
      }
    }
    return sum;
  }

  /// The memory of the largest page, in MB.
  private static final class Meter implements AutoCloseable {

    final long before = now();
    volatile long most = before;
    private volatile boolean isOver;
    private final Thread thread = Thread.ofVirtual().start(this::watch);

    private void watch() {
      while (!isOver) {
        most = Math.max(most, now());
        java.util.concurrent.locks.LockSupport.parkNanos(200_000_000);
      }
    }

    private static long now() {
      return ProcessHandle.current()
          .descendants()
          .filter(Meter::isPage)
          .mapToLong(Meter::megabytes)
          .max()
          .orElse(0);
    }

    private static boolean isPage(ProcessHandle process) {
      return read(process, "cmdline").contains("--type=renderer");
    }

    private static long megabytes(ProcessHandle process) {
      var resident = RESIDENT.matcher(read(process, "status"));
      return resident.find() ? Long.parseLong(resident.group(1)) / 1024 : 0;
    }

    private static String read(ProcessHandle process, String name) {
      try {
        return Files.readString(Path.of("/proc", Long.toString(process.pid()), name));
      } catch (IOException e) {
        return "";
      }
    }

    @Override
    public void close() {
      isOver = true;
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
