package io.securechat.roomlog;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.accounts.Accounts;
import io.securechat.accounts.Role;
import io.securechat.accounts.Username;
import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Sha256;
import io.securechat.identities.IdentityChanged;
import io.securechat.log.Entry;
import io.securechat.log.EntryAppended;
import io.securechat.log.LogEntry;
import io.securechat.log.Logs;
import io.securechat.problems.Refusal;
import io.securechat.protocol.Envelope;
import io.securechat.protocol.EpochRecord;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.roomkeys.RoomKeys;
import io.securechat.rooms.Rooms;
import io.securechat.testing.TestClock;
import io.securechat.testing.TestModules;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// The log with a real database, and users.
final class LogRig implements AutoCloseable {

  /// Creates the next event of a room from the previous one's hash and the time.
  interface Next {
    byte[] event(byte[] prev, long now);
  }

  static class Heard {
    final List<EntryAppended> appended = new CopyOnWriteArrayList<>();
    final List<ReadMoved> read = new CopyOnWriteArrayList<>();

    @EventListener
    void on(EntryAppended entries) {
      appended.add(entries);
    }

    @EventListener
    void on(ReadMoved moved) {
      read.add(moved);
    }
  }

  private static final Set<Integer> ENDING = Set.of(4, 5, 6, 8, 10, 15, 16);

  private static final byte[] CHAIN = "SC1H".getBytes(StandardCharsets.US_ASCII);

  static final Duration WEEK = Duration.ofDays(7);

  private final AtomicInteger named = new AtomicInteger();
  private final ApplicationContext context;
  final RoomLog log;
  final Rooms rooms;
  final TestClock clock;

  LogRig(Path folder, String... arguments) {
    this(TestModules.start(folder, List.of(arguments), Heard.class).context());
  }

