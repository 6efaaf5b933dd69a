package io.securechat.fuzz;

import io.securechat.client.ChatClient;
import io.securechat.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Two users who chat continuously: each message must arrive, and in time.
final class Conversation implements AutoCloseable {

  private static final long PAUSE_MILLIS = 300;

  private final ChatClient speaker;
  private final ChatClient hearer;
  private final String room;
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread thread;
  private final List<Long> millis = new ArrayList<>();
  private volatile @Nullable Throwable failure;

  private Conversation(ChatClient speaker, ChatClient hearer) {
    this.speaker = speaker;
    this.hearer = hearer;
    this.room = speaker.createRoom("Conversation", hearer);
    hearer.join(room);
    this.thread = Thread.ofPlatform().name("conversation").start(this::talk);
  }

  static Conversation begin(TestServer server) {
    return new Conversation(
        ChatClient.at(server, "alice", "wonderland"), ChatClient.at(server, "bob", "the builder"));
  }

  private void talk() {
    try {
      for (int i = 0; !end.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS); i++) {
        String line = "line " + i + ".";
        long began = System.nanoTime();
        speaker.say(room, line);
        hearer.hears(room, line);
        synchronized (millis) {
          millis.add((System.nanoTime() - began) / 1_000_000);
        }
      }
    } catch (Throwable e) {
      failure = e;
    }
  }

  @Nullable Throwable failure() {
    return failure;
  }

  /// The delay of each message in milliseconds, ascending.
  List<Long> millis() {
    synchronized (millis) {
      return millis.stream().sorted().toList();
    }
  }

  @Override
  public void close() throws InterruptedException {
    end.countDown();
    thread.join();
    speaker.close();
    hearer.close();
  }
}
