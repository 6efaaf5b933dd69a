package io.securechat.push;

import static io.securechat.testing.Api.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import io.securechat.client.LetterboxAddress;
import io.securechat.client.PasswordChange;
import io.securechat.protocol.Deletion;
import io.securechat.protocol.RoomEvent;
import io.securechat.push.FakePushService.Receiver;
import io.securechat.testing.Api;
import io.securechat.testing.LogWatch;
import io.securechat.testing.SettingsFields;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// From a message to a browser without an open page, by way of a push service.
class PushTest {

  private PushRig rig;
  private ChatClient alice;
  private ChatClient bob;
  private String room;

  @BeforeEach
  void start() {
    rig = new PushRig();
    alice = rig.signIn("alice", "wonderland");
    bob = rig.signIn("bob", "the builder");
    room = alice.createRoom("Secret garden", bob);
    bob.join(room);
  }

  @AfterEach
  void stop() {
    bob.close();
    alice.close();
    rig.close();
  }

  @Test
  void aMessageComesSealedSignedAndPadded() throws Exception {
    byte[] key = ChatClient.bytes(bob.api.get("/api/me/push").body().path("key"));
    var browser = rig.away(bob);
    assertThat(bob.api.get("/api/me/push").body().path("subscribed").asBoolean()).isTrue();
    long pos = alice.say(room, "the white rabbit");
    var payload = rig.awaitPush(browser, pos);

    var entry =
        alice.log(room).stream()
            .filter(e -> e.path("pos").asLong() == pos)
            .findFirst()
            .orElseThrow();
    assertThat(payload.propertyNames()).containsExactly("room", "pos", "at", "entry");
    assertThat(payload.path("room").asString()).isEqualTo(room);
    assertThat(payload.path("at")).isEqualTo(entry.path("at"));
    assertThat(payload.path("entry")).isEqualTo(entry.path("entry"));
    assertThat(bob.open(room, ChatClient.bytes(payload.path("entry"))))
        .isEqualTo("the white rabbit");

    var push = browser.accepted().getFirst();
    assertThat(push.body()).hasSize(2_048);
    assertThat(push.header("Content-Encoding")).isEqualTo("aes128gcm");
    assertThat(push.header("Urgency")).isEqualTo("high");
    assertThat(Long.parseLong(push.header("TTL"))).isBetween(86_000L, 86_400L);
    assertThat(push.header("Topic")).matches("[A-Za-z0-9_-]{32}");
    var claims = FakePushService.claims(push, key);
    assertThat(claims.path("aud").asString()).isEqualTo(rig.service.origin());
    long now = rig.server.bean("testClock", Clock.class).instant().getEpochSecond();
    assertThat(claims.path("exp").asLong()).isBetween(now + 3_600, now + 86_400);
    for (String secret :
        List.of("rabbit", "Secret garden", "alice", "bob", room, bob.user.toString())) {
      assertThat(push.visible()).doesNotContain(secret);
      assertThat(payload.path("entry").asString()).doesNotContain(secret);
    }
    PushRig.await(() -> rig.count("push_waiting") == 0);
    assertThat(rig.count("push_alert")).isZero();
  }

  @Test
  void allMessagesMentionsOrNothingAreAsTheUserChose() {
    PushRig.choose(bob.api, "level", "mentions");
    String loud = alice.createRoom("Loud", bob);
    bob.join(loud);
    assertThat(bob.api.put("/api/me/rooms/" + loud + "/level", fields("level", "all")).status())
        .isEqualTo(204);
    var browser = rig.away(bob);
    alice.say(room, "to nobody");
    PushRig.mention(alice, room, "to herself", List.of(alice.user.toString()));
    long first = alice.say(loud, "to all");
    rig.awaitPush(browser, first);
    assertThat(browser.accepted()).hasSize(1);

    long named = PushRig.mention(alice, room, "to bob", List.of(bob.user.toString()));
    rig.awaitPush(browser, named);
    long everyone = PushRig.mention(alice, room, "to the room", "room");
    rig.awaitPush(browser, everyone);

    bob.api.put("/api/me/rooms/" + room + "/level", fields("level", "nothing"));
    PushRig.mention(alice, room, "to bob, who hears nothing", List.of(bob.user.toString()));
    long last = alice.say(loud, "again to all");
    rig.awaitPush(browser, last);
    assertThat(browser.positions()).containsExactly(first, named, everyone, last);
  }

