package io.securechat.roomlog;

import io.securechat.attachments.FileBindings;
import io.securechat.log.Aggregate;
import io.securechat.log.Aggregates;
import io.securechat.log.AppendRequest;
import io.securechat.log.Draft;
import io.securechat.log.EpochEffect;
import io.securechat.log.Head;
import io.securechat.log.Verdict;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.ledger.Room;
import io.securechat.roomkeys.RoomKeys;
import io.securechat.rooms.Rooms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The state of one room while a batch is checked: members and settings, epoch, and the sequence
/// numbers of its senders' streams, after the earlier requests of the batch.
final class RoomAggregate implements Aggregate {

  private final Rooms rooms;
  private final RoomKeys keys;
  private final StreamSequences sequences;
  private final FileBindings files;
  private final CommitObserver observer;
  private final Head seen;
  private final Aggregates.Contents contents;
  private @Nullable Room room;
  private boolean freshEpoch;

  /// The last sequence numbers of streams that this batch has advanced, in the newest epoch.
  private final Map<StreamSequences.Stream, Long> taken = new HashMap<>();

  /// Positions that this batch erases.
  private final Set<Long> erased = new HashSet<>();

  RoomAggregate(
      Rooms rooms,
      RoomKeys keys,
      StreamSequences sequences,
      FileBindings files,
      CommitObserver observer,
      Head seen,
      @Nullable Room room,
      Aggregates.Contents contents) {
    this.rooms = rooms;
    this.keys = keys;
    this.sequences = sequences;
    this.files = files;
    this.observer = observer;
    this.seen = seen;
    this.room = room;
    this.contents = contents;
  }

  @Override
  public Verdict check(AppendRequest request, Head head, long at) {
    return switch ((RoomRequest) request) {
      case RoomRequest.Post post -> check(post, head, at);
      case RoomRequest.Events events -> check(events, head, at);
      case RoomRequest.Epoch epoch -> check(epoch, head);
      case RoomRequest.NewBox box -> check(box, head, at);
      case RoomRequest.Letter letter -> check(letter);
    };
  }

  private Verdict check(RoomRequest.NewBox request, Head head, long at) {
    var event = request.event();
    var next = rooms.next(room, event, head.pos() + 1, at);
    var grants = keys.acceptSeed(event, next.rows(), request.grants());
    return new Verdict.Append(
        List.of(draft(event)),
        List.of(),
        pos -> {
          write(next);
          keys.saveSeed(event, pos, grants);
          request.within().accept(event.box());
        });
  }

  private Verdict check(RoomRequest.Letter letter) {
    boolean open = room != null && !room.isClosed() && room.boxes().open(letter.box()).isPresent();
    if (!open) {
      return new Verdict.Reject(false, () -> letter.done().complete(false));
    }
    var draft =
        new Draft(
            (pos, at) -> new RoomEntry.Letter(pos, at, letter.bytes()),
            letter.hash(),
            new EpochEffect.Keeps());
    return new Verdict.Append(List.of(draft), List.of(), _ -> {});
  }

  private Verdict check(RoomRequest.Post post, Head head, long at) {
    var sender = Optional.ofNullable(room).flatMap(known -> known.member(post.author().user()));
    if (sender.isEmpty()) {
      return reject(post, new PostOutcome.NotAMember(), false);
    }
    if (room != null && !post.quiet() && !room.mayWrite(sender.get())) {
      // May repeat a message that was accepted before the event.
      return reject(post, new PostOutcome.OnlyOwnersWrite(), true);
    }
    var envelope = post.envelope();
    Integer open = head.openEpoch(at);
    boolean stale =
        open == null
            || open != envelope.epoch()
            || !envelope.verified()
            || sender.get().suspended()
            || !sender.get().identity().equals(post.identity());
    if (stale) {
      // May repeat a message that was accepted while the epoch was open.
      return reject(post, new PostOutcome.StaleEpoch(), true);
    }
    var stream = new StreamSequences.Stream(post.identity(), envelope.stream());
    if (envelope.seq() <= last(stream)) {
      // A repetition, a replay of a stored envelope, or an envelope that arrived too late.
      return reject(post, new PostOutcome.BadEnvelope(), true);
    }
    if (!files.areBindable(post.room(), post.author().user(), post.files())) {
      // May repeat the message to which they are bound.
      return reject(post, new PostOutcome.BadFile(), true);
    }
    var draft =
        new Draft(
            (pos, time) ->
                new RoomEntry.Message(
                    pos, time, envelope.bytes(), post.author().user(), post.quiet()),
            envelope.hash(),
            new EpochEffect.Counts());
    return new Verdict.Append(
        List.of(draft),
        List.of(),
        pos -> {
          files.bind(post.room(), post.files(), pos, at);
          if (!post.alert().isEmpty() && !post.quiet()) {
            observer.mentioning(post.room(), pos, at, post.alert());
          }
          taken.put(stream, envelope.seq());
        });
  }

