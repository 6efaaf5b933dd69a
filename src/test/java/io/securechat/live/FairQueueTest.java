package io.securechat.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Order, fairness and limit of the outbound queue.
@Timeout(20)
class FairQueueTest {

  @Test
  void aBatchHasAllItemsOfOneKeyInOrder() throws Exception {
    var queue = new FairQueue<String, Integer>(100, 10);
    queue.add("a", 1, 1);
    queue.add("b", 2, 1);
    queue.add("a", 3, 1);
    assertThat(queue.next()).isEqualTo(new FairQueue.Batch<>("a", List.of(1, 3), 2));
    assertThat(queue.next()).isEqualTo(new FairQueue.Batch<>("b", List.of(2), 1));
  }

  @Test
  void aBusyKeyGoesBackToTheEndAfterEachBatch() throws Exception {
    var queue = new FairQueue<String, Integer>(100, 2);
    for (int i = 0; i < 5; i++) {
      queue.add("busy", i, 1);
    }
    queue.add("quiet", 9, 1);
    assertThat(queue.next().items()).containsExactly(0, 1);
    assertThat(queue.next().key()).isEqualTo("quiet");
    assertThat(queue.next().items()).containsExactly(2, 3);
    assertThat(queue.next().items()).containsExactly(4);
  }

  @Test
  void addBlocksWhileTheQueueIsFull() throws Exception {
    var queue = new FairQueue<String, Integer>(2, 1);
    queue.add("a", 1, 1);
    queue.add("a", 2, 1);
    var added = new CountDownLatch(1);
    var adding =
        Thread.ofPlatform()
            .start(() -> {
              queue.add("b", 3, 1);
              added.countDown();
            });
    while (adding.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(added.getCount()).isEqualTo(1);
    queue.done(queue.next());
    assertThat(adding.join(Duration.ofSeconds(10))).isTrue();
    assertThat(added.getCount()).isZero();
  }

  @Test
  void anItemHeavierThanABatchIsStillSent() throws Exception {
    var queue = new FairQueue<String, Integer>(4, 2);
    queue.add("a", 1, 1_000_000);
    assertThat(queue.next().items()).containsExactly(1);
  }
}
