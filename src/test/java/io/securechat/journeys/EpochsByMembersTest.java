package io.securechat.journeys;

import static io.securechat.testing.Api.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.bytes.ByteWriter;
import io.securechat.client.ChatClient;
import io.securechat.client.EpochDraft;
import io.securechat.client.EpochMaker;
import io.securechat.protocol.EpochRecord;
import io.securechat.protocol.EpochRow;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.RoomMode;
import io.securechat.protocol.UserId;
import io.securechat.testing.TestServer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the server accepts as a room's next epoch from a member: exactly what follows the room's
/// current state, and from nobody else.
class EpochsByMembersTest {

  private static TestServer server;
  private static ChatClient alice;
  private static ChatClient bob;
  private static ChatClient darth;
  private String room;

  @BeforeAll
  static void start() {
    server = TestServer.start("--spring.profiles.active=demo");
    alice = ChatClient.at(server, "alice", "wonderland");
    bob = ChatClient.at(server, "bob", "the builder");
    darth = ChatClient.at(server, "darth", "maul");
  }

  @AfterAll
  static void stop() {
    alice.close();
    bob.close();
    darth.close();
    server.close();
  }

  @BeforeEach
  void aRoomOfTwo() {
    room = alice.createRoom(RoomMode.END_TO_END, "Members", bob);
    bob.join(room);
  }

  private static String refusal(ChatClient who, String room, EpochDraft made) {
    return new EpochMaker(who).submit(room, made).code();
  }

  private EpochDraft made() {
    return new EpochMaker(alice).make(room);
  }

  /// The same record with another mode and other rows, signed by the issuer it names.
  private static EpochDraft changed(EpochDraft made, int mode, List<EpochRow> rows)
      throws GeneralSecurityException {
    var read = EpochRecord.parse(made.record());
    byte[] unsigned =
        new EpochRecord(
                mode,
                read.reason(),
                read.room(),
                read.epoch(),
                read.prevRecord(),
                read.logPos(),
                read.logHash(),
                read.time(),
                read.issuer(),
                read.commit(),
                rows.stream().sorted(Comparator.comparing(EpochRow::user)).toList())
            .unsigned();
    byte[] record = new ByteWriter().bytes(unsigned).bytes(alice.keys.sign(unsigned)).done();
    return new EpochDraft(record, made.grants());
  }

  @Test
  void membersTalkUnderWhatOneOfThemHasMade() {
    bob.say(room, "made by bob");
    alice.hears(room, "made by bob");
    assertThat(alice.epoch(room, 1).secret).isEqualTo(bob.epoch(room, 1).secret);
  }

  @Test
  void theServerItselfOpensNone() {
    alice.frames.send(fields("type", "open", "roomId", room));
    var refused =
        alice.frames.await(frame ->
            frame.path("type").asString().equals("refused")
                && frame.path("roomId").asString().equals(room));
    assertThat(refused.path("code").asString()).isEqualTo("epoch-needed");
  }

  @Test
  void anOutsiderSeesNoRoomAndAMemberActsOnlyForThemselves() {
    assertThat(refusal(darth, room, made())).isEqualTo("not-found");
    assertThat(refusal(bob, room, made())).isEqualTo("bad-epoch");
  }

  @Test
  void theListIsExactlyThatOfTheMembers() throws GeneralSecurityException {
    var rows = EpochRecord.parse(made().record()).rows();
    var withAGhost = new ArrayList<>(rows);
    withAGhost.add(
        new EpochRow(new UserId(UUID.randomUUID()), new IdentityId(UUID.randomUUID()), 0));
    var withAnotherRole =
        rows.stream().map(row -> new EpochRow(row.user(), row.identity(), 1)).toList();
    var withoutBob = rows.stream().filter(row -> !row.user().value().equals(bob.user)).toList();
    for (var list : List.of(withAGhost, withAnotherRole, withoutBob)) {
      var made = changed(made(), EpochRecord.END_TO_END, list);
      assertThat(refusal(alice, room, made)).isEqualTo("bad-epoch");
    }
    assertThat(refusal(alice, room, changed(made(), EpochRecord.MANAGED, rows)))
        .isEqualTo("bad-epoch");
  }