  @Test
  void quietHoursAreQuietButForMentionsIfTheUserLetsThem() {
    var there = rig.server.bean("testClock", Clock.class).instant().atZone(ZoneOffset.UTC);
    int half = there.getHour() * 2 + there.getMinute() / 30;
    var settings = SettingsFields.defaults();
    settings.put("quiet", true);
    settings.put("quietFrom", half);
    settings.put("quietTo", (half + 2) % 48);
    settings.put("quietMentions", true);
    settings.put("zone", "UTC");
    assertThat(bob.api.put("/api/me/settings", settings).status()).isEqualTo(204);
    var browser = rig.away(bob);
    alice.say(room, "good night");
    long pos = PushRig.mention(alice, room, "wake up", List.of(bob.user.toString()));
    rig.awaitPush(browser, pos);
    rig.advance(Duration.ofHours(1));
    long later = alice.say(room, "good morning");
    rig.awaitPush(browser, later);
    assertThat(browser.positions()).containsExactly(pos, later);
  }

  @Test
  void neitherOwnNorQuietMessagesNorThoseOfBlockedPeopleAreNews() {
    var darth = rig.signIn("darth", "maul");
    try (darth) {
      alice.invite(room, darth);
      darth.join(room);
      bob.api.put("/api/me/blocks/" + darth.user, fields());
      try (var laptop = rig.signIn("bob", "the builder")) {
        var browser = rig.service.new Receiver();
        bob.api.put("/api/me/push", browser.subscription());
        bob.close();
        darth.say(room, "blocked");
        PushRig.mention(darth, room, "blocked", List.of(bob.user.toString()));
        laptop.say(room, "by bob himself");
        var quiet = fields("quiet", true, "alert", List.of(bob.user.toString()));
        alice.post(room, UUID.randomUUID(), alice.seal(room, "quiet"), quiet);
        long pos = alice.say(room, "at last");
        rig.awaitPush(browser, pos);
        assertThat(browser.positions()).containsExactly(pos);
      }
    }
  }

  @Test
  void aDirectMessageCountsOnceItsReceiverHasAcceptedTheRoom() {
    PushRig.choose(bob.api, "level", "mentions");
    String direct = alice.openDirect(bob).text("roomId");
    if (direct.isEmpty()) {
      direct = alice.api.get("/api/rooms").body().path("rooms").get(0).path("roomId").asString();
    }
    var browser = rig.away(bob);
    alice.say(direct, "hello stranger");
    PushRig.mention(alice, room, "first", List.of(bob.user.toString()));
    PushRig.await(() -> browser.accepted().size() == 1);
    assertThat(browser.open(browser.accepted().getFirst()).path("room").asString()).isEqualTo(room);
    var accepted = fields("favourite", false, "accepted", true);
    assertThat(bob.api.put("/api/me/rooms/" + direct, accepted).status()).isEqualTo(204);
    long pos = alice.say(direct, "hello friend");
    rig.awaitPush(browser, pos);
  }

  @Test
  void anOpenPageNeedsNoPush() {
    var browser = rig.service.new Receiver();
    bob.api.put("/api/me/push", browser.subscription());
    alice.say(room, "while the page is open");
    bob.hears(room, "while the page is open");
    PushRig.await(() -> rig.count("push_decided") == 1);
    rig.closePage(bob);
    long pos = alice.say(room, "after it was closed");
    rig.awaitPush(browser, pos);
    assertThat(browser.positions()).containsExactly(pos);
  }

  @Test
  void aLetterIsNewsToo() {
    var box = LetterboxAddress.open(alice, room, false, "CI", alice, bob);
    var browser = rig.away(bob);
    assertThat(alice.api.sendLetter("/box/" + box.token(), box.seal("Build 1 failed.")).status())
        .isEqualTo(204);
    PushRig.await(() -> browser.accepted().size() == 1);
    assertThat(browser.open(browser.accepted().getFirst()).path("entry").asString())
        .startsWith("U0MxQg");
  }

  @Test
  void eachDeviceGetsItsOwnAndNobodyCanRelateThem() {
    var phone = rig.signIn("bob", "the builder");
    var tablet = rig.signIn("bob", "the builder");
    var browsers = List.of(subscribe(bob), subscribe(phone), subscribe(tablet));
    List.of(bob, phone, tablet).forEach(ChatClient::close);
    rig.closePage(bob);
    long pos = alice.say(room, "to three devices");
    browsers.forEach(browser -> rig.awaitPush(browser, pos));
    long next = alice.say(room, "again");
    browsers.forEach(browser -> rig.awaitPush(browser, next));
    assertThat(
            browsers.stream()
                .flatMap(browser -> browser.accepted().stream())
                .map(push -> push.header("Topic"))
                .distinct())
        .hasSize(3);
  }

  private Receiver subscribe(ChatClient who) {
    var browser = rig.service.new Receiver();
    assertThat(who.api.put("/api/me/push", browser.subscription()).status()).isEqualTo(204);
    return browser;
  }

