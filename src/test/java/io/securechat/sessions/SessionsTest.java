package io.securechat.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.testing.SignInRig;
import io.securechat.testing.TestModules;
import io.securechat.testing.TestServer;
import io.securechat.testing.Visitor;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.convert.DurationStyle;

/// Lifetime and number of a user's sessions.
class SessionsTest {

  private static SignInRig rig;

  @BeforeAll
  static void start() {
    rig = SignInRig.start();
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @Test
  void aSessionThatNobodyUsesEndsAndASocketsHeartbeatKeepsIt() {
    try (var own = SignInRig.start()) {
      var idle = own.newcomer("idle");
      var busy = own.newcomer("busy");
      var sessions = own.server.bean(Sessions.class);
      var store = own.server.bean(SessionStore.class);
      String key = store.of(busy.id()).getFirst().key();
      own.clock().advance(Duration.ofDays(13));
      sessions.touch(key);
      own.clock().advance(Duration.ofDays(2));
      TestModules.await(() -> own.ear().heardOf(idle.id()));
      assertThat(idle.visitor().isSignedIn()).isFalse();
      assertThat(sessions.isLive(key)).isTrue();
      assertThat(own.ear().heardOf(busy.id())).isFalse();
    }
  }

  @Test
  void aSessionThatHasJustEndedIsKnownAsSuchWithoutTheDatabase() {
    var person = rig.newcomer("leaves");
    var sessions = rig.server.bean(Sessions.class);
    String key = rig.server.bean(SessionStore.class).of(person.id()).getFirst().key();
    assertThat(sessions.hasJustEnded(key)).isFalse();
    sessions.end(person.id(), key);
    assertThat(sessions.hasJustEnded(key)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"30d,10", "1d,10", "20h,10"})
  void aSessionEndsAfterItsLifetimeHoweverMuchItIsUsed(String lifetime, int steps) {
    try (var own = SignInRig.start("--secure-chat.sessions.lifetime=" + lifetime)) {
      var person = own.newcomer("always here");
      var step = DurationStyle.detectAndParse(lifetime).dividedBy(steps);
      for (int i = 1; i < steps; i++) {
        own.clock().advance(step);
        assertThat(person.visitor().isSignedIn()).isTrue();
      }
      String secret = Visitor.secret("always here");
      assertThat(person.visitor().post("/api/me/confirm", Map.of("authSecret", secret)).status())
          .isEqualTo(204);
      own.clock().advance(step);
      assertThat(person.visitor().isSignedIn()).isFalse();
      TestModules.await(() -> own.ear().heardOf(person.id()));
      assertThat(person.visitor().logIn(person.name(), "always here").status()).isEqualTo(200);
      assertThat(person.visitor().isSignedIn()).isTrue();
    }
  }

  @Test
  void aLifetimeOfSecondsIsRefusedAtTheStart() {
    assertThatThrownBy(() -> TestServer.start("--secure-chat.sessions.lifetime=30s"))
        .hasStackTraceContaining("secure-chat.sessions.lifetime");
  }

  @Test
  void anOlderUseDoesNotOverwriteALaterOne() {
    var person = rig.newcomer("twofold");
    var store = rig.server.bean(SessionStore.class);
    String key = store.of(person.id()).getFirst().key();
    long now = rig.clock().millis();
    long later = now + Duration.ofDays(13).toMillis();
    store.used(Map.of(key, later));
    store.used(Map.of(key, now));
    assertThat(store.isLive(key, later + Duration.ofDays(13).toMillis(), 0)).isTrue();
  }

  @Test
  void aSessionIsNotEndedBeforeItIsStored() {
    var person = rig.newcomer("just now");
    var sessions = rig.server.bean(Sessions.class);
    sessions.begin(person.id(), "not stored yet", Device.UNKNOWN);
    sessions.endOrphaned();
    assertThat(rig.server.bean(SessionStore.class).of(person.id())).hasSize(2);
    rig.clock().advance(Duration.ofMinutes(2));
    sessions.endOrphaned();
    assertThat(rig.server.bean(SessionStore.class).of(person.id())).hasSize(1);
    assertThat(person.visitor().isSignedIn()).isTrue();
  }

  @Test
  void nobodyHasMoreThanFiftySessions() {
    var person = rig.newcomer("password");
    var sessions = rig.server.bean(Sessions.class);
    for (int i = 0; i < 49; i++) {
      sessions.begin(person.id(), "session " + i, Device.UNKNOWN);
    }
    assertThat(person.visitor().isSignedIn()).isTrue();
    sessions.begin(person.id(), "one more", Device.UNKNOWN);
    TestModules.await(() -> rig.ear().heardOf(person.id()));
    assertThat(person.visitor().isSignedIn()).isFalse();
  }
}
