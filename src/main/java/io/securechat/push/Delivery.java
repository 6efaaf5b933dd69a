package io.securechat.push;

import io.securechat.log.LogEntry;
import io.securechat.problems.Refusal;
import io.securechat.protocol.ledger.Room;
import io.securechat.roomlog.LogRange;
import io.securechat.roomlog.RoomLog;
import io.securechat.rooms.Rooms;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Sends one waiting entry to one subscription, if it is still to be pushed (W4).
@Component
class Delivery {

  /// How long after an entry it is worth a push message.
  static final Duration LIFETIME = Duration.ofHours(24);

  private static final int TOO_LARGE = 413;

  /// What became of it.
  sealed interface Outcome {

    /// It was sent, or is not to be sent any more.
    record Done(boolean sent) implements Outcome {}

    /// The push service will not take it.
    record Refused() implements Outcome {}

    /// To be tried again; `retryAfter` is the header of that name.
    record Later(@Nullable String retryAfter) implements Outcome {}

    /// The subscription no longer exists.
    record Gone() implements Outcome {}
  }

  private final RoomLog roomLog;
  private final Rooms rooms;
  private final Audience audience;
  private final OpenSessions open;
  private final Payloads payloads;
  private final PushClient client;
  private final Vapid vapid;
  private final Clock clock;

  Delivery(
      RoomLog roomLog,
      Rooms rooms,
      Audience audience,
      OpenSessions open,
      Payloads payloads,
      PushClient client,
      Vapid vapid,
      Clock clock) {
    this.roomLog = roomLog;
    this.rooms = rooms;
    this.audience = audience;
    this.open = open;
    this.payloads = payloads;
    this.client = client;
    this.vapid = vapid;
    this.clock = clock;
  }

  Outcome deliver(Subscription to, QueueStore.Waiting waiting) {
    var entry = wanted(to, waiting);
    if (entry.isEmpty()) {
      return new Outcome.Done(false);
    }
    try {
      byte[] body = payloads.body(waiting.room(), entry.get(), to);
      var answer = client.post(to, headers(to, waiting), body);
      if (answer.status() == TOO_LARGE) {
        byte[] shorter = payloads.bodyWithoutEntry(waiting.room(), entry.get(), to);
        answer = client.post(to, headers(to, waiting), shorter);
      }
      return outcome(answer);
    } catch (IOException e) {
      return new Outcome.Later(null);
    }
  }

  private static Outcome outcome(PushClient.Answer answer) {
    int status = answer.status();
    return switch (status) {
      case 404, 410 -> new Outcome.Gone();
      // 401 and 403 can also be a clock that is wrong, which an operator will set right.
      case 401, 403, 408, 425, 429 -> new Outcome.Later(answer.retryAfter());
      default -> {
        if (status >= 200 && status < 300) {
          yield new Outcome.Done(true);
        }
        yield status >= 500 ? new Outcome.Later(answer.retryAfter()) : new Outcome.Refused();
      }
    };
  }

  private Map<String, String> headers(Subscription to, QueueStore.Waiting waiting) {
    return Map.of(
        "Authorization",
        vapid.authorization(to.endpoint()),
        "Content-Encoding",
        "aes128gcm",
        "TTL",
        Long.toString(left(waiting) / 1000),
        "Urgency",
        "high",
        "Topic",
        vapid.topic(to.sessionKey(), waiting.room().bytes()));
  }

  private long left(QueueStore.Waiting waiting) {
    return waiting.at() + LIFETIME.toMillis() - clock.millis();
  }

  /// The entry as it is served to the user now; empty if it is not to be pushed any more.
  private Optional<LogEntry> wanted(Subscription to, QueueStore.Waiting waiting) {
    var room = rooms.find(waiting.room()).orElse(null);
    if (room == null
        || left(waiting) <= 0
        || open.isOpenHere(to.user(), to.sessionKey())
        || !audience.in(room).wants(to, waiting.mention(), clock.millis())
        || isRead(to, room, waiting.pos())) {
      return Optional.empty();
    }
    return served(to, waiting);
  }

  private boolean isRead(Subscription to, Room room, long pos) {
    if (!room.members().containsKey(to.user())) {
      return true;
    }
    var mark = roomLog.readers(to.user(), room.id()).get(to.user());
    return mark != null && mark.pos() >= pos;
  }

  /// Empty for former members, and for what is deleted or expired.
  private Optional<LogEntry> served(Subscription to, QueueStore.Waiting waiting) {
    try {
      var slice = roomLog.slice(to.user(), waiting.room(), LogRange.after(waiting.pos() - 1, 1));
      return slice.entries().stream()
          .filter(entry -> entry.pos() == waiting.pos() && entry.entry() != null)
          .findFirst();
    } catch (Refusal e) {
      return Optional.empty();
    }
  }
}
