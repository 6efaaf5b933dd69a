package io.securechat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import io.securechat.client.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/// Users on several nodes who post into one room, each one the next message once the last one has
/// its position, until they are stopped.
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

  /// Like a page: posts without a position are sent again with the same id. Uses a stream of its
  /// own, so that the same user can post something else at the same time.
  private void write(ChatClient who) {
    var epoch = who.openEpoch(room);
    byte[] stream = Keys.random(16);
    for (int i = 0; !over; i++) {
      String line = who.user + " " + i;
      var id = UUID.randomUUID();
      byte[] envelope = who.seal(epoch, line, stream, i);
      Long pos = null;
      while (pos == null && !over) {
        pos = posted(who, id, envelope);
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      if (pos != null) {
        accepted.put(pos, line);
      }
    }
  }

  private Long posted(ChatClient who, UUID id, byte[] envelope) {
    var answer = who.post(room, id, envelope);
    return answer.path("type").asString().equals("accepted") ? answer.path("pos").asLong() : null;
  }

  int accepted() {
    return accepted.size();
  }

  /// Stops; then everyone has received every position once and in order, and the log has what was
  /// accepted exactly once.
  void endsWell() throws InterruptedException {
    over = true;
    for (var writer : writers) {
      writer.join();
    }
    for (var who : people) {
      long last = who.log(room).getLast().path("pos").asLong();
      TwoNodes.hears(who, room, last);
      var heard = TwoNodes.heard(who, room);
      assertThat(heard).isEqualTo(LongStream.rangeClosed(heard.getFirst(), last).boxed().toList());
      var texts = who.texts(room);
      assertThat(texts).containsAllEntriesOf(accepted);
      assertThat(texts.values()).doesNotHaveDuplicates();
    }
  }
}
