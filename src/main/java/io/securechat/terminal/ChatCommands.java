package io.securechat.terminal;

import io.securechat.client.ClientRoom;
import io.securechat.client.FileTypes;
import io.securechat.client.Person;
import io.securechat.client.Session;
import io.securechat.protocol.RoomMode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/// What is typed into a chat: messages, and commands that begin with a slash.
final class ChatCommands {

  static final Map<String, String> HELP =
      new java.util.TreeMap<>(
          Map.ofEntries(
              Map.entry("/rooms", "your rooms, with how many messages are unread"),
              Map.entry("/open", "NAME or number: opens a room"),
              Map.entry("/lobby", "leaves the room open for others, and shows none here"),
              Map.entry("/more", "shows earlier messages"),
              Map.entry("/online", "who is online"),
              Map.entry("/who", "who is in this room"),
              Map.entry("/create", "[managed] NAME: makes a room, end-to-end unless managed"),
              Map.entry("/invite", "USER…: invites people, and says who of them is online"),
              Map.entry("/accept", "[NAME]: accepts an invitation"),
              Map.entry("/decline", "[NAME]: declines an invitation"),
              Map.entry("/leave", "leaves this room for good"),
              Map.entry("/reply", "NUMBER TEXT: replies to the message with this number"),
              Map.entry("/react", "NUMBER EMOJI: reacts, or takes the reaction back"),
              Map.entry("/edit", "NUMBER TEXT: changes your message"),
              Map.entry("/file", "PATH: sends a file; original PATH: a picture with its metadata"),
              Map.entry("/save", "NUMBER [FOLDER]: saves the files of a message"),
              Map.entry("/delete", "NUMBER: deletes a message for everyone"),
              Map.entry("/search", "QUERY: searches your rooms; alone: more results"),
              Map.entry("/result", "NUMBER: opens a result of the search"),
              Map.entry("/help", "this list; //text sends /text as a message"),
              Map.entry("/forget", "signs out, and removes what --remember keeps on this device"),
              Map.entry("/quit", "signs out, unless this device remembers the session")));

  private static final String ORIGINAL = "original ";
  private static final Duration PROGRESS = Duration.ofSeconds(3);

  private final Session session;
  private final Chat chat;
  private final Screen screen;
  private final ChatSearch searching;

  ChatCommands(Session session, Chat chat, Screen screen) {
    this.session = session;
    this.chat = chat;
    this.screen = screen;
    this.searching = new ChatSearch(session, chat, screen);
  }

  /// Does what a line says, and returns whether the chat goes on.
  boolean run(String line) {
    try {
      return dispatch(line.strip());
    } catch (RuntimeException e) {
      screen.print(SafeText.line(Failure.of(e).words()));
      return true;
    }
  }

  private boolean dispatch(String line) {
    if (line.isEmpty()) {
      return true;
    }
    if (!line.startsWith("/") || line.startsWith("//")) {
      say(line.startsWith("//") ? line.substring(1) : line, 0);
      return true;
    }
    int blank = line.indexOf(' ');
    String command = blank < 0 ? line : line.substring(0, blank);
    String rest = blank < 0 ? "" : line.substring(blank).strip();
    switch (command.toLowerCase(Locale.ROOT)) {
      case "/quit" -> {
        return false;
      }
      case "/forget" -> {
        session.forget();
        return false;
      }
      case "/help" -> HELP.forEach((name, text) -> screen.print("%-9s %s".formatted(name, text)));
      case "/rooms" -> chat.lobby();
      case "/open" -> open(rest);
      case "/lobby" -> chat.close();
      case "/more" -> chat.more();
      case "/online" -> online();
      case "/who" -> who(room());
      case "/create" -> create(rest);
      case "/invite" -> invite(room(), rest);
      case "/accept" -> accept(invitation(rest));
      case "/decline" -> decline(invitation(rest));
      case "/leave" -> leave(room());
      case "/reply" -> say(text(rest), number(rest));
      case "/react" -> react(room(), number(rest), text(rest));
      case "/edit" -> edit(room(), number(rest), text(rest));
      case "/file" -> file(room(), rest);
      case "/save" -> save(room(), number(rest), rest);
      case "/search" -> searching.search(rest);
      case "/result" -> searching.open(number(rest));
      case "/delete" -> delete(room(), number(rest));
      default -> screen.print("There is no command " + command + ". /help lists them.");
    }
    return true;
  }

