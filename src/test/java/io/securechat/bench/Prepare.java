package io.securechat.bench;

import io.securechat.testing.Api;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// Fills a data folder for the load generator, and writes what the generator needs beside it:
///
/// - `users`: name, authSecret and session of each user, one per line
/// - `rooms-M`: id, head and first member of each room with M members, one per line
/// - `sealed-M`: envelopes of each member of these rooms, in the rooms' order, each member's in the
///   order of their numbers: the server accepts each once
/// - `rooms-M-closed`: rooms whose first epoch nobody has opened yet
///
/// Everything goes through the server's public API. Its rate limits for one administrator and one
/// address allow a hundred users in ten minutes, so the server is restarted after each hundred.
public final class Prepare {

  private static final int AT_A_TIME = 4;
  private static final int PEOPLE_A_START = 100;

  /// Gives an envelope of 269 bytes, which becomes an entry of about 400 bytes on the wire.
  private static final String TEXT = "Shall we meet at eight where we met before?";

  /// Rooms with this many members, each of whom has this many envelopes: no more than one epoch
  /// allows, and enough for repeated runs.
  private record Shape(int members, int rooms, int each) {

    boolean open() {
      return each > 0;
    }

    String file(String what) {
      return what + "-" + members + (open() ? "" : "-closed");
    }
  }

  private final Path folder;
  private final Server server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Member> people = new ArrayList<>();

  private Prepare(Path folder, Server server) {
    this.folder = folder;
    this.server = server;
  }

  /// Arguments: the jar, the folder to fill, the file with RSA pairs, the number of users, a free
  /// port, and further settings for the server.
  public static void main(String[] arguments) throws Exception {
    var folder = Path.of(arguments[1]);
    int count = Integer.parseInt(arguments[3]);
    Files.createDirectories(folder);
    var pairs = KeyStock.take(Path.of(arguments[2]), count);
    int port = Integer.parseInt(arguments[4]);
    var settings = List.of(arguments).subList(5, arguments.length);
    try (var server =
        new Server(Path.of(arguments[0]), folder.resolve("data"), port, settings).ready()) {
      var prepare = new Prepare(folder, server);
      prepare.register(pairs);
      // Enough that repeated runs need not use one room until its epoch is used up (K3).
      prepare.rooms(new Shape(2, count / 2, 600));
      prepare.rooms(new Shape(10, 3 * (count / 10), 450));
      prepare.rooms(new Shape(100, 7 * (count / 100), 90));
      prepare.rooms(new Shape(1000, 8 * (count / 1000), 9));
      prepare.rooms(new Shape(1000, 6 * (count / 1000), 0));
    }
  }

  private void register(List<KeyPair> pairs) throws Exception {
    var admin = Member.register("keeper", server.setUpToken(), pairs.getFirst(), line());
    for (int from = 0; from < pairs.size(); from += PEOPLE_A_START) {
      server.restart();
      int end = Math.min(pairs.size(), from + PEOPLE_A_START);
      var work = new ArrayList<Callable<Member>>();
      for (int i = from; i < end; i++) {
        String name = "bench" + i;
        var pair = pairs.get(i);
        work.add(() -> Member.register(name, token(admin), pair, line()));
      }
      people.addAll(all(work));
      System.out.println(people.size() + " people");
    }
    server.restart();
    Files.write(
        folder.resolve("users"),
        people.stream()
            .map(p -> p.name() + " " + p.authSecret() + " " + p.line().session())
            .toList());
  }

  private static String token(Member admin) {
    var link = admin.line().post("/api/admin/links", Api.fields("days", 1));
    String path = link.path("url").asString();
    return path.substring(path.indexOf('#') + 1);
  }

  private void rooms(Shape shape) throws Exception {
    var work = new ArrayList<Callable<FullRoom>>();
    for (int r = 0; r < shape.rooms(); r++) {
      var members = people.subList(first(shape, r), first(shape, r) + shape.members());
      var owner = owner(shape, r, members);
      work.add(() -> FullRoom.of(members, owner));
    }
    long begun = System.nanoTime();
    var rooms = all(work);
    System.out.printf(
        "%d rooms of %d in %d s%n",
        shape.rooms(), shape.members(), (System.nanoTime() - begun) / 1_000_000_000);
    if (shape.open()) {
      seal(shape, rooms);
    } else {
      write(shape, rooms, rooms.stream().map(FullRoom::lastPos).toList());
    }
  }

  private void seal(Shape shape, List<FullRoom> rooms) throws Exception {
    var work = new ArrayList<Callable<FullRoom.Sealed>>();
    rooms.forEach(room -> work.add(() -> room.seal(TEXT, shape.each())));
    var sealed = all(work);
    write(shape, rooms, sealed.stream().map(FullRoom.Sealed::pos).toList());
    Files.write(
        folder.resolve(shape.file("sealed")),
        sealed.stream().flatMap(s -> s.envelopes().stream()).toList());
  }

  private void write(Shape shape, List<FullRoom> rooms, List<Long> heads) throws IOException {
    var lines = new ArrayList<String>();
    for (int r = 0; r < rooms.size(); r++) {
      lines.add(rooms.get(r).id() + " " + heads.get(r) + " " + first(shape, r));
    }
    Files.write(folder.resolve(shape.file("rooms")), lines);
  }

  private int first(Shape shape, int room) {
    return room * shape.members() % people.size();
  }

  /// A user may invite a thousand users per hour, so owners of large rooms own no other rooms.
  private static Member owner(Shape shape, int room, List<Member> members) {
    boolean all = shape.members() >= 1000;
    return all ? members.get(20 * (room + (shape.open() ? 1 : 20))) : members.getLast();
  }

  private Line line() {
    return new Line(http, server.uri());
  }

  private static <T> List<T> all(List<Callable<T>> work) throws Exception {
    try (var workers = Executors.newFixedThreadPool(AT_A_TIME)) {
      var results = new ArrayList<T>();
      for (var future : workers.invokeAll(work)) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
