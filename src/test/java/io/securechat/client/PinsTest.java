package io.securechat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.net.httpserver.HttpServer;
import io.securechat.bytes.ByteWriter;
import io.securechat.client.Forger.Identity;
import io.securechat.client.Pins.Names;
import io.securechat.client.Pins.Verdict;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.UserId;
import io.securechat.testing.Api;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/// The client tells forged identities and names from pinned ones, as the page does (I10, I13).
@NullUnmarked
class PinsTest {

  private static final UserId NOBODY = new UserId(new UUID(0, 0));

  private final Forger server;
  private final Pins pins;
  private final Identity bob;

  PinsTest() throws Exception {
    server = new Forger();
    pins = new Pins(server);
    bob = server.first();
  }

  private Verdict verdict(Identity identity, long latest) {
    return pins.verdict(bob.user(), new RoomLedger.Named(identity.id(), true, latest));
  }

  @Test
  void aSuccessorIsFollowedAndTheIdentityThatItReplacedIsNot() throws Exception {
    assertThat(verdict(bob, 0)).isEqualTo(Verdict.FINE);
    var second = server.next(bob, true);
    var third = server.next(second, true);
    assertThat(verdict(third, 2)).isEqualTo(Verdict.FINE);
    assertThat(verdict(second, 1)).isEqualTo(Verdict.FORMER);
    assertThat(verdict(bob, 0)).isEqualTo(Verdict.FORMER);
    assertThat(verdict(third, 2)).isEqualTo(Verdict.FINE);
  }

  @Test
  void anIdentityThatNobodyVouchesForIsTakenOnlyAfterAcceptance() throws Exception {
    assertThat(verdict(bob, 0)).isEqualTo(Verdict.FINE);
    var unsigned = server.next(bob, false);
    assertThat(verdict(unsigned, 1)).isEqualTo(Verdict.CHANGED);
    var after = server.next(unsigned, true);
    assertThat(verdict(after, 2)).as("one link is missing").isEqualTo(Verdict.CHANGED);
    pins.accept(bob.user(), after.id());
    assertThat(verdict(after, 2)).isEqualTo(Verdict.FINE);
    assertThat(verdict(unsigned, 1)).isEqualTo(Verdict.FORMER);
  }

  @Test
  void anAcceptedIdentityIsDoubtedAgainWhereARoomNamesALaterOne() throws Exception {
    assertThat(verdict(bob, 0)).isEqualTo(Verdict.FINE);
    pins.accept(bob.user(), bob.id());
    var named = new RoomLedger.Named(bob.id(), false, 0);
    assertThat(pins.verdict(bob.user(), named)).isEqualTo(Verdict.FINE);
    var later = new RoomLedger.Named(bob.id(), false, 1);
    assertThat(pins.verdict(bob.user(), later)).isEqualTo(Verdict.FORMER);
  }

  @Test
  void anIdentityOfSomebodyElseOrOutsideTheChainIsNotTaken() throws Exception {
    var eve = server.first();
    assertThat(verdict(eve, 0)).isEqualTo(Verdict.CHANGED);
    assertThat(verdict(bob, 0)).isEqualTo(Verdict.FINE);
    var second = server.next(bob, true);
    var third = server.next(second, true);
    server.hides(second);
    assertThatIllegalStateException()
        .isThrownBy(() -> verdict(third, 2))
        .withMessageContaining("no chain");
  }

  /// Alice's room with Bob, who is invited with one identity and joins with another.
  private RoomLedger.Named joined(Identity invited, Identity joins) throws Exception {
    var alice = server.first();
    server.event(RoomEvent.CREATED, alice, alice.user(), name());
    server.event(RoomEvent.INVITED, alice, bob.user(), invitation(invited));
    server.event(RoomEvent.JOINED, joins, bob.user(), joins.id().bytes());
    return read(alice).members().get(bob.user());
  }

  private static byte[] name() {
    return Keys.join(new byte[] {1}, Keys.ascii("Room"));
  }

