package io.securechat.log;

import io.securechat.problems.Refusal;
import io.securechat.protocol.LogChain;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.ledger.Room;
import io.securechat.roomkeys.RoomKeys;
import io.securechat.rooms.Rooms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What waited together, on its way into one transaction. Each write is weighed against the rooms
/// as the writes before it leave them, and touches the database only once nothing can refuse it: so
/// a bad one has its own answer and spoils nothing.
///
/// Answers and announcements wait until [Committer] knows that the transaction is committed.
final class Batch {

  /// What the batch needs to weigh and to write.
  @Component
  record Tools(
      LogStore store, HeadCache heads, Rooms rooms, RoomKeys keys, StreamSequences sequences) {}

  private record Once(RoomId room, Object sender, UUID clientId) {}

  /// One room on its way through the batch.
  private static final class Progress {
    final Head seen;
    Head head;
    @Nullable Room room;
    final List<Entry> entries = new ArrayList<>();

    /// The last numbers of streams that this batch has moved on, in the newest epoch.
    final Map<StreamSequences.Stream, Long> taken = new HashMap<>();

    Progress(Head seen, @Nullable Room room) {
      this.seen = seen;
      this.head = seen;
      this.room = room;
    }
  }

  private final Tools tools;
  private final long now;
  private final boolean careful;
  private final Map<RoomId, Progress> rooms = new LinkedHashMap<>();
  private final Map<Once, PostOutcome.Duplicate> posted = new HashMap<>();
  private final List<LogStore.Row> rows = new ArrayList<>();
  private final List<Runnable> answers = new ArrayList<>();

  /// A batch at first trusts that no post comes twice, because looking would cost each post a
  /// query: the unique index fails the whole transaction if one did, and the second, `careful` try
  /// looks.
  Batch(Tools tools, long now, boolean careful) {
    this.tools = tools;
    this.now = now;
    this.careful = careful;
  }

  /// Before the transaction: loading rooms inside of it would make everybody who asks for them wait
  /// as long as the batch waits for the database.
  void look(List<AppendRequest> writes) {
    for (var write : writes) {
      var head = tools.heads().of(write.room());
      tools.rooms().latest(write.room());
      if (write instanceof AppendRequest.Post) {
        tools.sequences().of(head);
      }
    }
  }

  /// First, in the transaction: holds the logs that are written to.
  void hold(List<AppendRequest> writes) {
    tools.heads().hold(writes.stream().map(AppendRequest::room).collect(Collectors.toSet()));
  }

  void take(AppendRequest write) {
    try {
      switch (write) {
        case AppendRequest.Post post -> answer(post.done(), post(post));
        case AppendRequest.Events events -> answer(events.done(), events(events));
        case AppendRequest.Epoch epoch -> answer(epoch.done(), epoch(epoch));
      }
    } catch (Refusal refusal) {
      answers.add(() -> write.done().completeExceptionally(refusal));
    }
  }

  private <T> void answer(CompletableFuture<T> done, T outcome) {
    answers.add(() -> done.complete(outcome));
  }

  private PostOutcome post(AppendRequest.Post post) {
    var author = post.author();
    var progress = progress(post.room());
    var member = Optional.ofNullable(progress.room).flatMap(room -> room.member(author.user()));
    if (member.isEmpty()) {
      return new PostOutcome.NotAMember();
    }
    Integer open = progress.head.openEpoch(time(progress));
    boolean stale =
        open == null
            || open != post.envelope().epoch()
            || !post.envelope().verified()
            || member.get().suspended()
            || !member.get().identity().equals(author.identity());
    var earlier = earlier(post, stale);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    return stale ? new PostOutcome.StaleEpoch() : inOrder(progress, post);
  }

  /// A number that does not rise is that of a repetition, which gets its first answer, or of an
  /// envelope that was stored before or came too late.
  private PostOutcome inOrder(Progress progress, AppendRequest.Post post) {
    var author = post.author();
    var envelope = post.envelope();
    var stream = new StreamSequences.Stream(author.identity(), envelope.stream());
    if (envelope.seq() > last(progress, stream)) {
      progress.taken.put(stream, envelope.seq());
      return accept(progress, post);
    }
    return tools
        .store()
        .posted(post.room(), author.user(), author.clientId())
        .<PostOutcome>map(earlier -> earlier)
        .orElseGet(PostOutcome.BadEnvelope::new);
  }

  private long last(Progress progress, StreamSequences.Stream stream) {
    var here = progress.taken.get(stream);
    if (here != null) {
      return here;
    }
    // An epoch that this batch opens has no other messages than the batch's.
    boolean fresh = progress.head.lastEpoch() != progress.seen.lastEpoch();
    return fresh ? -1 : tools.sequences().of(progress.seen).getOrDefault(stream, -1L);
  }

  /// The same post's first answer. A post under a closed epoch is looked up in any case: it may be
  /// the repetition of one that was accepted while the epoch was open.
  private Optional<PostOutcome.Duplicate> earlier(AppendRequest.Post post, boolean stale) {
    var author = post.author();
    var inBatch = posted.get(once(post));
    if (inBatch != null) {
      return Optional.of(inBatch);
    }
    return careful || stale
        ? tools.store().posted(post.room(), author.user(), author.clientId())
        : Optional.empty();
  }

