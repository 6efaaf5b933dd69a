package io.securechat.roomlog;

import io.securechat.accounts.Caller;
import io.securechat.bytes.Base64Text;
import io.securechat.log.LogEntry;
import io.securechat.problems.CommonProblems;
import io.securechat.problems.Refusal;
import io.securechat.protocol.RoomId;
import io.securechat.roomkeys.SubmittedEpoch;
import io.securechat.rooms.InvitationView;
import io.securechat.rooms.Rooms;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// REST endpoints for rooms and their logs. Binary structures are in Base64.
@RestController
@RequestMapping("/api/rooms")
class RoomLogApi {

  private static final int MAX_EPOCHS = 50;
  private static final int MAX_EVENTS = 500;

  record Ledger(List<LogEntry> entries) {}

  /// An epoch record (SC1E) with one grant (SC1W) for each of its rows.
  record Made(String record, List<String> grants) {

    Made {
      grants = List.copyOf(grants);
    }

    SubmittedEpoch bytes() {
      return new SubmittedEpoch(
          Base64Text.parse(record), grants.stream().map(Base64Text::parse).toList());
    }
  }

  /// Signed events (SC1T), in order.
  record Events(List<String> events) {

    Events {
      events = List.copyOf(events);
    }

    List<byte[]> bytes() {
      return events.stream().map(Base64Text::parse).toList();
    }
  }

  record Appended(long lastPos) {}

  record Mark(long pos) {}

  record Mine(List<RoomSummary> rooms, List<InvitationView> invitations) {}

  /// The caller's own grants, and the records of the same epochs, which clients verify them with.
  record Grants(List<byte[]> grants, List<LogEntry> records) {}

  private final RoomLog log;
  private final Rooms rooms;

  RoomLogApi(RoomLog log, Rooms rooms) {
    this.log = log;
    this.rooms = rooms;
  }

  @GetMapping
  Mine mine(Caller caller) {
    return new Mine(log.summaries(caller.id()), rooms.invitations(caller.id()));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  CreatedRoom create(Caller caller, @RequestBody Events events) {
    return log.create(caller.id(), events.bytes());
  }

  @GetMapping("/{id}")
  RoomDetail one(Caller caller, @PathVariable String id) {
    return log.detail(caller.id(), RoomId.parse(id));
  }

  @PostMapping("/{id}/events")
  Appended append(Caller caller, @PathVariable String id, @RequestBody Events events) {
    return new Appended(log.append(caller.id(), RoomId.parse(id), events.bytes()));
  }

  /// The room's events from the first one on, without messages. From these, each browser computes
  /// on its own who can read.
  @GetMapping("/{id}/events")
  Ledger events(
      Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "0") long after,
      @RequestParam(defaultValue = "500") int limit) {
    return new Ledger(
        log.events(caller.id(), RoomId.parse(id), after, Math.clamp(limit, 1, MAX_EVENTS)));
  }

  /// Opens the next epoch of an end-to-end room.
  @PostMapping("/{id}/epochs")
  @ResponseStatus(HttpStatus.CREATED)
  OpenEpoch open(Caller caller, @PathVariable String id, @RequestBody Made made) {
    return log.submitEpoch(caller.id(), RoomId.parse(id), made.bytes());
  }

  @GetMapping("/{id}/log")
  LogSlice slice(
      Caller caller,
      @PathVariable String id,
      @RequestParam @Nullable Long before,
      @RequestParam @Nullable Long after,
      @RequestParam(defaultValue = "50") int limit) {
    if (before != null && after != null) {
      throw new Refusal(CommonProblems.MALFORMED);
    }
    return log.slice(caller.id(), RoomId.parse(id), window(before, after, limit));
  }

  private static LogRange window(@Nullable Long before, @Nullable Long after, int limit) {
    if (after != null) {
      return LogRange.after(after, limit);
    }
    return before == null ? LogRange.newest(limit) : LogRange.before(before, limit);
  }

  @GetMapping("/{id}/grants")
  Grants grants(
      Caller caller, @PathVariable String id, @RequestParam int from, @RequestParam int to) {
    if (from < 1 || to < from || (long) to - from >= MAX_EPOCHS) {
      throw new Refusal(CommonProblems.MALFORMED);
    }
    var room = RoomId.parse(id);
    return new Grants(
        log.grants(caller.id(), room, from, to), log.records(caller.id(), room, from, to));
  }

  @PostMapping("/{id}/read")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void read(Caller caller, @PathVariable String id, @RequestBody Mark mark) {
    log.markRead(caller.id(), RoomId.parse(id), mark.pos());
  }
}