  private static byte[] invitation(Identity invited) {
    return new ByteWriter().bytes(invited.id().bytes()).u64(Long.MAX_VALUE >> 10).done();
  }

  private RoomReader read(Identity me) {
    var reader = new RoomReader(server.room, me.user(), server, java.time.Clock.systemUTC());
    reader.take(server.slice());
    return reader;
  }

  @Test
  void whoJoinsWithAFormerIdentityIsDoubtedAtFirstSight() throws Exception {
    var second = server.next(bob, true);
    var former = joined(second, bob);
    assertThat(former.vouched()).isFalse();
    assertThat(pins.verdict(bob.user(), former)).isEqualTo(Verdict.FORMER);
  }

  @Test
  void whoJoinsWithASuccessorOfTheIdentityInvitedIsNotDoubted() throws Exception {
    var second = server.next(bob, true);
    assertThat(pins.verdict(bob.user(), joined(bob, second))).isEqualTo(Verdict.FINE);
  }

  @Test
  void whoJoinsWithAnIdentityThatNobodyVouchesForIsDoubtedAtFirstSight() throws Exception {
    var unsigned = server.next(bob, false);
    assertThat(pins.verdict(bob.user(), joined(bob, unsigned))).isEqualTo(Verdict.CHANGED);
  }

  @Test
  void anAnnouncedIdentityIsHeldAgainstTheOneBefore() throws Exception {
    var named = joined(bob, bob);
    assertThat(pins.verdict(bob.user(), named)).isEqualTo(Verdict.FINE);
    var keys = server.first();
    var second = server.next(bob, true);
    server.serverEvent(RoomEvent.IDENTITY_CHANGED, keys, bob.user(), second.id().bytes());
    var followed = read(keys).members().get(bob.user());
    assertThat(pins.verdict(bob.user(), followed)).isEqualTo(Verdict.FINE);
    server.serverEvent(RoomEvent.IDENTITY_CHANGED, keys, bob.user(), bob.id().bytes());
    var back = read(keys).members().get(bob.user());
    assertThat(pins.verdict(bob.user(), back)).isEqualTo(Verdict.FORMER);
    server.serverEvent(RoomEvent.IDENTITY_CHANGED, keys, bob.user(), bob.id().bytes());
    assertThatIllegalStateException()
        .isThrownBy(() -> read(keys))
        .withMessageContaining("identity-again");
  }

  @Test
  void pinnedNamesStayUntilOthersAreAccepted() {
    var bobs = new Names("bob", "Bob");
    var others = new Names("alice", "Alice");
    assertThat(pins.named(bob.user(), bobs)).isEqualTo(bobs);
    assertThat(pins.named(bob.user(), others)).isEqualTo(bobs);
    assertThat(pins.ownerOf("bob")).hasValue(bob.user());
    assertThat(pins.ownerOf("alice")).isEmpty();
    pins.acceptNames(bob.user(), others);
    assertThat(pins.named(bob.user(), bobs)).isEqualTo(others);
  }

  @Test
  void aPinnedUserNameBelongsToNobodyElse() throws Exception {
    var answer = new AtomicReference<>(person(bob.user(), "bob"));
    var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext(
        "/",
        exchange -> {
          byte[] body = answer.get().getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    http.start();
    try {
      var api = new Api(URI.create("http://localhost:" + http.getAddress().getPort() + "/"));
      var logs = new RoomLogs(api, NOBODY.value());
      assertThat(logs.find("bob")).isEqualTo(bob.user());
      answer.set(person(UserId.random(), "bob"));
      assertThatIllegalStateException()
          .isThrownBy(() -> logs.find("bob"))
          .withMessageContaining("somebody else");
      answer.set(person(bob.user(), "alice"));
      assertThatIllegalStateException()
          .isThrownBy(() -> logs.find("alice"))
          .withMessageContaining("somebody else");
    } finally {
      http.stop(0);
    }
  }

  private static String person(UserId user, String username) {
    var person = Map.of("userId", user.toString(), "username", username, "displayName", username);
    return Api.JSON.writeValueAsString(Map.of("found", List.of(person), "unknown", List.of()));
  }
}