  /// Users in a running application that has a [TestClock] and [Heard].
  LogRig(ApplicationContext context) {
    this.context = context;
    this.log = context.getBean(RoomLog.class);
    this.rooms = context.getBean(Rooms.class);
    this.clock = context.getBean(TestClock.class);
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  void publish(Object event) {
    context.publishEvent(event);
  }

  long now() {
    return clock.millis();
  }

  Heard heard() {
    return bean(Heard.class);
  }

  /// A new user with an identity.
  Signer person(String name) {
    var account = account(name);
    var person = Signer.first(account);
    use(person);
    return person;
  }

  /// A new user who has never logged in.
  UserId account(String name) {
    var username = Username.of(name + "-" + named.incrementAndGet());
    return bean(Accounts.class).register(username, username.value(), Role.MEMBER).id();
  }

  /// Makes this the user's current identity.
  void use(Signer person) {
    use(person, () -> context.publishEvent(new IdentityChanged(person.id, person.identity())));
  }

  /// The same, as after a crash right after the commit: the task to update rooms is stored, but was
  /// not run.
  void useSilently(Signer person) {
    use(person, () -> bean(IdentityAnnouncementStore.class).add(person.id, now()));
  }

  private void use(Signer person, Runnable also) {
    context
        .getBean(TransactionTemplate.class)
        .executeWithoutResult(_ -> {
          insert(person);
          also.run();
        });
  }

  private void insert(Signer person) {
    context
        .getBean(JdbcClient.class)
        .sql(
            """
            insert into identities_record
              (identity_id, user_id, idx, record, active_since) values (?, ?, ?, ?, ?)
            """)
        .params(
            person.identity().bytes(),
            person.id.bytes(),
            person.index(),
            person.record(now()),
            now())
        .update();
  }

  /// A room of the owner with the others as members.
  RoomId room(Signer owner, Signer... others) {
    // Advances the clock until the rate limit allows another room.
    clock.advance(Duration.ofMinutes(1));
    var room = new RoomId(UUID.randomUUID());
    log.create(owner.id, List.of(owner.created(room, "Tea", now())));
    for (var other : others) {
      bring(room, owner, other);
    }
    return room;
  }

  void bring(RoomId room, Signer inviter, Signer other) {
    append(inviter, room, invite(inviter, room, other));
    append(other, room, (prev, now) -> other.joined(room, prev, now));
  }

  Next invite(Signer inviter, RoomId room, Signer whom) {
    return (prev, now) -> inviter.invited(room, prev, whom.id, now, now + WEEK.toMillis());
  }

  /// Appends consecutive events.
  long append(Signer who, RoomId room, Next... events) {
    var bytes = new ArrayList<byte[]>();
    byte[] prev = rooms.latest(room).map(known -> known.headEvent()).orElse(new byte[32]);
    for (var next : events) {
      byte[] event = next.event(prev, now());
      prev = Sha256.of(event);
      bytes.add(event);
    }
    return log.append(who.id, room, bytes);
  }

  /// Posts in the room's open epoch, opening one if there is none.
  PostOutcome post(Signer who, RoomId room) {
    return post(who, room, UUID.randomUUID());
  }

  /// Posts a message that counts neither as unread nor as activity.
  PostOutcome postQuietly(Signer who, RoomId room, UUID clientId) {
    int epoch = log.openEpoch(who.id, room).epoch();
    return log.post(who.id, room, clientId, envelope(who, room, epoch), true).join();
  }

  PostOutcome post(Signer who, RoomId room, UUID clientId) {
    int epoch = log.openEpoch(who.id, room).epoch();
    return log.post(who.id, room, clientId, envelope(who, room, epoch), false).join();
  }

  /// The next envelope of a user's page.
  byte[] envelope(Signer who, RoomId room, int epoch) {
    return envelope(who, room, epoch, Envelope.SHORTEST);
  }

  byte[] envelope(Signer who, RoomId room, int epoch, int length) {
    return who.envelope(room, epoch, recordHash(room, epoch), length);
  }

  byte[] envelope(Signer who, RoomId room, int epoch, UUID stream, long seq) {
    byte[] record = recordHash(room, epoch);
    return who.envelope(room, epoch, record, Envelope.SHORTEST, stream, seq);
  }

  /// Zeros if the epoch does not exist yet.
  byte[] recordHash(RoomId room, int epoch) {
    return bean(RoomKeys.class).recordHash(room, epoch).orElse(new byte[32]);
  }

  LogSlice all(Signer who, RoomId room) {
    return log.slice(who.id, room, LogRange.after(0, LogRange.MAX_LIMIT));
  }

  /// Computes the hash chain over a slice and compares it with the log's head.
  void requireChain(RoomId room, LogSlice slice) {
    byte[] h = slice.before();
    for (var entry : slice.entries()) {
      h = next(h, entry);
    }
    assertThat(h).isEqualTo(lastHash(room));
  }

  /// The chain hash at position 0 (SC1H).
  static byte[] start(RoomId room) {
    return Sha256.of(CHAIN, room.bytes());
  }

  /// The chain hash at an entry's position, from the one before.
  static byte[] next(byte[] before, LogEntry entry) {
    byte[] numbers = new ByteWriter().u64(entry.pos()).u8(entry.type()).done();
    byte[] bytes = entry.entry();
    byte[] hash = bytes == null ? requireNonNull(entry.hash()) : Sha256.of(bytes);
    return Sha256.of(CHAIN, before, numbers, hash);
  }

  /// From the table, because a node's cache may be outdated.
  private byte[] lastHash(RoomId room) {
    return bean(JdbcClient.class)
        .sql("select last_hash from log_room where room_id = ?")
        .param(room.bytes())
        .query((row, _) -> row.getBytes(1))
        .single();
  }

  /// Checks a room's whole log against the rules for readers: positions without a gap (L1), the
  /// hash chain, and every message in the epoch of the last record before it, without a change of
  /// the rows in between (K4).
  void requireSound(RoomId room, Signer member) {
    var entries = new ArrayList<LogEntry>();
    for (LogSlice slice = all(member, room);
        !slice.entries().isEmpty();
        slice = log.slice(member.id, room, LogRange.after(entries.size(), LogRange.MAX_LIMIT))) {
      byte[] before = bean(Logs.class).chain(room, entries.size());
      assertThat(slice.before()).isEqualTo(before);
      entries.addAll(slice.entries());
    }
    requireChain(room, new LogSlice(start(room), entries, entries.size()));
    long open = 0;
    for (int i = 0; i < entries.size(); i++) {
      var entry = entries.get(i);
      assertThat(entry.pos()).isEqualTo(i + 1);
      open = epochAfter(entry, open);
    }
  }

  private static long epochAfter(LogEntry entry, long open) {
    byte[] bytes = entry.entry();
    if (bytes == null) {
      return open;
    }
    return switch (entry.type()) {
      case Entry.RECORD -> EpochRecord.parse(bytes).epoch();
      case Entry.EVENT -> ENDING.contains(RoomEvent.parse(bytes).head().kind()) ? 0 : open;
      default -> {
        assertThat((long) Envelope.parse(bytes).epoch()).isEqualTo(open);
        yield open;
      }
    };
  }

  static byte[] bytes(LogEntry entry) {
    return requireNonNull(entry.entry());
  }

  static Refusal refusal(ThrowingCallable call) {
    try {
      call.call();
    } catch (Refusal refusal) {
      return refusal;
    } catch (Throwable other) {
      throw new AssertionError("failed instead of being refused", other);
    }
    throw new AssertionError("was not refused");
  }

  static String code(ThrowingCallable call) {
    return refusal(call).problem().code();
  }

  <T> List<T> appended(RoomId room, Function<Entry, T> what) {
    return heard().appended.stream()
        .filter(entries -> entries.roomId().equals(room))
        .flatMap(entries -> entries.entries().stream())
        .map(what)
        .toList();
  }

  @Override
  public void close() {
    ((ConfigurableApplicationContext) context).close();
  }
}
