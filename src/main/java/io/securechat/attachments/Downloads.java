package io.securechat.attachments;

import io.securechat.limits.Allowance;
import io.securechat.limits.ConcurrencyPermit;
import io.securechat.limits.Limits;
import io.securechat.problems.CommonProblems;
import io.securechat.problems.Refusal;
import io.securechat.problems.ThrottledLog;
import io.securechat.protocol.FileId;
import io.securechat.protocol.FileLayout;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.protocol.ledger.Room;
import io.securechat.rooms.Rooms;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Who may fetch a file (F4), and how many at once. Downloads use no thread while they wait for
/// their client, and those of a client that reads too slowly are ended.
@Component
class Downloads {

  private static final ThrottledLog log =
      new ThrottledLog(LoggerFactory.getLogger(Downloads.class));
  private static final Allowance RANGES = new Allowance(6_000, Duration.ofMinutes(1));

  /// A browser has at most six requests at once, and a user several browsers.
  static final int MAX_PER_USER = 32;

  private static final int MAX_TOTAL = 2_000;
  private static final int RETRY_SECONDS = 5;

  private final Rooms rooms;
  private final AttachmentStore store;
  private final FileStore files;
  private final Limits limits;
  private final Clock clock;
  private final Set<Download> running = ConcurrentHashMap.newKeySet();
  private final Map<UserId, Integer> byUser = new ConcurrentHashMap<>();
  private volatile boolean stopped;

  Downloads(Rooms rooms, AttachmentStore store, FileStore files, Limits limits, Clock clock) {
    this.rooms = rooms;
    this.store = store;
    this.files = files;
    this.limits = limits;
    this.clock = clock;
  }

  /// The layout of a file that the caller may read.
  FileLayout require(UserId caller, RoomId id, FileId file) {
    limits.take("file-range", caller, RANGES);
    var room = rooms.requireMember(id, caller);
    var stored =
        store
            .find(file)
            .filter(found -> found.room().equals(id) && isReadable(found, room, caller))
            .orElseThrow(() -> new Refusal(CommonProblems.NOT_FOUND));
    if (!stored.complete()) {
      throw new Refusal(AttachmentProblems.CHUNKS_MISSING);
    }
    return stored.layout();
  }

  private boolean isReadable(StoredFile file, Room room, UserId caller) {
    var message = file.message();
    if (message == null) {
      return file.uploader().equals(caller);
    }
    boolean readable =
        room.fullHistory()
            || room.member(caller).filter(own -> own.joinedPos() <= message.pos()).isPresent();
    return readable && !room.rules().retention().hasExpired(message.at(), clock.millis());
  }

  /// Begins to send a range, and returns at once. Refuses with `busy` if the user or the server has
  /// too many downloads already.
  ///
  /// @param describe sets the headers, once nothing is refused any more
  void send(
      UserId caller,
      FileId file,
      FileLayout layout,
      ByteRange range,
      HttpServletRequest request,
      HttpServletResponse response,
      Runnable describe)
      throws IOException {
    take(caller);
    FileStore.@Nullable Content content = null;
    Download download;
    try {
      content = open(file, layout, range.first());
      describe.run();
      download = new Download(content, range, request, response, one -> ended(one, caller));
    } catch (IOException | RuntimeException e) {
      if (content != null) {
        content.close();
      }
      giveBack(caller);
      throw e;
    }
    // From here on, the container reports the end of the response, whatever happens.
    running.add(download);
    download.start();
    // The rest is written by other threads, whenever the client has read something.
    ConcurrencyPermit.Current.release();
    if (stopped) {
      download.abort();
    }
  }

  private FileStore.Content open(FileId file, FileLayout layout, long position) {
    try {
      return files.open(file, layout, position);
    } catch (NoSuchFileException e) {
      log.error("open", "The file " + file + " is missing");
      throw new Refusal(CommonProblems.NOT_FOUND);
    } catch (IOException e) {
      log.error("open", "Files cannot be read: " + e.getClass().getName());
      throw new Refusal(CommonProblems.BUSY).with("retryAfter", RETRY_SECONDS);
    }
  }

  private void take(UserId user) {
    int own = byUser.merge(user, 1, Integer::sum);
    if (own > MAX_PER_USER || running.size() >= MAX_TOTAL) {
      giveBack(user);
      throw new Refusal(CommonProblems.BUSY).with("retryAfter", 1);
    }
  }

  private void giveBack(UserId user) {
    byUser.computeIfPresent(user, (_, own) -> own > 1 ? own - 1 : null);
  }

  private void ended(Download download, UserId user) {
    if (running.remove(download)) {
      giveBack(user);
    }
  }

  @Scheduled(fixedDelay = 5_000)
  void endSlow() {
    running.stream().filter(Download::isTooSlow).forEach(Download::abort);
  }

  int running() {
    return running.size();
  }

  /// Clients fetch the rest later; waiting for them would delay the shutdown.
  @EventListener(ContextClosedEvent.class)
  void stop() {
    stopped = true;
    running.forEach(Download::abort);
  }
}
