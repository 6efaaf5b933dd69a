package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.securechat.testing.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a browser keeps of rooms: they open without the server, and nothing stays that is gone.
class HistoryTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start("--spring.profiles.active=demo");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"managed", "end-to-end"})
  void aPageBeginsWithoutTheServerAndSendsLater(String mode) {
    String room = "Kept " + mode;
    try (var alice = Person.at(server).signIn("alice", "wonderland");
        var bob = Person.at(server).signIn("bob", "the builder")) {
      create(alice, room, mode);
      bob.accept(room);
      bob.say("written before").seesOnce("written before");
      alice.seesOnce("written before").say("an answer").seesOnce("an answer");
      var line = Wire.of(alice.page);
      awaitKept(alice, 2);

      line.cut();
      alice.page.reload();
      alice.sees("written before").sees("an answer");
      assertThat(alice.page.locator(".head h1")).hasText(room);
      assertThat(alice.page.locator(".trouble")).hasCount(0);
      assertThat(alice.page.locator(".me .sub")).hasText("Not connected");
      alice.say("written offline").sees("written offline");
      alice.lookedAt("offline-start-" + mode);
      bob.say("meanwhile").seesOnce("meanwhile");

      line.mend();
      alice.seesOnce("meanwhile").seesOnce("written offline").seesOnce("an answer");
      bob.seesOnce("written offline");
    }
  }

  private static void create(Person person, String room, String mode) {
    if (mode.equals("managed")) {
      person.createRoom(room, "bob");
    } else {
      person.createPrivateRoom(room, "bob");
    }
  }

  /// Until what the page shows is on disk: so many messages at least, in one row.
  private static void awaitKept(Person person, int rows) {
    await().atMost(PATIENCE).until(() -> keptRows(person) >= rows);
    person.page.waitForTimeout(2500);
  }

  private static int keptRows(Person person) {
    return ((Number)
            person.page.evaluate(
                """
                async () => {
                  let rows = 0;
                  for (const { name } of await indexedDB.databases()) {
                    const db = await new Promise((done) => {
                      const asked = indexedDB.open(name);
                      asked.onsuccess = () => done(asked.result);
                    });
                    rows += await new Promise((done) => {
                      const asked = db.transaction('history').objectStore('history').count();
                      asked.onsuccess = () => done(asked.result);
                    });
                    db.close();
                  }
                  return rows;
                }
                """))
        .intValue();
  }
}
