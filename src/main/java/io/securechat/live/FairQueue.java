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
  record Batch<K, T>(K key, List<T> items, int weight) {}

  private record Weighed<T>(T item, int weight) {}

  private final Map<K, ArrayDeque<Weighed<T>>> queues = new ConcurrentHashMap<>();
  private final BlockingQueue<K> ready = new LinkedBlockingQueue<>();
  private final Semaphore capacity;
  private final int most;
  private final int batchWeight;

  FairQueue(int most, int batchWeight) {
    this.capacity = new Semaphore(most, true);
    this.most = most;
    this.batchWeight = batchWeight;
  }

  /// Appends an item to its key's queue. Blocks while the total weight is at its limit.
  void add(K key, T item, int weight) {
    int bounded = Math.min(weight, batchWeight);
    capacity.acquireUninterruptibly(bounded);
    queues.compute(
        key,
        (_, waiting) -> {
          var queue = waiting;
          if (queue == null) {
            queue = new ArrayDeque<>();
            ready.add(key);
          }
          queue.add(new Weighed<>(item, bounded));
          return queue;
        });
  }

  /// Waits for the next batch. Its weight counts until the caller passes it to [#done].
  Batch<K, T> next() throws InterruptedException {
    var key = ready.take();
    var items = new ArrayList<T>();
    int[] weight = {0};
    queues.computeIfPresent(
        key,
        (_, queue) -> {
          while (!queue.isEmpty() && weight[0] < batchWeight) {
            var taken = queue.remove();
            items.add(taken.item());
            weight[0] += taken.weight();
          }
          if (queue.isEmpty()) {
            return null;
          }
          ready.add(key);
          return queue;
        });
    return new Batch<>(key, items, weight[0]);
  }

  void done(Batch<K, T> batch) {
    capacity.release(batch.weight());
  }

  /// Waits until everything that was added before has been processed.
  void awaitEmpty() {
    capacity.acquireUninterruptibly(most);
    capacity.release(most);
  }
}
