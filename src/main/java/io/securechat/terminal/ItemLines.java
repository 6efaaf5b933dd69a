package io.securechat.terminal;

import io.securechat.client.ClientRoom;
import io.securechat.client.Content;
import io.securechat.client.FileNames;
import io.securechat.client.Item;
import io.securechat.protocol.UserId;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// A room's items as lines for a terminal. No text of others reaches it uncleaned ([SafeText]).
final class ItemLines {

  private static final AttributedStyle DIM = AttributedStyle.DEFAULT.faint();
  private static final AttributedStyle NOTICE = AttributedStyle.DEFAULT.faint().italic();
  private static final int QUOTE = 50;
  private static final int STEP = 1024;
  private static final List<String> UNITS = List.of("kB", "MB", "GB");
  private static final int[] COLOURS = {
    AttributedStyle.GREEN,
    AttributedStyle.YELLOW,
    AttributedStyle.BLUE,
    AttributedStyle.MAGENTA,
    AttributedStyle.CYAN
  };

  private final DateTimeFormatter times;
  private final Function<UserId, String> names;

  /// @param names usernames of people
  ItemLines(ZoneId zone, Function<UserId, String> names) {
    this.times = DateTimeFormatter.ofPattern("HH:mm").withZone(zone);
    this.names = user -> SafeText.line(names.apply(user));
  }

  /// The items of a room that is opened: changes are shown at their message, and what was sent
  /// before this user joined is one line.
  List<AttributedString> opening(ClientRoom room, List<Item> items) {
    var lines = new ArrayList<AttributedString>();
    int before = 0;
    for (var item : items) {
      if (item instanceof Item.Locked(_, _, _, var reason) && reason.equals("before-joining")) {
        before++;
      } else if (!(item instanceof Item.Relation)) {
        addBefore(lines, before);
        before = 0;
        lines.addAll(of(room, item));
      }
    }
    addBefore(lines, before);
    return lines;
  }

  private static void addBefore(List<AttributedString> lines, int count) {
    if (count > 0) {
      lines.add(
          notice(
              "Sent before you joined: "
                  + count
                  + (count == 1 ? " message" : " messages")
                  + ". New members can’t see earlier messages here."));
    }
  }

  static AttributedString notice(String text) {
    return new AttributedString("* " + text, NOTICE);
  }

  /// An item that has just come.
  List<AttributedString> of(ClientRoom room, Item item) {
    return switch (item) {
      case Item.Said said -> said(room, said);
      case Item.Letter letter -> letter(letter);
      case Item.Relation relation -> List.of(notice(relation(relation)));
      case Item.Gone gone ->
          List.of(
              line(
                  item,
                  gone.sender().equals(gone.by())
                      ? name(gone.sender()) + " deleted this message."
                      : name(gone.by()) + " removed this message by " + name(gone.sender()) + "."));
      case Item.Locked locked -> List.of(line(item, locked(locked)));
      case Item.Happened happened -> List.of(notice(Notices.of(happened.event(), names)));
      case Item.NewEpoch epoch ->
          epoch
              .replacedBy()
              .map(who -> notice(name(who) + " couldn’t open the key and created a new one."))
              .stream()
              .toList();
      case Item.Expired _ -> List.of();
    };
  }

  private String name(UserId user) {
    return names.apply(user);
  }

  private AttributedString line(Item item, String text) {
    return start(item).styled(NOTICE, text).toAttributedString();
  }

  private AttributedStringBuilder start(Item item) {
    String time = times.format(Instant.ofEpochMilli(item.at()));
    return new AttributedStringBuilder().styled(DIM, item.pos() + " " + time + " ");
  }

  /// Under the name of its box, with a mark that no person wrote it.
  private List<AttributedString> letter(Item.Letter letter) {
    var first = start(letter).styled(AttributedStyle.BOLD, SafeText.line(letter.box()));
    first.styled(DIM, letter.webhook() ? " (webhook, readable by the server)" : " (program)");
    return text(first.append(": "), letter.text());
  }