  private ClientRoom room() {
    var room = chat.room();
    if (room == null) {
      throw stop("No room is open. /rooms lists them, /open NAME opens one.");
    }
    return room;
  }

  private static Failure.Stop stop(String words) {
    return new Failure.Stop(ExitCode.USAGE, words);
  }

  private static long number(String rest) {
    String first = rest.split(" ", 2)[0];
    try {
      return Long.parseLong(first);
    } catch (NumberFormatException e) {
      throw stop("Which message? Its number stands before it.");
    }
  }

  private static String text(String rest) {
    var parts = rest.split(" ", 2);
    if (parts.length < 2 || parts[1].isBlank()) {
      throw stop("What should it say? /help lists the commands.");
    }
    return parts[1].strip();
  }

  private void say(String text, long replyTo) {
    session.say(room(), text, replyTo == 0 ? 0 : said(room(), replyTo));
    chat.showNew();
  }

  /// A number at which there is a message that is open here.
  private static long said(ClientRoom room, long pos) {
    if (room.said(pos).isEmpty()) {
      throw stop("There is no message with this number.");
    }
    return pos;
  }

  private void edit(ClientRoom room, long pos, String text) {
    if (room.said(pos).filter(one -> one.sender().equals(session.me())).isEmpty()) {
      throw stop("Only your own messages can be edited.");
    }
    session.edit(room, pos, text);
    chat.showNew();
  }

  private void react(ClientRoom room, long pos, String emoji) {
    var reactions = room.said(said(room, pos)).orElseThrow().reactions();
    boolean has = reactions.getOrDefault(emoji, java.util.Set.of()).contains(session.me());
    try {
      session.react(room, pos, emoji, !has);
    } catch (io.securechat.bytes.Malformed e) {
      throw stop("A reaction is one emoji.");
    }
    chat.showNew();
  }

  private void delete(ClientRoom room, long pos) {
    session.delete(room, said(room, pos));
    chat.showNew();
  }

  private void file(ClientRoom room, String rest) {
    boolean original = rest.startsWith(ORIGINAL);
    String name = original ? rest.substring(ORIGINAL.length()).strip() : rest;
    if (name.isEmpty()) {
      throw stop("Which file? /file PATH");
    }
    var path = path(name);
    if (!original && FileTypes.isPicture(path)) {
      throw stop(Streams.METADATA + " To do that: /file original PATH");
    }
    session.files().send(room, List.of(path), "", progress("Sending"));
    chat.showNew();
  }

  private void save(ClientRoom room, long pos, String rest) {
    var files = room.said(said(room, pos)).orElseThrow().original().files();
    if (files.isEmpty()) {
      throw stop("This message has no files.");
    }
    var parts = rest.split(" ", 2);
    var folder = path(parts.length < 2 ? "." : parts[1].strip());
    for (var file : files) {
      var saved = session.files().save(room, file, folder, progress("Saving"));
      screen.print("Saved as " + SafeText.line(saved.toString()));
    }
  }

  /// `~` is the user's home.
  private static Path path(String typed) {
    String home = System.getProperty("user.home");
    try {
      return Path.of(
              typed.equals("~") || typed.startsWith("~/") ? home + typed.substring(1) : typed)
          .normalize();
    } catch (InvalidPathException e) {
      throw stop("This isn’t a path.");
    }
  }

  /// Says how far it is from time to time.
  private IntConsumer progress(String what) {
    var seldom = new Seldom(PROGRESS);
    return percent -> {
      if (percent < 100 && seldom.isDue()) {
        screen.print(ItemLines.notice(what + "… " + percent + " %"));
      }
    };
  }