  private PostOutcome accept(Progress progress, AppendRequest.Post post) {
    long at = time(progress);
    long pos = progress.head.pos() + 1;
    var chain = LogChain.next(progress.head.hash(), pos, Entry.MESSAGE, post.envelope().hash());
    var entry =
        new Entry.Message(pos, at, post.envelope().bytes(), post.author().user(), post.quiet());
    append(progress, entry, progress.head.withMessage(chain, at, post.quiet()), post.author());
    posted.put(once(post), new PostOutcome.Duplicate(pos, at));
    return new PostOutcome.Accepted(pos, at);
  }

  private static Once once(AppendRequest.Post post) {
    return new Once(post.room(), post.author().user(), post.author().clientId());
  }

  private long events(AppendRequest.Events write) {
    var progress = progress(write.room());
    long at = time(progress);
    long pos = progress.head.pos();
    Room room = progress.room;
    // All are weighed before anything is written: of several, all or none.
    for (var event : write.events()) {
      room = tools.rooms().next(room, event, ++pos, at);
    }
    if (room != null) {
      tools.rooms().keep(progress.room, room);
      progress.room = room;
    }
    write.events().forEach(event -> append(progress, event, at));
    return progress.head.pos();
  }

  private void append(Progress progress, RoomEvent event, long at) {
    long pos = progress.head.pos() + 1;
    var chain = LogChain.next(progress.head.hash(), pos, Entry.EVENT, event.hash());
    var head = progress.head.withEvent(chain, at, changesRows(event));
    append(progress, new Entry.EventEntry(pos, at, event.bytes(), event), head, null);
  }

  /// Whether the open epoch ends with this event (K4).
  private static boolean changesRows(RoomEvent event) {
    return switch (event) {
      case RoomEvent.Created _,
          RoomEvent.Joined _,
          RoomEvent.Left _,
          RoomEvent.Removed _,
          RoomEvent.RoleSet _,
          RoomEvent.IdentityChanged _,
          RoomEvent.Suspended _,
          RoomEvent.Resumed _ ->
          true;
      case RoomEvent.Invited _,
          RoomEvent.Withdrawn _,
          RoomEvent.Renamed _,
          RoomEvent.HistorySet _ ->
          false;
    };
  }

  private boolean epoch(AppendRequest.Epoch write) {
    var progress = progress(write.room());
    var room = progress.room;
    // The record names the number and h that it follows: whatever came between makes it false.
    if (room == null
        || room.eventPos() != write.eventPos()
        || progress.head.pos() != write.head().pos()) {
      return false;
    }
    long at = time(progress);
    long pos = progress.head.pos() + 1;
    var draft = write.draft();
    tools.keys().keep(draft, pos);
    var chain = LogChain.next(progress.head.hash(), pos, Entry.RECORD, draft.recordHash());
    var entry = new Entry.EpochOpened(pos, at, draft.record(), draft.epoch(), draft.grants());
    append(progress, entry, progress.head.withRecord(chain, at, draft.epoch()), null);
    progress.taken.clear();
    return true;
  }

  private void append(
      Progress progress, Entry entry, Head next, AppendRequest.@Nullable Author author) {
    progress.head = next;
    progress.entries.add(entry);
    rows.add(new LogStore.Row(next.room(), entry, next.hash(), author));
  }

  private Progress progress(RoomId id) {
    return rooms.computeIfAbsent(
        id,
        key -> {
          var head = tools.heads().of(key);
          return new Progress(head, picture(head));
        });
  }

  /// The room as it is at this head: of another moment it could still name somebody whom another
  /// node has removed.
  private @Nullable Room picture(Head head) {
    var id = head.room();
    var room = tools.rooms().latest(id);
    if (eventPos(room) != head.eventPos()) {
      tools.rooms().forget(List.of(id));
      room = tools.rooms().latest(id);
    }
    if (eventPos(room) != head.eventPos()) {
      throw new IllegalStateException("a room and its log are not of one moment");
    }
    return room.orElse(null);
  }

  private static long eventPos(Optional<Room> room) {
    return room.map(Room::eventPos).orElse(0L);
  }

  /// A room's time never runs backwards, whatever the clock does.
  private long time(Progress progress) {
    return Math.max(now, progress.head.at());
  }

  /// Writes entries and heads. Throws where another node was first; the second try sees its work.
  void write() {
    if (rows.isEmpty()) {
      return;
    }
    tools.store().append(rows);
    var moved = changed().stream().map(room -> new LogStore.Moved(room.seen, room.head)).toList();
    if (!tools.store().move(moved)) {
      throw new IllegalStateException("a log has moved on under this batch");
    }
  }

  private List<Progress> changed() {
    return rooms.values().stream().filter(room -> !room.entries.isEmpty()).toList();
  }

  /// After the commit: from here on every question is answered with it.
  void committed() {
    tools
        .rooms()
        .committed(
            changed().stream().flatMap(room -> Optional.ofNullable(room.room).stream()).toList());
    tools.heads().committed(changed().stream().map(room -> room.head).toList());
    changed().forEach(room -> tools.sequences().committed(room.seen, room.head, room.taken));
    answers.forEach(Runnable::run);
  }

  /// After a failure: what the caches say about these rooms may be wrong.
  void forget() {
    tools.heads().forget(rooms.keySet());
    tools.sequences().forget(rooms.keySet());
    tools.rooms().forget(rooms.keySet());
  }

  /// How many messages it takes in.
  int messages() {
    return posted.size();
  }

  List<EntryAppended> announcements() {
    return changed().stream()
        .map(room ->
            new EntryAppended(
                room.head.room(), room.seen.pos() + 1, room.seen.hash(), List.copyOf(room.entries)))
        .toList();
  }
}
