package io.securechat.roomlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.bytes.ByteWriter;
import io.securechat.log.Entry;
import io.securechat.log.LogEntry;
import io.securechat.problems.Refusal;
import io.securechat.protocol.FileId;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.testing.Backends;
import io.securechat.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Two nodes write to the same rooms in one PostgreSQL without signals between them, so that their
/// caches are as outdated as possible.
class TwoWritersIT {

  private static final int ROUNDS = 15;
  private static final int POSTS = 20;

  private static LogRig first;
  private static LogRig second;

  @BeforeAll
  static void start() throws Exception {
    String[] database = {
      "--secure-chat.database.url=" + Backends.newDatabase("two_writers"),
      "--secure-chat.database.user=postgres"
    };
    var folder = TestServer.newFolder();
    first = new LogRig(folder, database);
    second = new LogRig(withServerKeyOf(folder), database);
  }

  private static Path withServerKeyOf(Path data) throws Exception {
    var folder = TestServer.newFolder();
    Files.copy(data.resolve("server-key"), folder.resolve("server-key"));
    return folder;
  }

  @AfterAll
  static void stop() {
    first.close();
    second.close();
  }

  @Test
  void removalOnOneNodeIsTheEndOfPostingOnTheOther() throws Exception {
    var owner = first.person("owner");
    int accepted = 0;
    for (int round = 0; round < ROUNDS; round++) {
      var member = first.person("member");
      var room = first.room(owner, member);
      int epoch = first.log.openEpoch(owner.id, room).epoch();
      // So that the second node has it cached.
      second.log.head(room);
      accepted += removeWhilePosting(room, owner, member, epoch);
      var entries = first.all(owner, room).entries();
      int removal = indexOfRemoval(entries, member);
      assertThat(entries.subList(removal, entries.size()))
          .noneMatch(entry -> entry.type() == Entry.MESSAGE);
      first.requireSound(room, owner);
      second.requireSound(room, owner);
    }
    // Some of the posts came first, otherwise there was no race.
    assertThat(accepted).isBetween(1, ROUNDS * POSTS - 1);
  }

  private static int removeWhilePosting(RoomId room, Signer owner, Signer member, int epoch)
      throws Exception {
    var begun = new CountDownLatch(POSTS / 4);
    var accepted = new java.util.concurrent.atomic.AtomicInteger();
    var posting =
        Thread.startVirtualThread(() -> {
          for (int i = 0; i < POSTS; i++) {
            byte[] envelope = second.envelope(member, room, epoch);
            var outcome =
                second.log.post(member.id, room, UUID.randomUUID(), envelope, false).join();
            if (outcome instanceof PostOutcome.Accepted) {
              accepted.incrementAndGet();
            }
            begun.countDown();
          }
        });
    begun.await();
    first.append(owner, room, (prev, now) -> owner.removed(room, prev, member.id, now));
    posting.join();
    return accepted.get();
  }

