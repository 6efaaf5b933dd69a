package io.securechat.client;

import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A session's WebSocket, kept open: after a broken connection it connects again, and opened rooms
/// catch up. Reports what happens to a listener, on a thread of its own.
public final class Link {

  private static final Duration PING = Duration.ofSeconds(20);
  private static final Duration ANSWER = Duration.ofSeconds(20);

  /// As long as that nothing comes, not even an answer to a ping, from a connection that is gone.
  private static final Duration SILENCE = Duration.ofSeconds(50);

  private static final ThreadFactory THREADS = Thread.ofPlatform().daemon().name("link").factory();

  private static final int ENDED = 4401;
  private static final int LONGEST_PAUSE = 30_000;

  /// What a program is told while it is connected. Called on one thread.
  public interface Listener {

    /// An opened room has new entries, from this position on.
    default void entries(ClientRoom room, long from) {}

    /// A message of somebody has come in a room that is not open.
    default void unread(RoomId room) {}

    default void invited(Session.Invitation invitation) {}

    default void invitationGone(RoomId room, String reason) {}

    /// This user is a member of a room now, or no longer.
    default void joined(RoomId room) {}

    default void removed(RoomId room) {}

    default void presence(UserId user, boolean online) {}

    /// The connection is back, or lost.
    default void connection(boolean up) {}

    /// The session has ended and will not connect again.
    default void ended(int code) {}
  }

  private record Waiting(Predicate<JsonNode> answer, CompletableFuture<JsonNode> got) {}

  private final ServerAddress server;
  private final Rest rest;
  private final HttpClient http;
  private final List<Waiting> waiting = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(THREADS);
  private final ScheduledExecutorService pings =
      Executors.newSingleThreadScheduledExecutor(THREADS);
  private volatile @Nullable LiveSocket socket;
  private volatile boolean closed;
  private volatile long heardAt;
  private volatile CompletableFuture<Boolean> up = new CompletableFuture<>();
  private int failures;

  Link(ServerAddress server, Rest rest) {
    this.server = server;
    this.rest = rest;
    this.http = server.http().build();
  }

