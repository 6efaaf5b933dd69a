package io.securechat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/// People of several nodes who write into one room, each the next line when the last one has its
/// number, until they are told to stop.
final class Talk {

  private static final long PAUSE_NANOS = 5_000_000;

  private final String room;
  private final List<ChatClient> people;
  private final Map<Long, String> accepted = new ConcurrentHashMap<>();
  private final List<Thread> writers = new ArrayList<>();
  private volatile boolean over;

  private Talk(String room, List<ChatClient> people) {
    this.room = room;
    this.people = people;
  }

  static Talk begin(String room, ChatClient... people) {
    var talk = new Talk(room, List.of(people));
    talk.people.forEach(who -> talk.writers.add(Thread.startVirtualThread(() -> talk.write(who))));
    return talk;
  }

  private void write(ChatClient who) {
    for (int i = 0; !over; i++) {
      String line = who.user + " " + i + " " + System.nanoTime();
      try {
        accepted.put(who.say(room, line), line);
      } catch (RuntimeException | AssertionError refused) {
        // It has no number: whether it was stored, the room's log says.
        LockSupport.parkNanos(20 * PAUSE_NANOS);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  int accepted() {
    return accepted.size();
  }

  /// Ends the talk; then everybody has heard every number once and in order, and reads what was
  /// accepted and nothing twice.
  void endsWell() throws InterruptedException {
    over = true;
    for (var writer : writers) {
      writer.join();
    }
    for (var who : people) {
      long last = who.log(room).getLast().path("pos").asLong();
      who.frames.await(_ -> TwoNodes.heard(who, room).contains(last));
      var heard = TwoNodes.heard(who, room);
      assertThat(heard).isEqualTo(LongStream.rangeClosed(heard.getFirst(), last).boxed().toList());
      var texts = who.texts(room);
      assertThat(texts).containsAllEntriesOf(accepted);
      assertThat(texts.values()).doesNotHaveDuplicates();
    }
  }
}
