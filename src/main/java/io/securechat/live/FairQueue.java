package io.securechat.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/// One queue per key, drained by one thread round-robin: a key with more than one turn's worth goes
/// back to the end, so that a busy key delays the others by one turn at most.
///
/// Bounded by the weight of all keys together: [#add] blocks while the queue is full.
final class FairQueue<K, T> {

  /// What a turn takes of one key, in the order of its coming.
  record Turn<K, T>(K key, List<T> items, int weight) {}

  private record Weighed<T>(T item, int weight) {}

  private final Map<K, ArrayDeque<Weighed<T>>> lanes = new ConcurrentHashMap<>();
  private final BlockingQueue<K> line = new LinkedBlockingQueue<>();
  private final Semaphore room;
  private final int most;
  private final int turn;

  FairQueue(int most, int turn) {
    this.room = new Semaphore(most, true);
    this.most = most;
    this.turn = turn;
  }

  /// Puts something behind what waits for the key. Waits while everything together weighs too much.
  void add(K key, T item, int weight) {
    int bounded = Math.min(weight, turn);
    room.acquireUninterruptibly(bounded);
    lanes.compute(
        key,
        (_, waiting) -> {
          var lane = waiting;
          if (lane == null) {
            lane = new ArrayDeque<>();
            line.add(key);
          }
          lane.add(new Weighed<>(item, bounded));
          return lane;
        });
  }

  /// Waits for the next turn, which has to be [#done] with before what it took counts no more.
  Turn<K, T> next() throws InterruptedException {
    var key = line.take();
    var items = new ArrayList<T>();
    int[] weight = {0};
    lanes.computeIfPresent(
        key,
        (_, lane) -> {
          while (!lane.isEmpty() && weight[0] < turn) {
            var taken = lane.remove();
            items.add(taken.item());
            weight[0] += taken.weight();
          }
          if (lane.isEmpty()) {
            return null;
          }
          line.add(key);
          return lane;
        });
    return new Turn<>(key, items, weight[0]);
  }

  void done(Turn<K, T> turn) {
    room.release(turn.weight());
  }

  /// Waits until everything that was added before has had its turn.
  void settle() {
    room.acquireUninterruptibly(most);
    room.release(most);
  }
}
