package io.securechat.browser;

import io.securechat.client.ChatClient;
import io.securechat.protocol.RoomMode;
import io.securechat.testing.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/// Rooms of alice's, every second one end-to-end, which Darth and Bob have filled with the texts of
/// [HistoryCorpus]. All of it is read.
record HistoryRooms(List<String> ids, List<String> texts, int entries) {

  private static final int AT_ONCE = 100;

  /// A socket remembers all that it heard, so it is replaced after so many messages.
  private static final int BATCHES_EACH = 10;

  /// One person may write 1,000 a second.
  private static final long NANOS_EACH = 1_500_000;

  private static final Duration LONG = Duration.ofMinutes(2);

  static HistoryRooms filled(TestServer server, int messages, int rooms) {
    var ids = new ArrayList<String>();
    try (var darth = ChatClient.at(server, "darth", "maul");
        var bob = ChatClient.at(server, "bob", "the builder");
        var alice = ChatClient.at(server, "alice", "wonderland")) {
      var authors = List.of(darth, bob);
      for (int i = 0; i < rooms; i++) {
        var mode = i % 2 == 0 ? RoomMode.MANAGED : RoomMode.END_TO_END;
        // Two rooms of either kind for either author.
        String room = authors.get(i / 2 % 2).createRoom(mode, "Room " + (i + 1), alice);
        alice.join(room);
        ids.add(room);
      }
      var texts = fillSideBySide(authors, ids, messages);
      int entries = 0;
      for (String room : ids) {
        int last = alice.api.get("/api/rooms/" + room).body().path("lastPos").asInt();
        alice.api.post("/api/rooms/" + room + "/read", Map.of("pos", last));
        entries += last;
      }
      return new HistoryRooms(ids, texts, entries);
    }
  }

  private static List<String> fillSideBySide(
      List<ChatClient> authors, List<String> rooms, int messages) {
    var threads = Executors.newFixedThreadPool(authors.size());
    try {
      var work = new ArrayList<Future<List<String>>>();
      for (int i = 0; i < authors.size(); i++) {
        int author = i;
        var own = rooms.stream().filter(room -> rooms.indexOf(room) / 2 % 2 == author).toList();
        int share = messages * own.size() / rooms.size();
        work.add(threads.submit(() -> fill(authors.get(author), own, share, author)));
      }
      var all = new ArrayList<String>();
      for (var one : work) {
        all.addAll(one.get());
      }
      return all;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  /// A hundred into one room, then a hundred into the next one.
  private static List<String> fill(ChatClient author, List<String> rooms, int messages, long seed) {
    var corpus = new HistoryCorpus(seed);
    var sent = new ArrayList<String>();
    int batches = 0;
    var writer = author.again();
    long due = System.nanoTime();
    int most = 2 * messages / AT_ONCE + 1;
    while (sent.size() < messages && batches < most) {
      due = Math.max(due, System.nanoTime()) + AT_ONCE * NANOS_EACH;
      String room = rooms.get(batches % rooms.size());
      sent.addAll(send(writer, room, corpus, Math.min(AT_ONCE, messages - sent.size())));
      if (++batches % BATCHES_EACH == 0) {
        writer = writer.again();
      }
      LockSupport.parkNanos(due - System.nanoTime());
    }
    writer.close();
    return sent;
  }

  /// Messages in flight together; answers those that were accepted. The last ones of an epoch may
  /// be refused.
  private static List<String> send(
      ChatClient writer, String room, HistoryCorpus corpus, int count) {
    var epoch = writer.openEpoch(room);
    var texts = new LinkedHashMap<String, String>();
    for (int i = 0; i < count; i++) {
      var id = UUID.randomUUID();
      String text = corpus.next();
      texts.put(id.toString(), text);
      writer.send(room, id, writer.seal(epoch, text));
    }
    String last = List.copyOf(texts.keySet()).getLast();
    writer.frames.await(frame -> isAnswer(frame, last), LONG);
    for (JsonNode frame : writer.frames.heard()) {
      if (frame.path("type").asString("").equals("refused")) {
        texts.remove(frame.path("clientId").asString(""));
      }
    }
    return List.copyOf(texts.values());
  }

  private static boolean isAnswer(JsonNode frame, String id) {
    String type = frame.path("type").asString("");
    return (type.equals("accepted") || type.equals("refused"))
        && frame.path("clientId").asString("").equals(id);
  }
}
