package io.securechat.terminal;

import static io.securechat.client.Rest.fields;

import io.securechat.client.ClientRoom;
import io.securechat.client.Content;
import io.securechat.client.FileTypes;
import io.securechat.client.Item;
import io.securechat.client.Link;
import io.securechat.client.Session;
import io.securechat.protocol.RoomId;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The commands for scripts and bots.
final class ScriptCommands {

  private ScriptCommands() {}

  @Command(name = "rooms", description = "Lists your rooms, one JSON object on each line.")
  static final class Rooms extends ScriptCommand {

    @Override
    int run(Session session, JsonLines out) {
      for (var room : session.rooms()) {
        out.print(
            fields(
                "room", room.id().toString(),
                "name", room.name(),
                "kind", room.mode().word(),
                "unread", room.unread(),
                "verified", room.isRead()));
      }
      return ExitCode.OK;
    }
  }

  @Command(name = "online", description = "Lists who is online, one JSON object on each line.")
  static final class Online extends ScriptCommand {

    @Override
    int run(Session session, JsonLines out) {
      for (var person : session.online()) {
        out.print(fields("user", person.username(), "name", person.displayName()));
      }
      return ExitCode.OK;
    }
  }

  @Command(name = "send", description = "Sends a message, and prints where it stands in the room.")
  static final class Send extends ScriptCommand {

    @Parameters(index = "0", paramLabel = "ROOM", description = "Name or id of the room.")
    private String room = "";

    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "TEXT",
        description = "The message. Read from standard input if it is absent.")
    private @Nullable String text;

