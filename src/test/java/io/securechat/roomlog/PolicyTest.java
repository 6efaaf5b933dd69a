package io.securechat.roomlog;

import static io.securechat.roomlog.LogRig.code;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.roomlog.LogRig.Next;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What only owners may do after an event of kind 14, through the log's façade.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyTest {

  private static final int INVITE = 1;
  private static final int WRITE = 2;
  private static final int POSTS = 20;

  @TempDir static Path folder;
  private LogRig rig;
  private Signer owner;
  private Signer member;
  private Signer guest;
  private RoomId room;

  @BeforeAll
  void start() {
    rig = new LogRig(folder);
    owner = rig.person("owner");
    member = rig.person("member");
    guest = rig.person("guest");
  }

  @AfterAll
  void stop() {
    rig.close();
  }

  @BeforeEach
  void open() {
    room = rig.room(owner, member);
  }

  @Test
  void onlyOwnersInviteUntilAllMayAgain() {
    rig.append(owner, room, policy(owner, INVITE));
    assertThat(code(() -> rig.append(member, room, rig.invite(member, room, guest))))
        .isEqualTo("not-allowed");
    assertThat(rig.post(member, room)).isInstanceOf(PostOutcome.Accepted.class);
    rig.append(owner, room, policy(owner, 0));
    rig.append(member, room, rig.invite(member, room, guest));
  }

  @Test
  void onlyOwnersWriteAndAllStillPostQuietly() {
    var before = UUID.randomUUID();
    long pos = ((PostOutcome.Accepted) rig.post(member, room, before)).pos();
    rig.append(owner, room, policy(owner, WRITE));

    assertThat(rig.post(member, room)).isEqualTo(new PostOutcome.OnlyOwnersWrite());
    assertThat(rig.postQuietly(member, room, UUID.randomUUID()))
        .isInstanceOf(PostOutcome.Accepted.class);
    assertThat(rig.post(owner, room)).isInstanceOf(PostOutcome.Accepted.class);
    assertThat(rig.post(member, room, before)).isEqualTo(new PostOutcome.Duplicate(pos, rig.now()));
    rig.append(owner, room, (prev, now) -> owner.role(room, prev, member.id, 1, now));
    assertThat(rig.post(member, room)).isInstanceOf(PostOutcome.Accepted.class);
  }

  @Test
  void aPostThatRacesTheEventStandsBeforeItOrNotAtAll() {
    int epoch = rig.log.openEpoch(member.id, room).epoch();
    var posts = new ArrayList<CompletableFuture<PostOutcome>>();
    for (int i = 0; i < POSTS; i++) {
      posts.add(
          rig.log.post(
              member.id, room, UUID.randomUUID(), rig.envelope(member, room, epoch), false));
      if (i == POSTS / 2) {
        rig.append(owner, room, policy(owner, WRITE));
      }
    }
    long event = rig.rooms.find(room).orElseThrow().eventPos();
    for (int i = 0; i < POSTS; i++) {
      if (posts.get(i).join() instanceof PostOutcome.Accepted accepted) {
        assertThat(i).isLessThanOrEqualTo(POSTS / 2);
        assertThat(accepted.pos()).isLessThan(event);
      } else {
        assertThat(posts.get(i).join()).isEqualTo(new PostOutcome.OnlyOwnersWrite());
      }
    }
    assertThat(posts.getLast().join()).isEqualTo(new PostOutcome.OnlyOwnersWrite());
  }

  @Test
  void theRulesAreStoredWithTheRoom() {
    rig.append(owner, room, policy(owner, INVITE | WRITE));
    rig.close();
    rig = new LogRig(folder);
    var rules = rig.rooms.find(room).orElseThrow().rules();
    assertThat(rules.ownersInvite()).isTrue();
    assertThat(rules.ownersWrite()).isTrue();
    assertThat(rules.fullHistory()).isFalse();
  }

  private Next policy(Signer who, int flags) {
    return (prev, now) ->
        who.event(room, RoomEvent.POLICY, now, prev, RoomEvent.SERVER, new byte[] {(byte) flags});
  }
}