  private List<AttributedString> text(AttributedStringBuilder first, String shown) {
    var lines = new ArrayList<AttributedString>();
    var text = SafeText.lines(shown).split("\n", -1);
    lines.add(first.append(MarkdownText.of(text[0])).toAttributedString());
    for (int i = 1; i < text.length; i++) {
      lines.add(
          new AttributedStringBuilder()
              .append("    ")
              .append(MarkdownText.of(text[i]))
              .toAttributedString());
    }
    return lines;
  }

  private List<AttributedString> said(ClientRoom room, Item.Said said) {
    var lines = new ArrayList<AttributedString>();
    quote(room, said).ifPresent(lines::add);
    var first = start(said);
    int colour = COLOURS[Math.floorMod(said.sender().hashCode(), COLOURS.length)];
    first.styled(AttributedStyle.BOLD.foreground(colour), name(said.sender())).append(": ");
    lines.addAll(text(first, said.text()));
    for (var file : said.original().files()) {
      lines.add(
          new AttributedString(
              "    [%s, %s – /save %d]"
                  .formatted(FileNames.clean(file.name()), size(file.size()), said.pos()),
              DIM));
    }
    String more = more(said);
    if (!more.isEmpty()) {
      lines.add(new AttributedString("    " + more, DIM));
    }
    return lines;
  }

  private Optional<AttributedString> quote(ClientRoom room, Item.Said said) {
    var reply = said.original().replyTo();
    var thread = said.original().thread();
    var ref = reply == null ? thread : reply;
    return Optional.ofNullable(ref)
        .flatMap(one -> room.said(one.pos()))
        .map(quoted ->
            new AttributedString(
                (reply == null ? "  in the thread of " : "  > ")
                    + name(quoted.sender())
                    + ": "
                    + shortened(SafeText.line(quoted.text())),
                DIM));
  }

  private static String size(long bytes) {
    if (bytes < STEP) {
      return bytes + (bytes == 1 ? " byte" : " bytes");
    }
    double value = bytes;
    int unit = -1;
    while (value >= STEP && unit < UNITS.size() - 1) {
      value /= STEP;
      unit++;
    }
    return String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, UNITS.get(unit));
  }

  private static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= QUOTE
        ? text
        : text.substring(0, text.offsetByCodePoints(0, QUOTE)) + "…";
  }

  private static String more(Item.Said said) {
    var parts = new ArrayList<String>();
    if (said.edited()) {
      parts.add("(edited)");
    }
    if (said.pinned()) {
      parts.add("(pinned)");
    }
    said.reactions().forEach((emoji, who) -> parts.add(SafeText.line(emoji) + " " + who.size()));
    return String.join("  ", parts);
  }

  private String relation(Item.Relation relation) {
    String who = name(relation.sender());
    return switch (relation.content()) {
      case Content.Edit edit ->
          who + " edited " + edit.of().pos() + ": " + SafeText.line(edit.text());
      case Content.React react ->
          react.on()
              ? who + " reacted to " + react.of().pos() + ": " + SafeText.line(react.emoji())
              : who + " took back " + SafeText.line(react.emoji()) + " from " + react.of().pos();
      case Content.Pin pin -> who + (pin.on() ? " pinned " : " unpinned ") + pin.of().pos();
      case Content.Text _ -> "";
    };
  }

  /// The words of the page.
  private String locked(Item.Locked locked) {
    String from = locked.sender().map(user -> name(user) + ": ").orElse("");
    return from
        + switch (locked.reason()) {
          case "before-joining" -> "Sent before you joined.";
          case "withheld" -> "Withheld by the server. Others may have it.";
          case "no-key" ->
              "Can’t be decrypted yet. You don’t have the key yet; other members can share it.";
          case "signature" -> "Signature doesn’t match. It isn’t shown.";
          case "wrong-sender" -> "Sender doesn’t match. It isn’t shown.";
          case "out-of-time" -> "Outdated key. It isn’t shown.";
          case "repeated" -> "Duplicate. This message was already shown.";
          case "not-allowed" -> "Not allowed in this room. It isn’t shown.";
          case "newer" -> "Sent with a newer version of Secure Chat.";
          default -> "Damaged. This message can’t be shown.";
        };
  }

  /// Names in one line.
  static String list(List<String> names) {
    return names.stream().map(SafeText::line).sorted().collect(Collectors.joining(", "));
  }
}