  @Test
  void signatureAndGrantsHaveToFit() {
    var made = made();
    byte[] forged = made.record().clone();
    forged[forged.length - 1] ^= 1;
    assertThat(refusal(alice, room, new EpochDraft(forged, made.grants()))).isEqualTo("bad-epoch");
    byte[] longer = Arrays.copyOf(made.record(), made.record().length + 1);
    assertThat(refusal(alice, room, new EpochDraft(longer, made.grants()))).isEqualTo("bad-epoch");
    var swapped = made.grants().reversed();
    assertThat(refusal(alice, room, new EpochDraft(made.record(), swapped))).isEqualTo("bad-epoch");
    var fewer = made.grants().subList(0, 1);
    assertThat(refusal(alice, room, new EpochDraft(made.record(), fewer))).isEqualTo("bad-epoch");
    assertThat(refusal(alice, room, made)).isEmpty();
  }

  @Test
  void theSecondUsesTheOpenEpochAndAStaleOneIsRefused() {
    var late = made();
    alice.invite(room, darth);
    assertThat(refusal(alice, room, late)).isEqualTo("epoch-stale");
    var first = made();
    var second = new EpochMaker(bob).make(room);
    assertThat(refusal(alice, room, first)).isEmpty();
    assertThat(refusal(bob, room, second)).isEqualTo("epoch-open");
  }

  @Test
  void whoCannotOpenTheirGrantOpensTheNextEpochAtOnce() throws GeneralSecurityException {
    assertThat(refusal(alice, room, withWorthlessGrants(made()))).isEmpty();
    assertThat(refusal(bob, room, new EpochMaker(bob).make(room))).isEqualTo("epoch-open");
    assertThat(refusal(bob, room, new EpochMaker(bob).replace(room))).isEmpty();

    bob.say(room, "readable again");
    alice.hears(room, "readable again");
    assertThat(alice.epoch(room, 2).secret).isEqualTo(bob.epoch(room, 2).secret);
  }

  /// Replaces the grants by ones with the right format and header that nobody can unwrap.
  private static EpochDraft withWorthlessGrants(EpochDraft made) {
    var grants = made.grants().stream().map(byte[]::clone).toList();
    grants.forEach(grant -> Arrays.fill(grant, 73, grant.length, (byte) 1));
    return new EpochDraft(made.record(), grants);
  }

  @Test
  void nobodyReplacesAnEpochOfTheirOwnOrOneThatIsNotThere() {
    assertThat(refusal(alice, room, new EpochMaker(alice).replace(room))).isEqualTo("bad-epoch");
    assertThat(refusal(alice, room, made())).isEmpty();
    assertThat(refusal(alice, room, new EpochMaker(alice).replace(room))).isEqualTo("bad-epoch");
    assertThat(refusal(darth, room, new EpochMaker(bob).replace(room))).isEqualTo("not-found");
    // A member cannot submit another one's record either: it names its signer.
    assertThat(refusal(alice, room, new EpochMaker(bob).replace(room))).isEqualTo("bad-epoch");
  }

  @Test
  void ofTwoReplacementsTheSecondIsStale() {
    assertThat(refusal(alice, room, made())).isEmpty();
    alice.invite(room, darth);
    darth.join(room);
    assertThat(refusal(alice, room, made())).isEmpty();
    var first = new EpochMaker(bob).replace(room);
    var second = new EpochMaker(darth).replace(room);
    assertThat(refusal(bob, room, first)).isEmpty();
    assertThat(refusal(darth, room, second)).isEqualTo("epoch-stale");
  }

  @Test
  void sixReplacementsAnHourAreAllThatOnePersonGetsInARoom() {
    assertThat(refusal(alice, room, made())).isEmpty();
    for (int i = 0; i < 6; i++) {
      assertThat(refusal(bob, room, new EpochMaker(bob).replace(room))).isEmpty();
      assertThat(refusal(alice, room, new EpochMaker(alice).replace(room))).isEmpty();
    }
    assertThat(refusal(bob, room, new EpochMaker(bob).replace(room))).isEqualTo("too-many");
    String other = alice.createRoom(RoomMode.END_TO_END, "Other", bob);
    bob.join(other);
    assertThat(refusal(alice, other, new EpochMaker(alice).make(other))).isEmpty();
    assertThat(refusal(bob, other, new EpochMaker(bob).replace(other))).isEmpty();
  }

  @Test
  void inAManagedRoomNoMemberSubmitsAnEpoch() {
    String managed = alice.createRoom("Managed");
    assertThat(refusal(alice, managed, new EpochMaker(alice).make(managed))).isEqualTo("bad-epoch");
    assertThat(refusal(alice, managed, new EpochMaker(alice).replace(managed)))
        .isEqualTo("bad-epoch");
    assertThat(alice.api.get("/api/rooms/" + managed).body().path("lastEpoch").asInt()).isZero();
  }
}