  void connect(Session session, Listener listener) {
    open(session, listener);
    var _ =
        pings.scheduleAtFixedRate(
            this::ping, PING.toMillis(), PING.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void ping() {
    var open = socket;
    if (open != null && System.nanoTime() - heardAt > SILENCE.toNanos()) {
      open.abort();
    } else {
      send(Rest.fields("type", "ping"));
    }
  }

  private void open(Session session, Listener listener) {
    var welcome = expect(frame -> type(frame).equals("welcome"));
    var ended = new CompletableFuture<Integer>();
    var opened =
        LiveSocket.open(
            http,
            server.uri(),
            rest,
            frame -> received(frame, session, listener),
            code -> {
              welcome.cancel(false);
              ended.complete(code);
            });
    opened.send(Rest.fields("type", "hello", "rooms", List.of()));
    try {
      get(welcome);
    } catch (CancellationException | Session.Refused e) {
      opened.close();
      throw new Session.Refused("", "The server closes the connection.");
    }
    heardAt = System.nanoTime();
    socket = opened;
    failures = 0;
    up.complete(true);
    // From here on: a connection that fails before is tried again by who opens it.
    var _ = ended.thenAccept(code -> lost(code, session, listener));
  }

  boolean isConnected() {
    return socket != null;
  }

  private static String type(JsonNode frame) {
    return frame.path("type").asString("");
  }

  private void received(JsonNode frame, Session session, Listener listener) {
    heardAt = System.nanoTime();
    var answered = waiting.stream().filter(one -> one.answer.test(frame)).toList();
    waiting.removeAll(answered);
    answered.forEach(one -> one.got.complete(frame));
    run(() -> handle(frame, session, listener));
  }

  private void run(Runnable work) {
    if (!closed) {
      worker.execute(() -> {
        try {
          work.run();
        } catch (RuntimeException e) {
          // A frame that cannot be handled is one that the log still holds.
        }
      });
    }
  }

  private static void handle(JsonNode frame, Session session, Listener listener) {
    switch (type(frame)) {
      case "entries" -> entries(frame, session, listener);
      case "head" ->
          session.opened(room(frame)).ifPresent(room -> caughtUp(room, session, listener));
      case "grants" -> granted(frame, session, listener);
      case "keys-wanted" -> session.sharing().wanted(room(frame));
      case "joined" -> listener.joined(RoomId.parse(frame.path("room").path("roomId").asString()));
      case "removed" -> {
        session.forget(room(frame));
        listener.removed(room(frame));
      }
      case "invitation" -> listener.invited(session.invitation(frame.path("invitation")));
      case "invitation-gone" ->
          listener.invitationGone(room(frame), frame.path("reason").asString());
      case "presence" -> {
        for (var one : frame.path("changes")) {
          listener.presence(
              UserId.parse(one.path("userId").asString()), one.path("online").asBoolean());
        }
      }
      default -> {}
    }
  }

  private static RoomId room(JsonNode frame) {
    return RoomId.parse(frame.path("roomId").asString());
  }

  private static void entries(JsonNode frame, Session session, Listener listener) {
    var opened = session.opened(room(frame));
    if (opened.isEmpty()) {
      session.history().heard(room(frame), frame.path("entries"));
      boolean news =
          frame
              .path("entries")
              .valueStream()
              .anyMatch(entry -> entry.path("type").asInt() == 1 && !entry.has("quiet"));
      if (news) {
        listener.unread(room(frame));
      }
      return;
    }
    var room = opened.get();
    synchronized (session) {
      room.takeLive(frame.path("entries"));
    }
    listener.entries(room, frame.path("entries").path(0).path("pos").asLong());
  }

  private static void granted(JsonNode frame, Session session, Listener listener) {
    var opened = session.opened(room(frame));
    if (opened.isPresent()) {
      synchronized (session) {
        opened.get().takeGrants(frame.path("grants"));
      }
      listener.entries(opened.get(), opened.get().last() + 1);
    }
  }

  private static void caughtUp(ClientRoom room, Session session, Listener listener) {
    long before = room.last();
    synchronized (session) {
      room.catchUp();
    }
    listener.entries(room, before + 1);
  }

  private void lost(int code, Session session, Listener listener) {
    socket = null;
    up = new CompletableFuture<>();
    if (closed) {
      return;
    }
    waiting.forEach(one -> one.got.cancel(false));
    waiting.clear();
    if (code == ENDED) {
      closed = true;
      ended(session, listener);
      return;
    }
    if (failures == 0) {
      run(() -> listener.connection(false));
    }
    again(session, listener);
  }

  private static void ended(Session session, Listener listener) {
    try {
      session.isEnded();
    } finally {
      listener.ended(ENDED);
    }
  }

  private void again(Session session, Listener listener) {
    int longest = Math.min(LONGEST_PAUSE, 500 << Math.min(10, failures++));
    long pause = ThreadLocalRandom.current().nextLong(longest / 2, longest);
    var _ = pings.schedule(() -> reopen(session, listener), pause, TimeUnit.MILLISECONDS);
  }

  private void reopen(Session session, Listener listener) {
    if (closed) {
      return;
    }
    try {
      open(session, listener);
      run(() -> {
        listener.connection(true);
        session.opened().forEach(room -> caughtUp(room, session, listener));
        session.sharing().all();
      });
    } catch (RuntimeException e) {
      if (isSignedOut()) {
        closed = true;
        ended(session, listener);
      } else {
        again(session, listener);
      }
    }
  }

  private boolean isSignedOut() {
    try {
      return rest.get("/api/me").status() == 401;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  void send(Object frame) {
    var open = socket;
    if (open != null) {
      open.send(frame);
    }
  }

  private CompletableFuture<JsonNode> expect(Predicate<JsonNode> answer) {
    var got = new CompletableFuture<JsonNode>();
    waiting.add(new Waiting(answer, got));
    return got;
  }

  /// Sends a frame and waits for its answer, again after a broken connection. The server answers a
  /// repetition as it did the first time (L3).
  JsonNode ask(Map<String, Object> frame, Predicate<JsonNode> answer) {
    long end = System.nanoTime() + 2 * ANSWER.toNanos();
    while (System.nanoTime() < end) {
      try {
        up.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        var got = expect(answer);
        send(frame);
        return get(got);
      } catch (CancellationException e) {
        // The connection broke; the next one may bring the answer.
      } catch (TimeoutException | ExecutionException e) {
        break;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    throw new Session.Refused(
        "", "There is no connection to the server. Look into the room before you send this again.");
  }

  private static JsonNode get(CompletableFuture<JsonNode> got) {
    try {
      return got.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new Session.Refused("", "The server doesn’t answer.");
    }
  }

  void close() {
    closed = true;
    worker.shutdownNow();
    pings.shutdownNow();
    var open = socket;
    if (open != null) {
      open.close();
    }
  }
}
