package io.securechat.roomlog;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.accounts.Accounts;
import io.securechat.accounts.Role;
import io.securechat.accounts.UserId;
import io.securechat.accounts.Username;
import io.securechat.bytes.Sha256;
import io.securechat.identities.IdentityChanged;
import io.securechat.problems.Refusal;
import io.securechat.rooms.RoomId;
import io.securechat.rooms.Rooms;
import io.securechat.testing.TestClock;
import io.securechat.testing.TestModules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// The log over a real database, and people who use it.
final class LogRig implements AutoCloseable {

  /// Makes the next event of a room from what it has to follow and the time.
  interface Next {
    byte[] event(byte[] prev, long now);
  }

  @Configuration(proxyBeanMethods = false)
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

  static final Duration WEEK = Duration.ofDays(7);

  final TestModules modules;
  final RoomLog log;
  final Rooms rooms;
  final TestClock clock;

  LogRig(Path folder, Class<?>... more) {
    var all = new ArrayList<Class<?>>(List.of(Heard.class));
    all.addAll(Arrays.asList(more));
    modules = TestModules.start(folder, all.toArray(Class<?>[]::new));
    log = modules.bean(RoomLog.class);
    rooms = modules.bean(Rooms.class);
    clock = modules.clock();
  }

  long now() {
    return clock.millis();
  }

  Heard heard() {
    return modules.bean(Heard.class);
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
    return modules.bean(Accounts.class).register(Username.of(name), name, Role.MEMBER).id();
  }

  /// Makes this the user's current identity.
  void use(Signer person) {
    modules
        .bean(TransactionTemplate.class)
        .executeWithoutResult(_ -> {
          modules
              .bean(JdbcClient.class)
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
          modules.publish(new IdentityChanged(person.id, person.identity()));
        });
  }

  /// A room of the owner's in which the others are members.
  RoomId room(Signer owner, Signer... others) {
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

  /// Appends events that follow each other.
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

  /// Posts under the room's open epoch, which is opened where there is none.
  PostOutcome post(Signer who, RoomId room) {
    return post(who, room, UUID.randomUUID());
  }

  PostOutcome post(Signer who, RoomId room, UUID clientId) {
    int epoch = log.openEpoch(who.id, room).epoch();
    return log.post(who.id, room, clientId, who.envelope(room, epoch)).join();
  }

  LogSlice all(Signer who, RoomId room) {
    return log.slice(who.id, room, Window.after(0, Window.MOST));
  }

  /// Computes the chain over a slice and holds it against the log's own head.
  void requireChain(RoomId room, LogSlice slice) {
    byte[] h = slice.before();
    for (var entry : slice.entries()) {
      byte[] bytes = entry.entry();
      byte[] hash = bytes == null ? requireNonNull(entry.hash()) : Sha256.of(bytes);
      h = Chain.next(h, entry.pos(), entry.type(), hash);
    }
    assertThat(h).isEqualTo(modules.bean(LogStore.class).head(room).orElseThrow().hash());
  }

  static Refusal refusal(ThrowingCallable call) {
    try {
      call.call();
    } catch (Refusal refusal) {
      return refusal;
    } catch (Throwable other) {
      throw new AssertionError("it was not refused but failed", other);
    }
    throw new AssertionError("it was not refused");
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
    modules.close();
  }
}
