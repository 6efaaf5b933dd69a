package io.securechat.terminal;

import io.securechat.client.ClientRoom;
import io.securechat.client.Session;
import io.securechat.protocol.RoomId;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// What commands for scripts share: they sign in, do one thing, print JSON lines, and sign out.
abstract class ScriptCommand implements Callable<Integer> {

  @ParentCommand private @Nullable ClientCommand parent;

  @Mixin private final SignInOptions signIn = new SignInOptions();

  @Option(
      names = {"-s", "--server"},
      paramLabel = "ADDRESS",
      required = true,
      defaultValue = "${env:SECURE_CHAT_SERVER}",
      description = "The server's address, such as https://chat.example:8443")
  private String server = "";

  @Override
  public Integer call() throws Exception {
    try (var session = signIn.signIn(server)) {
      return run(session, new JsonLines(streams().out(), session));
    }
  }

  /// Where input comes from and output goes.
  final Streams streams() {
    return Objects.requireNonNull(parent).streams();
  }

  abstract int run(Session session, JsonLines out) throws Exception;

  /// The verified room with this id or name.
  static Session.RoomLine find(Session session, String wanted) {
    var rooms = session.rooms().stream().filter(Session.RoomLine::isRead).toList();
    for (var room : rooms) {
      if (room.id().toString().equals(wanted)) {
        return room;
      }
    }
    var named = rooms.stream().filter(room -> room.name().equals(wanted)).toList();
    return switch (named.size()) {
      case 0 -> throw new Failure.Stop(ExitCode.NO_ROOM, "You are in no room of this name or id.");
      case 1 -> named.getFirst();
      default ->
          throw new Failure.Stop(
              ExitCode.NO_ROOM,
              "Several of your rooms have this name. Use one of these ids: "
                  + String.join(", ", ids(named)));
    };
  }

  private static List<String> ids(List<Session.RoomLine> rooms) {
    return rooms.stream().map(Session.RoomLine::id).map(RoomId::toString).toList();
  }

  static ClientRoom open(Session session, String wanted) {
    return session.open(find(session, wanted).id());
  }

  /// A room whose log is valid to its end.
  static ClientRoom openSound(Session session, String wanted) {
    var room = open(session, wanted);
    room.trouble()
        .ifPresent(why -> {
          throw new Failure.Stop(ExitCode.NOT_TRUSTED, why);
        });
    return room;
  }
}