  @Test
  void aMessageThatDoesNotFitIsAnnouncedWithoutItsBytes() {
    var browser = rig.away(bob);
    long medium = alice.say(room, "m".repeat(1_500));
    assertThat(rig.awaitPush(browser, medium).has("entry")).isTrue();
    long large = alice.say(room, "l".repeat(4_000));
    var payload = rig.awaitPush(browser, large);
    assertThat(payload.propertyNames()).containsExactly("room", "pos", "at");
    assertThat(browser.accepted().stream().map(push -> push.body().length))
        .containsExactly(4_096, 2_048);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sign-out", "elsewhere", "password", "suspension", "delete"})
  void theEndOfASessionEndsItsPushMessagesWhateverWaits(String how) {
    try (var laptop = rig.signIn("bob", "the builder")) {
      var browser = rig.service.new Receiver();
      browser.answers(503, Map.of());
      bob.api.put("/api/me/push", browser.subscription());
      bob.close();
      alice.say(room, "waits");
      PushRig.await(() -> browser.pushes().size() == 1 && rig.count("push_waiting") == 1);
      end(how, laptop);
      assertThat(rig.count("push_subscription") + rig.count("push_waiting")).isZero();
      browser.answers(201, Map.of());
      rig.advance(Duration.ofHours(2));
      var other = subscribe(alice);
      rig.closePage(alice);
      if (!how.equals("suspension")) {
        laptop.say(room, "after the end");
        PushRig.await(() -> other.accepted().size() == 1);
      }
      assertThat(browser.accepted()).isEmpty();
    }
  }

  private void end(String how, ChatClient laptop) {
    int status =
        switch (how) {
          case "sign-out" -> bob.api.post("/logout", Map.of()).status();
          case "elsewhere" -> laptop.api.delete("/api/me/sessions").status();
          case "password" -> PasswordChange.thereAndBack(laptop, "bob", "the builder");
          case "suspension" ->
              alice.api.post("/api/admin/users/" + bob.user + "/suspend", Map.of()).status();
          default -> bob.api.delete("/api/me/push").status();
        };
    assertThat(status).isIn(200, 204);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410})
  void aSubscriptionThatIsGoneIsForgotten(int status) {
    var browser = rig.away(bob);
    browser.answers(status, Map.of());
    alice.say(room, "to nobody");
    PushRig.await(() -> rig.count("push_subscription") == 0);
    assertThat(browser.pushes()).hasSize(1);
    assertThat(bob.api.get("/api/me/push").body().path("subscribed").asBoolean()).isFalse();
  }

  @Test
  void aBusyPushServiceIsAskedAgainWhenItAllows() {
    var browser = rig.away(bob);
    browser.answers(429, Map.of("Retry-After", "1200"));
    alice.say(room, "first");
    PushRig.await(() -> browser.pushes().size() == 1);
    PushRig.await(() -> isBackedOff(Duration.ofSeconds(1_199)));
    long newest = alice.say(room, "second");
    browser.answers(201, Map.of());
    rig.advance(Duration.ofSeconds(1_190));
    PushRig.await(() -> waits(newest));
    assertThat(browser.pushes()).hasSize(1);
    rig.advance(Duration.ofSeconds(20));
    rig.awaitPush(browser, newest);
    assertThat(browser.positions()).containsExactly(newest);
    PushRig.await(() -> rig.count("push_waiting") == 0);
  }

  private boolean isBackedOff(Duration time) {
    long now = rig.server.bean("testClock", Clock.class).millis();
    return rig.database()
        .sql("select 1 from push_subscription where failures = 1 and due >= ?")
        .param(now + time.toMillis())
        .query((_, _) -> true)
        .optional()
        .isPresent();
  }

  private boolean waits(long pos) {
    return rig.database()
        .sql("select 1 from push_waiting where pos = ?")
        .param(pos)
        .query((_, _) -> true)
        .optional()
        .isPresent();
  }

  @Test
  void whatFailsForADayIsGivenUp() {
    var browser = rig.away(bob);
    browser.answers(500, Map.of());
    alice.say(room, "old by then");
    PushRig.await(() -> browser.pushes().size() == 1);
    PushRig.await(() -> isBackedOff(Duration.ofSeconds(1)));
    rig.advance(Duration.ofHours(25));
    PushRig.await(() -> rig.count("push_waiting") == 0);
    assertThat(browser.pushes()).hasSize(1);
  }

