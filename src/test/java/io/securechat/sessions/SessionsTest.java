package io.securechat.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.testing.SignInRig;
import io.securechat.testing.TestModules;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// How long a log-in lasts, and how many one person has.
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
  void anOlderUseTakesNoLaterOneBack() {
    var person = rig.newcomer("twofold");
    var store = rig.server.bean(SessionStore.class);
    String key = store.of(person.id()).getFirst().key();
    long now = rig.clock().millis();
    long later = now + Duration.ofDays(13).toMillis();
    store.used(Map.of(key, later));
    store.used(Map.of(key, now));
    assertThat(store.isLive(key, later + Duration.ofDays(13).toMillis())).isTrue();
  }

  @Test
  void aSessionIsNotTakenForOverBeforeItIsStored() {
    var person = rig.newcomer("just now");
    var sessions = rig.server.bean(Sessions.class);
    sessions.begin(person.id(), "not stored yet");
    sessions.endWhatIsGone();
    assertThat(rig.server.bean(SessionStore.class).of(person.id())).hasSize(2);
    rig.clock().advance(Duration.ofMinutes(2));
    sessions.endWhatIsGone();
    assertThat(rig.server.bean(SessionStore.class).of(person.id())).hasSize(1);
    assertThat(person.visitor().isSignedIn()).isTrue();
  }

  @Test
  void nobodyHasMoreThanFiftySessions() {
    var person = rig.newcomer("password");
    var sessions = rig.server.bean(Sessions.class);
    for (int i = 0; i < 49; i++) {
      sessions.begin(person.id(), "session " + i);
    }
    assertThat(person.visitor().isSignedIn()).isTrue();
    sessions.begin(person.id(), "one more");
    TestModules.await(() -> rig.ear().heardOf(person.id()));
    assertThat(person.visitor().isSignedIn()).isFalse();
  }
}
