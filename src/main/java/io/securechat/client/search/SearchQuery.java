package io.securechat.client.search;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What somebody searches for: words and phrases, which all must occur in a message or in the names
/// of its files, and filters.
///
/// @param terms the words and phrases
/// @param from usernames, one of which must have sent it
/// @param in names of rooms, one of which must fit
/// @param after the earliest time, in milliseconds
/// @param before the first time that is too late, in milliseconds
public record SearchQuery(
    List<SearchTerm> terms,
    List<String> from,
    List<SearchTerm> in,
    Set<Has> has,
    long after,
    long before,
    boolean mentionsMe) {

  /// A part of a text, in UTF-16 code units.
  public record Range(int from, int to) {}

  /// What a message may contain.
  enum Has {
    FILE,
    IMAGE,
    LINK,
    CODE
  }

  private static final String ME = "me";
  private static final Pattern LINK = Pattern.compile("(?i)https?://[^\\s]|(?:^|\\s)www\\.[^\\s.]");
  private static final Pattern CODE = Pattern.compile("```|~~~|`[^`\\n]+`");

  /// Reads what somebody has typed. Throws [InvalidQuery].
  ///
  /// @param zone in which days begin
  public static SearchQuery parse(String typed, ZoneId zone) {
    return new QueryReader(typed, zone).read();
  }

  /// Whether messages of a room with this name can match.
  public boolean includesRoom(String name) {
    return in.isEmpty() || in.stream().anyMatch(one -> one.isIn(new FoldedText(name)));
  }

  /// Whether a message matches.
  public boolean matches(SearchDocument document) {
    return document.at() >= after
        && document.at() < before
        && (!mentionsMe || document.mentionsMe())
        && isFrom(document)
        && has.stream().allMatch(one -> has(one, document))
        && includesRoom(document.room())
        && occurIn(document);
  }

  private boolean isFrom(SearchDocument document) {
    return from.isEmpty()
        || (from.contains(ME) && document.own())
        || from.contains(new FoldedText(document.from()).toString());
  }

  private static boolean has(Has what, SearchDocument document) {
    return switch (what) {
      case FILE -> !document.files().isEmpty();
      case IMAGE ->
          document.files().stream().anyMatch(file -> file.mediaType().startsWith("image/"));
      case LINK -> LINK.matcher(document.text()).find();
      case CODE -> CODE.matcher(document.text()).find();
    };
  }

  private boolean occurIn(SearchDocument document) {
    if (terms.isEmpty()) {
      return true;
    }
    var texts =
        Stream.concat(
                Stream.of(document.text()),
                document.files().stream().map(SearchDocument.File::name))
            .map(FoldedText::new)
            .toList();
    return terms.stream().allMatch(term -> texts.stream().anyMatch(term::isIn));
  }

  /// Where words and phrases stand in a text: ascending, and apart from each other.
  public List<Range> marks(String text) {
    var folded = new FoldedText(text);
    var all =
        terms.stream()
            .flatMap(term -> term.in(folded).stream())
            .sorted(Comparator.comparingInt(Range::from))
            .toList();
    var marks = new ArrayList<Range>();
    for (var one : all) {
      if (!marks.isEmpty() && one.from() <= marks.getLast().to()) {
        var before = marks.removeLast();
        marks.add(new Range(before.from(), Math.max(before.to(), one.to())));
      } else {
        marks.add(one);
      }
    }
    return marks;
  }
}