  @Test
  void aMessageThatWasDeletedMeanwhileIsNotPushedAnyMore() {
    var browser = rig.away(bob);
    browser.answers(503, Map.of());
    byte[] envelope = alice.seal(room, "said and deleted");
    long pos = alice.post(room, UUID.randomUUID(), envelope).path("pos").asLong();
    PushRig.await(() -> browser.pushes().size() == 1);
    PushRig.await(() -> isBackedOff(Duration.ofSeconds(1)));
    var deletion = new Deletion(List.of(Deletion.Ref.of(pos, envelope)), List.of());
    assertThat(alice.change(room, RoomEvent.DELETED, alice.user, deletion.bytes()).status())
        .isEqualTo(200);
    browser.answers(201, Map.of());
    rig.advance(Duration.ofHours(1));
    PushRig.await(() -> rig.count("push_waiting") == 0);
    assertThat(browser.accepted()).isEmpty();
  }

  @Test
  void whatWaitsSurvivesARestart() {
    var browser = rig.away(bob);
    browser.answers(503, Map.of());
    long pos = alice.say(room, "before the restart");
    PushRig.await(() -> browser.pushes().size() == 1);
    PushRig.await(() -> isBackedOff(Duration.ofSeconds(1)));
    rig.restart(() -> browser.answers(201, Map.of()));
    rig.advance(Duration.ofHours(1));
    rig.awaitPush(browser, pos);
  }

  /// As after a kill between the commit of a message and the decision about it.
  @Test
  void aMessageThatWasCommittedOnlyIsFoundAfterARestart() {
    var browser = rig.away(bob);
    long pos = PushRig.mention(alice, room, "committed", List.of(bob.user.toString()));
    rig.awaitPush(browser, pos);
    PushRig.await(() -> rig.count("push_waiting") == 0);
    forgetTheDecision(pos);
    rig.restart(() -> {});
    PushRig.await(() -> browser.positions().equals(List.of(pos, pos)));
  }

  private void forgetTheDecision(long pos) {
    new org.springframework.transaction.support.TransactionTemplate(
            rig.server.bean(org.springframework.transaction.PlatformTransactionManager.class))
        .executeWithoutResult(
            _ -> rig.database().sql("update push_decided set pos = ?").param(pos - 1).update());
  }

  @Test
  void theBrowserOfSomebodyElseTakesItsSubscriptionAlong() {
    var browser = rig.service.new Receiver();
    bob.api.put("/api/me/push", browser.subscription());
    try (var darth = rig.signIn("darth", "maul")) {
      assertThat(darth.api.put("/api/me/push", browser.subscription()).status()).isEqualTo(204);
      assertThat(bob.api.get("/api/me/push").body().path("subscribed").asBoolean()).isFalse();
      assertThat(darth.api.get("/api/me/push").body().path("subscribed").asBoolean()).isTrue();
      assertThat(rig.count("push_subscription")).isEqualTo(1);
    }
  }

  @Test
  void noSecretOfASubscriptionIsLogged() {
    try (var log = new LogWatch()) {
      var browser = rig.away(bob);
      browser.answers(302, Map.of("Location", rig.service.origin() + "/elsewhere"));
      alice.say(room, "redirected");
      PushRig.await(() -> browser.pushes().size() == 1);
      PushRig.await(() -> rig.count("push_waiting") == 0);
      rig.service.close();
      rig.advance(Duration.ofHours(1));
      alice.say(room, "nobody listens");
      PushRig.await(() -> rig.count("push_waiting") == 1);
      PushRig.await(() ->
          rig.database().sql("select failures from push_subscription").query(Long.class).single()
              == 2);
      assertThat(log.warningsAndTraces()).isEmpty();
      assertThat(rig.service.received()).noneMatch(push -> push.path().equals("/elsewhere"));
    }
  }

  @Test
  void aServerThatSendsNoneSaysSoAndTakesNoSubscription() {
    try (var off = new PushRig("--secure-chat.push.enabled=false");
        var darth = off.signIn("darth", "maul")) {
      var own = darth.api.get("/api/me/push").body();
      assertThat(own.path("key").isNull()).isTrue();
      assertThat(own.path("subscribed").asBoolean()).isFalse();
      var browser = off.service.new Receiver();
      var refused = darth.api.put("/api/me/push", browser.subscription());
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.text("code")).isEqualTo("push-off");
      assertThat(darth.api.delete("/api/me/push").status()).isEqualTo(204);
      assertThat(off.count("push_subscription")).isZero();
    }
  }

  @Test
  void nobodyReachesSubscriptionsWithoutASession() {
    var visitor = new Api(rig.server.uri("/"));
    var browser = rig.service.new Receiver();
    assertThat(
            List.of(
                visitor.get("/api/me/push").status(),
                visitor.put("/api/me/push", browser.subscription()).status(),
                visitor.delete("/api/me/push").status()))
        .containsOnly(401);
  }
}
