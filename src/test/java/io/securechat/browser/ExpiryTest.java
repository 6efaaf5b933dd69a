package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.securechat.testing.TestClock;
import io.securechat.testing.TestServer;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How long messages are kept (event 12), by the clocks of the server and of two open pages.
class ExpiryTest {

  static class FixedClock {

    @Bean
    @Primary
    Clock testClock() {
      return TestClock.atThisMoment();
    }
  }

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private TestServer server;
  private Person alice;
  private Person bob;

  @BeforeEach
  void start() {
    server =
        TestServer.start(
            TestServer.demoFolder(), FixedClock.class, "--spring.profiles.active=demo");
    alice = at().signIn("alice", "wonderland");
    bob = at().signIn("bob", "the builder");
  }

  private Person at() {
    var person = Person.at(server);
    person.page.clock().install();
    return person;
  }

  @AfterEach
  void stop() {
    bob.close();
    alice.close();
    server.close();
  }

  @Test
  void messagesVanishFromOpenPagesAtTheirTimeAndFromTheServer() {
    alice.createPrivateRoom("Short memory", "bob");
    bob.accept("Short memory");
    alice.say("the secret plan").seesOnce("the secret plan");
    bob.seesOnce("the secret plan");
    edit("the secret plan", "the secret plan, changed");
    bob.sees("the secret plan, changed");

    keep(alice, "1 day");
    alice.lookedAt("retention-asks");
    alice.confirm("Delete older messages");
    for (var person : new Person[] {alice, bob}) {
      person.sees("Alice set messages to be deleted after 1 day.").seesOnce("secret plan, changed");
      assertThat(person.page.locator(".under__kept")).hasText("Messages are deleted after 1 day");
    }
    bob.page.locator(".head__more").click();
    assertThat(bob.page.getByText("Keep messages…")).hasCount(0);
    bob.page.keyboard().press("Escape");
    alice.lookedAt("retention");

    pass(Duration.ofHours(23));
    alice.say("said later").seesOnce("said later");
    bob.seesOnce("said later").seesOnce("secret plan, changed");
    pass(Duration.ofMinutes(61));
    for (var person : new Person[] {alice, bob}) {
      person.seesNot("the secret plan").seesOnce("said later");
      person.page.reload();
      person.seesOnce("said later").seesNot("secret plan");
      person.sees("Alice set messages to be deleted after 1 day.");
      assertThat(person.page.locator(".trouble, [data-code=withheld]")).hasCount(0);
      assertThat(Stored.in(person)).doesNotContain("secret plan");
    }
    await().atMost(PATIENCE).until(() -> kept() == 1);
    pass(Duration.ofHours(24));
    alice.seesNot("said later");
    bob.seesNot("said later");
    await().atMost(PATIENCE).until(() -> kept() == 0);
  }

  @Test
  void aShorterTimeErasesAtOnceAndSaysSoBefore() {
    alice.createPrivateRoom("Spring cleaning", "bob");
    bob.accept("Spring cleaning");
    bob.say("from two days ago").seesOnce("from two days ago");
    bob.say("begins a thread").seesOnce("begins a thread");
    alice.seesOnce("begins a thread");
    keep(alice, "7 days");
    alice.confirm("Delete older messages");
    bob.sees("Alice set messages to be deleted after 7 days.").seesOnce("from two days ago");
    pass(Duration.ofDays(2));
    reply(bob, "begins a thread", "a reply that stays");
    keep(alice, "1 day");
    assertThat(alice.page.locator("dialog[open]"))
        .containsText("2 of the messages shown here are that old.");
    bob.seesOnce("from two days ago");
    alice.confirm("Delete older messages");
    for (var person : new Person[] {alice, bob}) {
      person.seesNot("from two days ago").seesNot("begins a thread");
      // The root keeps a row for its reply.
      assertThat(person.page.locator("sc-timeline .gone")).hasText("This message has expired");
      assertThat(person.page.locator("sc-timeline .thread-sum")).containsText("1 reply");
    }
    bob.lookedAt("retention-thread");
    keep(alice, "For ever");
    bob.sees("Alice set messages to be kept for ever.").seesNot("from two days ago");
    assertThat(bob.page.locator(".under__kept")).hasCount(0);
    bob.page.reload();
    bob.sees("Alice set messages to be kept for ever.").seesNot("from two days ago");
    assertThat(bob.page.locator(".trouble, [data-code=withheld]")).hasCount(0);
  }

  private void keep(Person owner, String period) {
    owner.page.locator(".head__more").click();
    owner.button("Keep messages…").click();
    owner.page.getByLabel("Keep messages for").selectOption(period);
    owner.button("Save").click();
  }

  private void edit(String from, String to) {
    row(alice, from).focus();
    alice.page.keyboard().press("e");
    alice.page.locator(".edit textarea").fill(to);
    alice.button("Save").click();
    alice.seesOnce(to);
  }

  private void reply(Person person, String root, String text) {
    row(person, root).focus();
    person.page.keyboard().press("t");
    var field = person.page.locator("sc-thread textarea");
    field.fill(text);
    field.press("Enter");
    assertThat(person.page.locator("sc-thread").getByText(text)).hasCount(1);
    person.page.locator("sc-thread").getByLabel("Close").click();
  }

  /// On the server and on the pages.
  private void pass(Duration time) {
    ((TestClock) server.bean("testClock", Clock.class)).advance(time);
    for (var person : new Person[] {alice, bob}) {
      person.page.clock().fastForward(time.toMillis());
    }
  }

  private static Locator row(Person person, String text) {
    return person.page.locator("li.message", new Page.LocatorOptions().setHasText(text));
  }

  /// Messages of which the server has the bytes.
  private int kept() {
    return server
        .bean(JdbcClient.class)
        .sql("select count(*) from log_entry where type = 1 and entry is not null")
        .query(Integer.class)
        .single();
  }
}