  private void open(String wanted) {
    var rooms = session.rooms();
    var byNumber =
        wanted.matches("[0-9]{1,4}") && Integer.parseInt(wanted) <= rooms.size()
            ? Optional.of(Integer.parseInt(wanted) - 1)
            : Optional.<Integer>empty();
    var found = byNumber.filter(i -> i >= 0).map(rooms::get);
    if (found.isEmpty()) {
      found = Optional.of(ScriptCommand.find(session, wanted));
    }
    if (!found.get().isRead()) {
      throw stop("The history of this room isn’t valid. It isn’t shown.");
    }
    chat.open(found.get().id());
  }

  private void online() {
    var people = session.online();
    var names = people.stream().map(Person::username).toList();
    screen.print("Online (" + names.size() + "): " + ItemLines.list(names));
  }

  private void who(ClientRoom room) {
    var online = session.online().stream().map(Person::id).toList();
    var lines = new ArrayList<String>();
    room.ledger()
        .standings()
        .forEach((user, standing) ->
            lines.add(
                "%s%s%s"
                    .formatted(
                        session.name(user),
                        standing.role() == 1 ? " (owner)" : "",
                        online.contains(user) ? "" : " – offline")));
    screen.print("In this room (" + lines.size() + "): " + ItemLines.list(lines));
    var invited = room.ledger().invitations().keySet().stream().map(session::name).toList();
    if (!invited.isEmpty()) {
      screen.print("Invited: " + ItemLines.list(invited));
    }
  }

  private void create(String rest) {
    boolean managed = rest.startsWith("managed ");
    String name = managed ? rest.substring("managed ".length()).strip() : rest;
    if (name.isEmpty()) {
      throw stop("A room needs a name: /create NAME");
    }
    chat.open(session.create(name, managed ? RoomMode.MANAGED : RoomMode.END_TO_END));
  }

  private void invite(ClientRoom room, String rest) {
    var names = Arrays.stream(rest.split("[\\s,]+")).filter(name -> !name.isEmpty()).toList();
    if (names.isEmpty()) {
      throw stop("Whom? /invite NAME NAME");
    }
    for (var one : session.invite(room.id(), names)) {
      screen.print(SafeText.line(one.name()) + ": " + outcome(one.outcome()));
    }
  }

  /// The words of the page.
  private static String outcome(String outcome) {
    return switch (outcome) {
      case "online" -> "invited, is online";
      case "offline" -> "invited, is offline and will find the invitation";
      case "already-here" -> "is already in this room";
      case "already-invited" -> "is already invited";
      case "unknown" -> "there is nobody of this name";
      case "refused" -> "not invited: this isn’t allowed";
      case "new-identity" -> "not invited: has a new safety number. Compare it in the page first";
      case "somebody-else" ->
          "not invited: the server names someone else by this username than before";
      default -> "not invited: it failed. Try again";
    };
  }

  private Session.Invitation invitation(String wanted) {
    List<Session.Invitation> open = List.copyOf(chat.invitations());
    return open.reversed().stream()
        .filter(one -> wanted.isEmpty() || one.name().equals(wanted))
        .findFirst()
        .orElseThrow(() -> stop("There is no such invitation."));
  }

  private void accept(Session.Invitation invitation) {
    session.accept(invitation);
    chat.invitationGone(invitation.room(), "accepted");
    chat.open(invitation.room());
  }

  private void decline(Session.Invitation invitation) {
    session.decline(invitation.room());
    chat.invitationGone(invitation.room(), "declined");
    screen.print("Declined.");
  }

  private void leave(ClientRoom room) {
    chat.close();
    session.leave(room.id());
    screen.print("You have left the room.");
  }

  /// What can complete a line: its commands, rooms and people.
  static List<String> completions(Session session, List<String> before, String word) {
    if (before.isEmpty()) {
      return HELP.keySet().stream().filter(name -> name.startsWith(word)).toList();
    }
    return switch (before.getFirst()) {
      case "/search" -> ChatSearch.FILTERS;
      case "/open" -> session.rooms().stream().map(one -> SafeText.line(one.name())).toList();
      case "/invite" ->
          session.online().stream().map(one -> SafeText.line(one.username())).toList();
      default -> List.of();
    };
  }
}
