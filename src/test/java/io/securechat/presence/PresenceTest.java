package io.securechat.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.accounts.Account;
import io.securechat.accounts.Accounts;
import io.securechat.accounts.Role;
import io.securechat.accounts.Username;
import io.securechat.testing.TestModules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.event.EventListener;

class PresenceTest {

  static class Heard {
    final List<PresenceChanged> changes = new ArrayList<>();

    @EventListener
    void on(PresenceChanged change) {
      changes.add(change);
    }
  }

  @TempDir Path folder;
  private TestModules modules;
  private Presence presence;
  private Account alice;

  @BeforeEach
  void start() {
    modules = TestModules.start(folder, Heard.class);
    presence = modules.bean(Presence.class);
    alice = modules.bean(Accounts.class).register(Username.of("alice"), "Alice", Role.MEMBER);
  }

  @AfterEach
  void stop() {
    modules.close();
  }

  @Test
  void twoPagesOfOneUserAreOneOnlineUser() {
    presence.connected(alice.id(), "page 1");
    presence.connected(alice.id(), "page 2");
    presence.disconnected(alice.id(), "page 1");

    assertThat(presence.isOnline(alice.id())).isTrue();
    assertThat(presence.online())
        .containsExactly(new OnlineUser(alice.id(), modules.clock().millis()));
    assertThat(modules.bean(Heard.class).changes)
        .containsExactly(new PresenceChanged(alice.id(), true, modules.clock().millis()));
  }

  @Test
  void theLastPageThatClosesTakesTheUserOffline() {
    long came = modules.clock().millis();
    presence.connected(alice.id(), "page 1");
    presence.connected(alice.id(), "page 2");
    modules.clock().advance(Duration.ofMinutes(3));
    presence.disconnected(alice.id(), "page 2");
    presence.disconnected(alice.id(), "page 1");
    presence.disconnected(alice.id(), "page 1");

    assertThat(presence.isOnline(alice.id())).isFalse();
    assertThat(modules.bean(Heard.class).changes)
        .containsExactly(
            new PresenceChanged(alice.id(), true, came),
            new PresenceChanged(alice.id(), false, came + 180_000));
    assertThat(presence.lastSeen(alice.id())).hasValue(came + 180_000);
  }

  @Test
  void aConnectionThatWasNeverThereTakesNobodyOffline() {
    presence.connected(alice.id(), "page 1");
    presence.disconnected(alice.id(), "page 9");
    assertThat(presence.isOnline(alice.id())).isTrue();
  }

  @Test
  void lastSeenSurvivesARestart() {
    assertThat(presence.lastSeen(alice.id())).isEmpty();
    presence.connected(alice.id(), "page");
    presence.disconnected(alice.id(), "page");
    long went = modules.clock().millis();
    modules.close();

    modules = TestModules.start(folder);
    assertThat(modules.bean(Presence.class).lastSeen(alice.id())).hasValue(went);
  }

  @Test
  void usersWhoStayOnlineAreSavedEveryFewMinutes() {
    presence.connected(alice.id(), "page");
    modules.clock().advance(Duration.ofMinutes(6));
    modules.bean(LastSeen.class).save();

    assertThat(modules.bean(SeenStore.class).all())
        .containsEntry(alice.id(), modules.clock().millis());
  }

  @Test
  void whoIsOnlineIsListedByName() {
    var bob = modules.bean(Accounts.class).register(Username.of("bob"), "Bob", Role.MEMBER);
    long now = modules.clock().millis();
    presence.connected(bob.id(), "page");
    presence.connected(alice.id(), "page");

    assertThat(modules.bean(PresenceApi.class).online())
        .isEqualTo(
            new PresenceApi.Online(
                2,
                List.of(
                    new PresenceApi.Shown("alice", "Alice", now),
                    new PresenceApi.Shown("bob", "Bob", now))));
  }
}