  private static int indexOfRemoval(List<LogEntry> entries, Signer member) {
    return IntStream.range(0, entries.size())
        .filter(i -> entries.get(i).type() == Entry.EVENT)
        .filter(i -> isRemovalOf(entries.get(i), member.id))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isRemovalOf(LogEntry entry, UserId user) {
    return io.securechat.protocol.RoomEvent.parse(LogRig.bytes(entry))
            instanceof io.securechat.protocol.RoomEvent.Removed removed
        && removed.subject().equals(user);
  }

  @Test
  void whatExpiresIsServedByNeitherNodeAndBothMayErase() throws Exception {
    var owner = first.person("owner");
    var room = first.room(owner);
    long early = ((PostOutcome.Accepted) first.post(owner, room)).pos();
    second.log.head(room);
    byte[] hour = new ByteWriter().u64(3_600).done();
    first.append(
        owner,
        room,
        (prev, now) -> owner.event(room, RoomEvent.RETENTION, now, prev, RoomEvent.SERVER, hour));
    for (var node : List.of(first, second)) {
      node.clock.advance(Duration.ofHours(2));
    }
    // The second node has not heard of the event by a signal.
    second.rooms.forget(List.of(room));
    for (var node : List.of(first, second)) {
      var entry = node.log.slice(owner.id, room, LogRange.after(early - 1, 1)).entries().getFirst();
      assertThat(entry.entry()).isNull();
    }
    try (var threads = Executors.newFixedThreadPool(2)) {
      var sweeps =
          threads.invokeAll(
              List.of(
                  Executors.callable(() -> first.bean(RetentionSweep.class).sweep()),
                  Executors.callable(() -> second.bean(RetentionSweep.class).sweep())));
      for (var sweep : sweeps) {
        sweep.get();
      }
    }
    assertThat(
            second
                .bean(JdbcClient.class)
                .sql(
                    "select count(*) from log_entry where room_id = ? and type = 1 and entry is not null")
                .param(room.bytes())
                .query(Integer.class)
                .single())
        .isZero();
    first.requireSound(room, owner);
    second.requireSound(room, owner);
  }

  @Test
  void peopleWhoOpenADirectRoomAtTheSameMomentOnTwoNodesGetOne() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var alice = first.person("alice");
      var bob = first.person("bob");
      var here = new CompletableFuture<String>();
      var there = new CompletableFuture<String>();
      Thread.startVirtualThread(() -> here.complete(direct(first, alice, bob)));
      Thread.startVirtualThread(() -> there.complete(direct(second, bob, alice)));
      assertThat(here.get()).isEqualTo(there.get());
      assertThat(first.log.summaries(alice.id)).hasSize(1);
      assertThat(second.log.summaries(bob.id)).hasSize(1);
    }
  }

  private static String direct(LogRig node, Signer creator, Signer other) {
    var room = new RoomId(UUID.randomUUID());
    try {
      byte[] created = creator.direct(room, other, node.now());
      return node.log.create(creator.id, List.of(created)).roomId().toString();
    } catch (Refusal refusal) {
      return String.valueOf(refusal.extras().get("roomId"));
    }
  }

  @Test
  void bothNodesWriteOneOrderWithoutGapsOrRefusals() throws Exception {
    var alice = first.person("alice");
    var bob = first.person("bob");
    var room = first.room(alice, bob);
    int epoch = first.log.openEpoch(alice.id, room).epoch();
    var one = Thread.startVirtualThread(() -> post(first, alice, room, epoch));
    var other = Thread.startVirtualThread(() -> post(second, bob, room, epoch));
    one.join();
    other.join();
    first.requireSound(room, alice);
    long messages =
        first.all(alice, room).entries().stream()
            .filter(entry -> entry.type() == Entry.MESSAGE)
            .count();
    assertThat(messages).isEqualTo(2 * 100);
  }

  private static void post(LogRig at, Signer who, RoomId room, int epoch) {
    for (int i = 0; i < 100; i++) {
      at.log.post(who.id, room, UUID.randomUUID(), at.envelope(who, room, epoch), false).join();
    }
  }

  /// The same post is sent to both nodes, as by a page that has lost its node.
  @Test
  void samePostOnTwoNodesIsStoredOnceAndAnsweredTheSame() {
    var alice = first.person("alice");
    var room = first.room(alice);
    int epoch = first.log.openEpoch(alice.id, room).epoch();
    for (int i = 0; i < 20; i++) {
      var id = UUID.randomUUID();
      byte[] envelope = first.envelope(alice, room, epoch);
      var one = first.log.post(alice.id, room, id, envelope, false);
      var other = second.log.post(alice.id, room, id, envelope, false);
      assertThat(pos(one.join())).isEqualTo(pos(other.join()));
    }
    first.requireSound(room, alice);
  }

  /// Each node knows the sequence numbers that the other has accepted.
  @Test
  void anEnvelopeThatOneNodeStoredIsARepetitionOnTheOther() {
    var alice = first.person("alice");
    var room = first.room(alice);
    int epoch = first.log.openEpoch(alice.id, room).epoch();
    for (int i = 0; i < 10; i++) {
      var here = i % 2 == 0 ? first : second;
      var there = i % 2 == 0 ? second : first;
      byte[] envelope = here.envelope(alice, room, epoch);
      assertThat(here.log.post(alice.id, room, UUID.randomUUID(), envelope, false).join())
          .isInstanceOf(PostOutcome.Accepted.class);
      assertThat(there.log.post(alice.id, room, UUID.randomUUID(), envelope, false).join())
          .isEqualTo(new PostOutcome.BadEnvelope());
    }
    first.requireSound(room, alice);
  }

  /// Both nodes may find the file free, but only one binds it.
  @Test
  void oneFileIsBoundOnOneNodeOnly() {
    var alice = first.person("alice");
    var room = first.room(alice);
    int epoch = first.log.openEpoch(alice.id, room).epoch();
    var refused = new ArrayList<PostOutcome>();
    for (int i = 0; i < 20; i++) {
      var file = new FileId(UUID.randomUUID());
      addFile(file, room, alice);
      var one = post(first, alice, room, epoch, file);
      var other = post(second, alice, room, epoch, file);
      var outcomes = List.of(one.join(), other.join());
      assertThat(outcomes)
          .as("%s", outcomes)
          .filteredOn(PostOutcome.Accepted.class::isInstance)
          .hasSize(1);
      outcomes.stream()
          .filter(outcome -> !(outcome instanceof PostOutcome.Accepted))
          .forEach(refused::add);
    }
    // If the later envelope is first, the earlier one is out of order (M4).
    assertThat(refused)
        .hasSize(20)
        .isSubsetOf(new PostOutcome.BadFile(), new PostOutcome.BadEnvelope())
        .contains(new PostOutcome.BadFile());
    first.requireSound(room, alice);
  }

  private static CompletableFuture<PostOutcome> post(
      LogRig at, Signer who, RoomId room, int epoch, FileId file) {
    byte[] envelope = at.envelope(who, room, epoch);
    return at.log.post(who.id, room, UUID.randomUUID(), envelope, false, List.of(file));
  }

  /// Of now: older uploads that no message names are removed.
  private static void addFile(FileId file, RoomId room, Signer uploader) {
    first
        .bean(JdbcClient.class)
        .sql(
            """
            insert into attachments_file (file_id, room_id, uploader, size, created, state)
            values (?, ?, ?, 1040, ?, 1)
            """)
        .params(file.bytes(), room.bytes(), uploader.id.bytes(), first.bean(Clock.class).millis())
        .update();
  }

  private static long pos(PostOutcome outcome) {
    return switch (outcome) {
      case PostOutcome.Accepted(long pos, _) -> pos;
      case PostOutcome.Duplicate(long pos, _) -> pos;
      default -> throw new AssertionError(outcome.toString());
    };
  }

  @Test
  void nodesThatOpenAnEpochAtOnceOpenOne() throws Exception {
    var alice = first.person("alice");
    var bob = first.person("bob");
    var room = first.room(alice, bob);
    var numbers = new java.util.concurrent.ConcurrentLinkedQueue<Integer>();
    var one =
        Thread.startVirtualThread(() -> numbers.add(first.log.openEpoch(alice.id, room).epoch()));
    var other =
        Thread.startVirtualThread(() -> numbers.add(second.log.openEpoch(bob.id, room).epoch()));
    one.join();
    other.join();
    assertThat(numbers).hasSize(2).allMatch(number -> number.equals(numbers.peek()));
    first.requireSound(room, alice);
  }
}