  private static Verdict reject(
      RoomRequest.Post post, PostOutcome outcome, boolean unlessRepeated) {
    return new Verdict.Reject(unlessRepeated, () -> post.done().complete(outcome));
  }

  private long last(StreamSequences.Stream stream) {
    var here = taken.get(stream);
    if (here != null) {
      return here;
    }
    // An epoch opened by this batch has no messages but the batch's.
    return freshEpoch ? -1 : sequences.of(seen, contents).getOrDefault(stream, -1L);
  }

  private Verdict check(RoomRequest.Events request, Head head, long at) {
    long pos = head.pos();
    Room after = room;
    var drafts = new ArrayList<Draft>();
    var erasures = new Erasures(contents, request.room(), erased);
    // All are checked before any is written: all or none.
    for (var event : request.events()) {
      after = rooms.next(after, event, ++pos, at);
      if (event instanceof RoomEvent.Deleted deleted) {
        erasures.add(deleted);
      }
      drafts.add(draft(event));
    }
    if (after != null) {
      rooms.requireOnlyDirect(room, after);
    }
    Room next = after;
    return new Verdict.Append(
        drafts,
        erasures.all(),
        _ -> {
          write(next);
          erasures.all().forEach(erasure -> erased.add(erasure.pos()));
          files.release(request.room(), erasures.all().stream().map(Verdict.Erasure::pos).toList());
        });
  }

  private void write(@Nullable Room next) {
    if (next != null) {
      rooms.save(room, next);
      releaseFiles(room, next);
      room = next;
    }
  }

  /// Deletes the uploads of those who can no longer post, and all files when nobody is left.
  private void releaseFiles(@Nullable Room before, Room after) {
    if (before == null) {
      return;
    }
    if (after.members().isEmpty()) {
      files.releaseAll(after.id());
      return;
    }
    var ended =
        before.members().keySet().stream()
            .filter(user -> before.isActive(user) && !after.isActive(user))
            .toList();
    files.releaseUploads(after.id(), ended);
  }

  private static Draft draft(RoomEvent event) {
    return new Draft(
        (pos, at) -> new RoomEntry.EventEntry(pos, at, event.bytes(), event),
        event.hash(),
        event.endsEpoch() ? new EpochEffect.Ends() : new EpochEffect.Keeps());
  }

  private Verdict check(RoomRequest.Epoch request, Head head) {
    // The record names the position and chain hash that it follows, so any entry in between
    // invalidates it.
    if (room == null
        || room.eventPos() != request.eventPos()
        || head.pos() != request.head().pos()) {
      return new Verdict.Reject(false, () -> request.done().complete(false));
    }
    var draft = request.draft();
    var record =
        new Draft(
            (pos, at) ->
                new RoomEntry.EpochOpened(pos, at, draft.record(), draft.epoch(), draft.grants()),
            draft.recordHash(),
            new EpochEffect.Opens(draft.epoch()));
    return new Verdict.Append(
        List.of(record),
        List.of(),
        pos -> {
          keys.save(draft, pos);
          taken.clear();
          freshEpoch = true;
        });
  }

  @Override
  public void apply(Head before, Head after) {
    if (room != null) {
      rooms.committed(List.of(room));
    }
    sequences.committed(before, after, taken);
    observer.committed(after.room(), before.pos());
  }
}
