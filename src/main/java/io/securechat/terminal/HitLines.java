package io.securechat.terminal;

import io.securechat.client.FileNames;
import io.securechat.client.Item;
import io.securechat.client.RoomSearch;
import io.securechat.client.search.SearchQuery;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// What a search has found, as lines for a terminal: room, time, sender, and the part of the
/// message around the first place that matches. No text of others reaches it uncleaned
/// ([SafeText]).
record HitLines(ZoneId zone) {

  private static final AttributedStyle DIM = AttributedStyle.DEFAULT.faint();
  private static final AttributedStyle MARK = AttributedStyle.BOLD.underline();
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
  private static final int BEFORE = 40;
  private static final int AFTER = 120;

  /// @param number by which the hit can be opened; 0 for none
  AttributedString of(int number, RoomSearch.Hit hit, SearchQuery query) {
    var item = hit.item();
    var line = new AttributedStringBuilder();
    if (number > 0) {
      line.append("%3d  ".formatted(number));
    }
    line.styled(DIM, TIME.withZone(zone).format(Instant.ofEpochMilli(item.at())) + "  ");
    line.append(SafeText.line(hit.title())).append("  ");
    line.styled(AttributedStyle.BOLD, SafeText.line(hit.from())).append(": ");
    switch (item) {
      case Item.Said said -> {
        addPart(line, said.text(), query);
        said.original()
            .files()
            .forEach(file -> {
              line.append(line.charAt(line.length() - 1) == ' ' ? "[" : " [");
              addMarked(line, FileNames.clean(file.name()), query);
              line.append("]");
            });
      }
      case Item.Letter letter -> addPart(line, letter.text(), query);
      case Item.Relation _,
          Item.Gone _,
          Item.Locked _,
          Item.Expired _,
          Item.Happened _,
          Item.NewEpoch _ -> {}
    }
    return line.toAttributedString();
  }

  private static void addPart(AttributedStringBuilder line, String text, SearchQuery query) {
    var marks = query.marks(text);
    int first = marks.isEmpty() ? 0 : marks.getFirst().from();
    int begin = boundary(text, first - BEFORE);
    int end = boundary(text, first + AFTER);
    line.append(begin > 0 ? "…" : "");
    addMarked(line, text, begin, end, marks);
    line.append(end < text.length() ? "…" : "");
  }

  /// Near this place, and not inside a pair of surrogates.
  private static int boundary(String text, int place) {
    int at = Math.clamp(place, 0, text.length());
    boolean inside =
        at > 0
            && at < text.length()
            && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
    return inside ? at - 1 : at;
  }

  private static void addMarked(AttributedStringBuilder line, String text, SearchQuery query) {
    addMarked(line, text, 0, text.length(), query.marks(text));
  }

  private static void addMarked(
      AttributedStringBuilder line,
      String text,
      int begin,
      int end,
      List<SearchQuery.Range> marks) {
    int at = begin;
    for (var mark : marks) {
      int from = Math.clamp(mark.from(), at, end);
      int to = Math.clamp(mark.to(), from, end);
      line.append(plain(text, at, from)).styled(MARK, plain(text, from, to));
      at = to;
    }
    line.append(plain(text, at, end));
  }

  private static String plain(String text, int from, int to) {
    return SafeText.line(SafeText.lines(text.substring(from, to)));
  }
}
