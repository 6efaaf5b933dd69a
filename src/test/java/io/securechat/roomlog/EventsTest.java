package io.securechat.roomlog;

import static io.securechat.roomlog.LogRig.WEEK;
import static io.securechat.roomlog.LogRig.code;
import static io.securechat.roomlog.LogRig.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Sha256;
import io.securechat.identities.ServerKey;
import io.securechat.problems.Refusal;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.RoomRole;
import io.securechat.protocol.UserId;
import io.securechat.protocol.ledger.Room;
import io.securechat.roomlog.LogRig.Next;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Which events the ledger accepts and refuses, and with which codes, through the log's façade.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventsTest {

  private static final byte[] NOTHING = new byte[0];

  @TempDir static Path folder;
  private LogRig rig;
  private Signer owner;
  private Signer member;
  private Signer invited;
  private Signer outsider;
  private RoomId room;

  @BeforeAll
  void start() {
    rig = new LogRig(folder);
    owner = rig.person("owner");
    member = rig.person("member");
    invited = rig.person("invited");
    outsider = rig.person("outsider");
  }

  @AfterAll
  void stop() {
    rig.close();
  }

  @BeforeEach
  void open() {
    room = rig.room(owner, member);
    rig.append(member, room, rig.invite(member, room, invited));
  }

  private Room now() {
    return rig.rooms.find(room).orElseThrow();
  }

  @Test
  void aRoomBeginsWithItsCreatorAsOwnerAndFirstMember() {
    var fresh = new RoomId(UUID.randomUUID());
    var created =
        rig.log.create(owner.id, List.of(owner.created(fresh, "Tea at 5 👩‍👩‍👧", rig.now())));

    assertThat(created).isEqualTo(new CreatedRoom(fresh, 1));
    var made = rig.rooms.find(fresh).orElseThrow();
    assertThat(made.name()).isEqualTo("Tea at 5 👩‍👩‍👧");
    assertThat(made.members()).containsOnlyKeys(owner.id);
    assertThat(made.member(owner.id).orElseThrow().role()).isEqualTo(RoomRole.OWNER);
    assertThat(made.member(owner.id).orElseThrow().joinedPos()).isEqualTo(1);
  }

  @Test
  void severalAreInvitedWhileTheRoomIsMade() {
    var fresh = new RoomId(UUID.randomUUID());
    rig.append(
        owner,
        room,
        (prev, now) -> owner.renamed(room, prev, "Other", now),
        (prev, now) -> owner.renamed(room, prev, "Another", now));
    byte[] created = owner.created(fresh, "Tea", rig.now());
    byte[] first = invitation(fresh, Sha256.of(created), member);
    byte[] second = invitation(fresh, Sha256.of(first), invited);

    assertThat(rig.log.create(owner.id, List.of(created, first, second)).lastPos()).isEqualTo(3);
    assertThat(rig.rooms.find(fresh).orElseThrow().invitations())
        .containsOnlyKeys(member.id, invited.id);
  }

  private byte[] invitation(RoomId fresh, byte[] prev, Signer whom) {
    return owner.invited(fresh, prev, whom.id, rig.now(), rig.now() + WEEK.toMillis());
  }

  @Test
  void anInvitationAdmitsOnce() {
    rig.append(invited, room, join(invited));
    assertThat(now().members()).containsKey(invited.id);
    assertThat(now().invitations()).isEmpty();

    rig.append(invited, room, (prev, now) -> invited.left(room, prev, now));
    assertThat(code(() -> rig.append(invited, room, join(invited)))).isEqualTo("not-found");
  }

  @Test
  void whoLeftComesBackByANewInvitation() {
    rig.append(member, room, (prev, now) -> member.left(room, prev, now));
    rig.bring(room, owner, member);
    assertThat(now().member(member.id).orElseThrow().joinedPos()).isEqualTo(rig.log.head(room));
  }

  @Test
  void anInvitationEndsWhenItsInviterIsRemoved() {
    rig.append(owner, room, removal(owner, member));
    assertThat(now().invitations()).isEmpty();
    requireDead(invited);
    rig.append(owner, room, rig.invite(owner, room, invited));
    rig.append(invited, room, join(invited));
    assertThat(now().members()).containsKey(invited.id);
  }

  @Test
  void anInvitationEndsWhenItsInviterLeavesAndStaysDeadWhenTheyComeBack() {
    rig.append(member, room, (prev, now) -> member.left(room, prev, now));
    requireDead(invited);
    rig.bring(room, owner, member);
    requireDead(invited);
    assertThat(code(() -> rig.append(member, room, withdrawal(member, invited))))
        .isEqualTo("invitation-gone");
  }

  private void requireDead(Signer whom) {
    assertThat(rig.rooms.invitations(whom.id)).noneMatch(open -> open.roomId().equals(room));
    assertThat(rig.rooms.invited(now())).noneMatch(open -> open.person().userId().equals(whom.id));
    assertThat(code(() -> rig.append(whom, room, join(whom)))).isEqualTo("not-found");
    assertThat(code(() -> rig.append(whom, room, withdrawal(whom, whom)))).isEqualTo("not-found");
    rig.rooms.forget(List.of(room));
    assertThat(now().openInvitation(whom.id, rig.now())).isEmpty();
  }

  @Test
  void invitationsByOthersAreUnaffected() {
    rig.append(owner, room, rig.invite(owner, room, outsider));
    rig.append(owner, room, role(owner, member, 1), role(owner, member, 0));
    assertThat(now().invitations()).containsOnlyKeys(invited.id, outsider.id);
    rig.append(owner, room, removal(owner, member));
    assertThat(now().invitations()).containsOnlyKeys(outsider.id);
  }

  @Test
  void ofJoiningAndTheInvitersRemovalTheFirstCounts() {
    byte[] head = now().headEvent();
    byte[] joining = invited.joined(room, head, rig.now());
    byte[] removing = owner.removed(room, head, member.id, rig.now());
    rig.log.append(owner.id, room, List.of(removing));
    assertThat(code(() -> rig.log.append(invited.id, room, List.of(joining))))
        .isEqualTo("not-found");

    open();
    rig.append(invited, room, join(invited));
    rig.append(owner, room, removal(owner, member));
    assertThat(now().members()).containsOnlyKeys(owner.id, invited.id);
  }

  @Test
  void aDeclinedInvitationIsGone() {
    rig.append(invited, room, (prev, now) -> invited.withdrawn(room, prev, invited.id, now));
    assertThat(now().invitations()).isEmpty();
    assertThat(rig.rooms.invitations(invited.id)).noneMatch(open -> open.roomId().equals(room));
    assertThat(code(() -> rig.append(invited, room, join(invited)))).isEqualTo("not-found");
  }

  @Test
  void theInviterAndAnyOwnerMayWithdraw() {
    rig.append(member, room, (prev, now) -> member.withdrawn(room, prev, invited.id, now));
    rig.append(member, room, rig.invite(member, room, invited));
    rig.append(owner, room, (prev, now) -> owner.withdrawn(room, prev, invited.id, now));
    assertThat(now().invitations()).isEmpty();
  }

  @Test
  void anInvitationEndsWithItsLastMillisecond() {
    var late = rig.room(owner);
    rig.append(
        owner, late, (prev, now) -> owner.invited(late, prev, invited.id, now, now + 60_000));
    rig.clock.advance(Duration.ofMinutes(1));
    assertThat(rig.rooms.invitation(late, invited.id)).isPresent();
    rig.clock.advance(Duration.ofMillis(1));

    assertThat(rig.rooms.invitation(late, invited.id)).isEmpty();
    assertThat(code(() -> rig.append(invited, late, (p, now) -> invited.joined(late, p, now))))
        .isEqualTo("not-found");
    rig.append(
        owner, late, (prev, now) -> owner.invited(late, prev, invited.id, now, now + 60_000));
    rig.append(invited, late, (prev, now) -> invited.joined(late, prev, now));
    assertThat(rig.rooms.membership(late, invited.id)).isPresent();
  }

  @Test
  void ownersHandOver() {
    rig.append(owner, room, (prev, now) -> owner.role(room, prev, member.id, 1, now));
    rig.append(owner, room, (prev, now) -> owner.left(room, prev, now));
    assertThat(now().member(member.id).orElseThrow().role()).isEqualTo(RoomRole.OWNER);
    assertThat(now().members()).containsOnlyKeys(member.id);
  }

  @Test
  void theLastMembersLeavingClosesTheRoom() {
    rig.append(owner, room, (prev, now) -> owner.removed(room, prev, member.id, now));
    rig.append(owner, room, (prev, now) -> owner.left(room, prev, now));

    assertThat(rig.rooms.find(room)).isEmpty();
    assertThat(code(() -> rig.all(owner, room))).isEqualTo("not-found");
    assertThat(code(() -> rig.append(invited, room, join(invited)))).isEqualTo("not-found");
    assertThat(rig.rooms.invitations(invited.id)).noneMatch(open -> open.roomId().equals(room));
    assertThat(code(() -> rig.log.create(owner.id, List.of(owner.created(room, "x", rig.now())))))
        .isEqualTo("room-exists");
  }

  @Test
  void ownersRenameAndSetTheHistory() {
    rig.append(owner, room, (prev, now) -> owner.renamed(room, prev, "Kaffee", now));
    rig.append(owner, room, (prev, now) -> owner.history(room, prev, 1, now));
    assertThat(now().name()).isEqualTo("Kaffee");
    assertThat(now().fullHistory()).isTrue();
  }

  @Test
  void whatWasCommittedIsWhatIsReadAfterARestart() {
    rig.append(owner, room, (prev, now) -> owner.role(room, prev, member.id, 1, now));
    var before = now();
    rig.rooms.forget(List.of(room));
    assertThat(now()).usingRecursiveComparison().isEqualTo(before);
  }

  @Test
  void ofSeveralEventsAllOrNoneAreTaken() {
    long head = rig.log.head(room);
    var code =
        code(() ->
            rig.append(
                owner,
                room,
                (prev, now) -> owner.renamed(room, prev, "Kaffee", now),
                (prev, now) -> owner.removed(room, prev, outsider.id, now)));
    assertThat(code).isEqualTo("not-in-room");
    assertThat(rig.log.head(room)).isEqualTo(head);
    assertThat(now().name()).isEqualTo("Tea");
  }

  @Test
  void whoLostTheRaceLearnsWhatToFollow() {
    byte[] old = now().headEvent();
    rig.append(owner, room, (prev, now) -> owner.renamed(room, prev, "Kaffee", now));
    var refusal =
        refusal(() -> rig.log.append(member.id, room, List.of(member.left(room, old, rig.now()))));
    assertThat(refusal.problem().code()).isEqualTo("stale-head");
    assertThat(refusal.extras()).containsEntry("prevEvent", now().headEvent());
  }

  @Test
  void anEventCannotBePlayedTwice() {
    byte[] rename = owner.renamed(room, now().headEvent(), "Kaffee", rig.now());
    rig.log.append(owner.id, room, List.of(rename));
    assertThat(code(() -> rig.log.append(owner.id, room, List.of(rename)))).isEqualTo("stale-head");
  }

  @TestFactory
  Stream<DynamicTest> eventsThatDoNotFitAreRefused() {
    return Stream.of(
        refused("member renames", "not-allowed", member, (p, t) -> member.renamed(room, p, "x", t)),
        refused("member removes", "not-allowed", member, removal(member, owner)),
        refused("member sets roles", "not-allowed", member, role(member, member, 1)),
        refused(
            "member sets history", "not-allowed", member, (p, t) -> member.history(room, p, 1, t)),
        refused("owner removes himself", "bad-event", owner, removal(owner, owner)),
        refused("owner removes outsider", "not-in-room", owner, removal(owner, outsider)),
        refused("role of an outsider", "not-in-room", owner, role(owner, outsider, 1)),
        refused("role that is so already", "no-change", owner, role(owner, member, 0)),
        refused("last owner steps down", "last-owner", owner, role(owner, owner, 0)),
        refused("last owner leaves", "last-owner", owner, (p, t) -> owner.left(room, p, t)),
        refused("same name", "no-change", owner, (p, t) -> owner.renamed(room, p, "Tea", t)),
        refused("same history", "no-change", owner, (p, t) -> owner.history(room, p, 0, t)),
        refused("invites a member", "already-member", member, invite(member, owner.id, WEEK)),
        refused("invites twice", "already-invited", owner, invite(owner, invited.id, WEEK)),
        refused("invites nobody", "no-such-person", owner, invite(owner, UserId.random(), WEEK)),
        refused(
            "invites for too long",
            "bad-event",
            owner,
            invite(owner, outsider.id, WEEK.multipliedBy(5))),
        refused(
            "invites into the past",
            "bad-event",
            owner,
            invite(owner, outsider.id, Duration.ofHours(-1))),
        refused("invites a wrong identity", "identity-changed", owner, wrongIdentity()),
        refused("withdraws nothing", "invitation-gone", owner, withdrawal(owner, outsider)),
        refused("member joins again", "already-member", member, join(member)),
        refused("another's leaving", "bad-event", member, event(RoomEvent.LEFT, owner.id, NOTHING)),
        refused(
            "another's joining",
            "bad-event",
            member,
            event(RoomEvent.JOINED, outsider.id, member.identity().bytes())),
        refused(
            "room begins again",
            "room-exists",
            member,
            event(RoomEvent.CREATED, member.id, new byte[] {1, 'x'})),
        refused(
            "own change of identity",
            "bad-event",
            member,
            event(RoomEvent.IDENTITY_CHANGED, member.id, member.identity().bytes())),
        refused(
            "own suspension", "bad-event", member, event(RoomEvent.SUSPENDED, member.id, NOTHING)),
        refused(
            "another's suspension",
            "bad-event",
            owner,
            event(RoomEvent.SUSPENDED, owner.id, NOTHING)),
        refused("own return", "bad-event", member, event(RoomEvent.RESUMED, member.id, NOTHING)),
        refused("reserved kind", "bad-event", member, event(14, member.id, NOTHING)),
        refused("kind 17", "bad-event", member, event(17, member.id, NOTHING)),
        refused("unknown kind", "bad-event", member, event(11, member.id, NOTHING)),
        refused("kind 0", "bad-event", member, event(0, member.id, NOTHING)),
        refused(
            "data where none belongs",
            "bad-event",
            member,
            event(RoomEvent.LEFT, member.id, new byte[1])),
        refused("role 2", "bad-event", owner, role(owner, member, 2)),
        refused(
            "another day", "clock-wrong", member, (p, t) -> member.left(room, p, t - 90_000_000)),
        refused(
            "in another's name",
            "bad-event",
            member,
            (p, t) -> owner.removed(room, p, member.id, t)),
        refused("signed by another", "bad-event", member, forged()),
        refused("by the server, he says", "bad-event", member, asServer()),
        refused("for another room", "bad-event", member, elsewhere()),
        refused("bit flipped", "bad-event", member, flipped()),
        refused("one byte more", "bad-event", member, longer()),
        refused(
            "invitee renames", "not-found", invited, (p, t) -> invited.renamed(room, p, "x", t)),
        refused("invitee invites", "not-found", invited, invite(invited, outsider.id, WEEK)),
        refused("invitee leaves", "not-found", invited, (p, t) -> invited.left(room, p, t)),
        refused(
            "invitee withdraws another", "invitation-gone", invited, withdrawal(invited, outsider)),
        refused("outsider joins", "not-found", outsider, join(outsider)),
        refused("outsider invites", "not-found", outsider, invite(outsider, outsider.id, WEEK)),
        refused("outsider sends rubbish", "not-found", outsider, (_, _) -> new byte[7]));
  }

  private DynamicTest refused(String what, String code, Signer who, Next event) {
    return DynamicTest.dynamicTest(
        what,
        () -> {
          open();
          var before = now();
          long head = rig.log.head(room);
          byte[] bytes = event.event(before.headEvent(), rig.now());
          assertThat(code(() -> rig.log.append(who.id, room, List.of(bytes)))).isEqualTo(code);
          assertThat(rig.log.head(room)).isEqualTo(head);
          rig.rooms.forget(List.of(room));
          assertThat(now()).usingRecursiveComparison().isEqualTo(before);
        });
  }

  private Next join(Signer who) {
    return (prev, now) -> who.joined(room, prev, now);
  }

  private Next removal(Signer who, Signer whom) {
    return (prev, now) -> who.removed(room, prev, whom.id, now);
  }

  private Next role(Signer who, Signer whom, int role) {
    return (prev, now) -> who.role(room, prev, whom.id, role, now);
  }

  private Next withdrawal(Signer who, Signer whom) {
    return (prev, now) -> who.withdrawn(room, prev, whom.id, now);
  }

  private Next invite(Signer who, UserId whom, Duration valid) {
    return (prev, now) -> who.invited(room, prev, whom, now, now + valid.toMillis());
  }

  private Next event(int kind, UserId subject, byte[] data) {
    return (prev, now) -> member.event(room, kind, now, prev, subject, data);
  }

  private Next wrongIdentity() {
    byte[] identity = owner.identity().bytes();
    return (prev, now) ->
        owner.event(
            room,
            RoomEvent.INVITED,
            now,
            prev,
            outsider.id,
            new ByteWriter().bytes(identity).u64(now + 1000).done());
  }

  private Next forged() {
    var actor = new RoomEvent.Actor(member.id, member.identity());
    return (prev, now) ->
        outsider.event(actor, room, RoomEvent.LEFT, now, prev, member.id, NOTHING);
  }

  private Next asServer() {
    var server = new RoomEvent.Actor(RoomEvent.SERVER, rig.bean(ServerKey.class).id());
    return (prev, now) ->
        member.event(server, room, RoomEvent.REMOVED, now, prev, owner.id, NOTHING);
  }

  private Next elsewhere() {
    return (prev, now) -> member.left(new RoomId(UUID.randomUUID()), prev, now);
  }

  private Next flipped() {
    return (prev, now) -> {
      byte[] event = member.left(room, prev, now);
      event[event.length - 10] ^= 4;
      return event;
    };
  }

  private Next longer() {
    return (prev, now) -> new ByteWriter().bytes(member.left(room, prev, now)).u8(0).done();
  }

  @TestFactory
  Stream<DynamicTest> namesThatCannotBeReadAreRefused() {
    return Stream.of(
            "",
            " ",
            "\t",
            "Tea ",
            " Tea",
            "Te\na",
            "Te\u0000a",
            "Te\u202ea",
            "\u2066Tea\u2069",
            "Te\u200ba",
            "\ufeffTea",
            "\u2800",
            "\u3164",
            "\u200d",
            "T\u00ada",
            "a".repeat(65),
            "Te\ue000a",
            "Te\u2028a")
        .map(name ->
            DynamicTest.dynamicTest(
                "name in Base64: " + Base64Text.of(name.getBytes(StandardCharsets.UTF_8)),
                () -> {
                  open();
                  assertThat(
                          code(() ->
                              rig.append(
                                  owner,
                                  room,
                                  (prev, now) -> owner.renamed(room, prev, name, now))))
                      .isEqualTo("bad-name");
                }));
  }

  @Test
  void namesWithMarkupAndAnyScriptAreJustNames() {
    for (var name :
        List.of("<b>&amp;</b>", "غرفة", "茶", "a".repeat(64), "👨‍👩‍👧‍👦", "x", "50 % \"off\"")) {
      rig.append(owner, room, (prev, now) -> owner.renamed(room, prev, name, now));
      assertThat(now().name()).isEqualTo(name);
    }
  }

  @Test
  void aRoomOfAnUnknownModeIsRefused() {
    var fresh = new RoomId(UUID.randomUUID());
    assertThat(
            code(
                () -> rig.log.create(owner.id, List.of(owner.created(fresh, 3, "Tea", rig.now())))))
        .isEqualTo("bad-event");
    assertThat(rig.rooms.latest(fresh)).isEmpty();
  }

  @Test
  void aRoomDoesNotBeginWithAnythingElse() {
    byte[] event = owner.renamed(room, now().headEvent(), "x", rig.now());
    assertThat(code(() -> rig.log.create(owner.id, List.of(event)))).isEqualTo("bad-event");
    assertThat(code(() -> rig.log.create(owner.id, List.of()))).isEqualTo("bad-event");
    assertThat(code(() -> rig.log.create(owner.id, Collections.nCopies(101, event))))
        .isEqualTo("bad-event");
  }

  @Test
  void withoutAnIdentityNobodyCreatesOrJoins() {
    var nobody = Signer.first(rig.account("nobody"));
    rig.append(owner, room, rig.invite(owner, room, nobody));
    assertThat(code(() -> rig.append(nobody, room, join(nobody)))).isEqualTo("no-identity");
    var fresh = new RoomId(UUID.randomUUID());
    assertThat(
            code(() -> rig.log.create(nobody.id, List.of(nobody.created(fresh, "Tea", rig.now())))))
        .isEqualTo("no-identity");
  }

  @Test
  void ofManyWhoChangeARoomAtOnceOneIsFirst() throws InterruptedException {
    byte[] head = now().headEvent();
    var codes = Collections.synchronizedList(new ArrayList<String>());
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 20; i++) {
      byte[] rename = owner.renamed(room, head, "Tea " + i, rig.now());
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  rig.log.append(owner.id, room, List.of(rename));
                  codes.add("first");
                } catch (Refusal refusal) {
                  codes.add(refusal.problem().code());
                }
              }));
    }
    for (var thread : threads) {
      thread.join();
    }
    assertThat(codes).hasSize(20).containsOnlyOnce("first").containsOnly("first", "stale-head");
  }
}
