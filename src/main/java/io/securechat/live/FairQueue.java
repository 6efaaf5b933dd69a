package io.securechat.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/// A queue per key, drained round-robin by one thread: a key with more than one batch of items goes
/// back to the end, so that a busy key delays each other key by at most one batch.
///
/// Bounded by the total weight of all items: [#add] blocks while the queue is full.
final class FairQueue<K, T> {

  /// Items of one key in FIFO order, up to the weight of a batch.
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

  /// Appends an item to its key's queue. Blocks while the total weight is at its limit.
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

  /// Waits for the next batch. Its weight counts until the caller passes it to [#done].
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

  /// Waits until everything that was added before has been processed.
  void settle() {
    room.acquireUninterruptibly(most);
    room.release(most);
  }
}
