package io.securechat.roomlog;

import static java.util.Objects.requireNonNull;

import io.securechat.attachments.FileBindings;
import io.securechat.bytes.Sha256;
import io.securechat.log.Aggregate;
import io.securechat.log.Aggregates;
import io.securechat.log.AppendRequest;
import io.securechat.log.Entry;
import io.securechat.log.Head;
import io.securechat.log.StoredEntry;
import io.securechat.protocol.EpochRecord;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.protocol.ledger.Room;
import io.securechat.roomkeys.RoomKeys;
import io.securechat.rooms.Rooms;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/// The log's view of rooms.
@Component
class RoomAggregates implements Aggregates {

  private final Rooms rooms;
  private final RoomKeys keys;
  private final StreamSequences sequences;
  private final FileBindings files;
  private final Supplier<CommitObserver> observer;
  private final Clock clock;

  /// @param observer looked up late and once, because it reads rooms and their logs itself
  RoomAggregates(
      Rooms rooms,
      RoomKeys keys,
      StreamSequences sequences,
      FileBindings files,
      ObjectProvider<CommitObserver> observer,
      Clock clock) {
    this.rooms = rooms;
    this.keys = keys;
    this.sequences = sequences;
    this.files = files;
    this.observer = SingletonSupplier.of(() -> observer.getIfAvailable(() -> CommitObserver.NONE));
    this.clock = clock;
  }

  @Override
  public void prepare(AppendRequest request, Head head, Contents contents) {
    rooms.latest(request.room());
    if (request instanceof RoomRequest.Post) {
      sequences.of(head, contents);
    }
  }

  /// Reloads a cached room that is not of the same moment as the head: it could still have a member
  /// whom another node has removed.
  @Override
  public Aggregate at(Head head, Contents contents) {
    var id = head.room();
    var room = rooms.latest(id);
    if (eventPos(room) != head.eventPos()) {
      rooms.forget(List.of(id));
      room = rooms.latest(id);
    }
    if (eventPos(room) != head.eventPos()) {
      throw new IllegalStateException("the room and its log are of different moments");
    }
    return new RoomAggregate(
        rooms, keys, sequences, files, observer.get(), head, room.orElse(null), contents);
  }

  private static long eventPos(Optional<Room> room) {
    return room.map(Room::eventPos).orElse(0L);
  }

  @Override
  public Entry restored(StoredEntry stored) {
    long pos = stored.pos();
    long at = stored.at();
    byte[] bytes = stored.bytes();
    if (bytes == null) {
      return erased(stored, requireNonNull(stored.hash()));
    }
    return switch (stored.type()) {
      case Entry.RECORD -> {
        int epoch = (int) EpochRecord.parse(bytes).epoch();
        yield new RoomEntry.EpochOpened(pos, at, bytes, epoch, keys.issued(stored.room(), epoch));
      }
      case Entry.EVENT -> new RoomEntry.EventEntry(pos, at, bytes, RoomEvent.parse(bytes));
      case Entry.LETTER ->
          hasExpired(stored)
              ? erased(stored, Sha256.of(bytes))
              : new RoomEntry.Letter(pos, at, bytes);
      default ->
          hasExpired(stored)
              ? erased(stored, Sha256.of(bytes))
              : new RoomEntry.Message(pos, at, bytes, sender(stored), stored.quiet());
    };
  }

  private static Entry erased(StoredEntry stored, byte[] hash) {
    return new RoomEntry.Erased(stored.pos(), stored.type(), stored.at(), hash, stored.quiet());
  }

  private boolean hasExpired(StoredEntry stored) {
    return rooms
        .latest(stored.room())
        .filter(room -> room.rules().retention().hasExpired(stored.at(), clock.millis()))
        .isPresent();
  }

  private static UserId sender(StoredEntry stored) {
    var sender = stored.sender();
    if (sender == null) {
      throw new IllegalStateException("the message has no sender");
    }
    return sender;
  }

  @Override
  public void expired(RoomId room, long after, long last) {
    files.release(room, after, last);
  }

  @Override
  public void forget(Collection<RoomId> ids) {
    sequences.forget(ids);
    rooms.forget(ids);
  }

  @Override
  public void changedByOtherNode(RoomId room) {
    rooms.forget(List.of(room));
  }
}