    @Override
    int run(Session session, JsonLines out) throws Exception {
      String message = streams().message(text);
      session.connect(new Link.Listener() {});
      var opened = openSound(session, room);
      long pos = session.say(opened, message, 0);
      out.print(fields("room", opened.id().toString(), "pos", pos));
      return ExitCode.OK;
    }
  }

  @Command(
      name = "file",
      description = "Sends a message with files, and prints where it stands in the room.")
  static final class SendFiles extends ScriptCommand {

    @Parameters(index = "0", paramLabel = "ROOM", description = "Name or id of the room.")
    private String room = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "PATH", description = "The files.")
    private List<Path> files = List.of();

    @Option(names = "--text", paramLabel = "TEXT", description = "A text with the files.")
    private String text = "";

    @Option(
        names = "--original",
        description = "Sends pictures too, with their metadata, such as where they were taken.")
    private boolean original;

    @Override
    int run(Session session, JsonLines out) {
      if (files.size() > Content.MOST_FILES) {
        throw new Failure.Stop(ExitCode.USAGE, "A message can have up to ten files.");
      }
      if (!original && files.stream().anyMatch(FileTypes::isPicture)) {
        throw new Failure.Stop(ExitCode.USAGE, Streams.METADATA + " To do that: --original");
      }
      session.connect(new Link.Listener() {});
      var opened = openSound(session, room);
      long pos = session.files().send(opened, files, text, _ -> {});
      out.print(fields("room", opened.id().toString(), "pos", pos));
      return ExitCode.OK;
    }
  }

  @Command(
      name = "save",
      description = "Saves the files of a message, and prints where each of them is.")
  static final class Save extends ScriptCommand {

    @Parameters(index = "0", paramLabel = "ROOM", description = "Name or id of the room.")
    private String room = "";

    @Parameters(index = "1", paramLabel = "POS", description = "Position of the message.")
    private long pos;

    @Parameters(
        index = "2",
        arity = "0..1",
        paramLabel = "FOLDER",
        defaultValue = ".",
        description = "Where to. The working folder if it is absent.")
    private Path folder = Path.of(".");

    @Override
    int run(Session session, JsonLines out) {
      var opened = open(session, room);
      var files =
          opened.said(pos).map(said -> said.original().files()).filter(all -> !all.isEmpty());
      if (files.isEmpty()) {
        throw new Failure.Stop(ExitCode.FAILED, "There is no message with files at this position.");
      }
      for (var file : files.get()) {
        var saved = session.files().save(opened, file, folder, _ -> {});
        out.print(fields("path", saved.toString(), "size", file.size(), "type", file.mediaType()));
      }
      return ExitCode.OK;
    }
  }

  @Command(name = "invite", description = "Invites people, and prints of each how that went.")
  static final class Invite extends ScriptCommand {

    @Parameters(index = "0", paramLabel = "ROOM", description = "Name or id of the room.")
    private String room = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "USER", description = "User names.")
    private List<String> users = List.of();

    @Override
    int run(Session session, JsonLines out) {
      var opened = openSound(session, room);
      boolean all = true;
      for (var invited : session.invite(opened.id(), users)) {
        out.print(fields("user", invited.name(), "outcome", invited.outcome()));
        all &= List.of("online", "offline").contains(invited.outcome());
      }
      return all ? ExitCode.OK : ExitCode.NOT_ALL;
    }
  }

  @Command(name = "export", description = "Prints what a room's log shows you, from its beginning.")
  static final class Export extends ScriptCommand {

    @Parameters(index = "0", paramLabel = "ROOM", description = "Name or id of the room.")
    private String room = "";

    @Override
    int run(Session session, JsonLines out) {
      var opened = open(session, room);
      for (var item : opened.items(1)) {
        out.print(opened, item);
      }
      opened
          .trouble()
          .ifPresent(why -> {
            throw new Failure.Stop(ExitCode.NOT_TRUSTED, why);
          });
      return ExitCode.OK;
    }
  }

  @Command(name = "listen", description = "Prints what comes from now on, until it is stopped.")
  static final class Listen extends ScriptCommand {

    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "ROOM",
        description = "Name or id of the room. All of your rooms if it is absent.")
    private @Nullable String room;

    @Option(names = "--count", paramLabel = "N", description = "Stops after so many messages.")
    private int count;

    @Override
    int run(Session session, JsonLines out) throws InterruptedException {
      var listening = new Listening(session, out, streams(), count);
      session.connect(listening);
      session.shareKeys();
      var wanted =
          room != null
              ? List.of(find(session, room).id())
              : session.rooms().stream()
                  .filter(Session.RoomLine::isRead)
                  .map(Session.RoomLine::id)
                  .toList();
      wanted.forEach(listening::open);
      out.print(fields("type", "listening", "rooms", wanted.size()));
      return listening.await();
    }
  }

  /// Prints what comes in some rooms.
  private static final class Listening implements Link.Listener {

    private final Session session;
    private final JsonLines out;
    private final Streams streams;
    private final int most;
    private final AtomicInteger messages = new AtomicInteger();
    private final Map<RoomId, Long> printed = new HashMap<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile int code = ExitCode.OK;

    Listening(Session session, JsonLines out, Streams streams, int most) {
      this.streams = streams;
      this.session = session;
      this.out = out;
      this.most = most;
    }

    void open(RoomId id) {
      synchronized (printed) {
        printed.put(id, session.open(id).last());
      }
    }

    @Override
    public void entries(ClientRoom room, long from) {
      synchronized (printed) {
        Long last = printed.get(room.id());
        if (last == null) {
          return;
        }
        for (var item : room.items(last + 1)) {
          boolean isMessage = item instanceof Item.Said || item instanceof Item.Letter;
          if (done.getCount() > 0
              && out.print(room, item)
              && isMessage
              && messages.incrementAndGet() == most) {
            done.countDown();
          }
        }
        printed.put(room.id(), room.last());
        room.trouble().ifPresent(why -> stop(ExitCode.NOT_TRUSTED, why));
      }
    }

    private void stop(int with, String why) {
      streams.err().println(why);
      code = with;
      done.countDown();
    }

    @Override
    public void invited(Session.Invitation invitation) {
      out.print(
          fields(
              "type", "invitation",
              "room", invitation.room().toString(),
              "name", invitation.name(),
              "from", invitation.byName()));
    }

    @Override
    public void removed(RoomId room) {
      out.print(fields("type", "removed", "room", room.toString()));
    }

    @Override
    public void ended(int closeCode) {
      stop(ExitCode.SIGN_IN, "The session has ended.");
    }

    int await() throws InterruptedException {
      while (!done.await(1, TimeUnit.HOURS)) {
        // Until somebody stops it.
      }
      return code;
    }
  }
}
