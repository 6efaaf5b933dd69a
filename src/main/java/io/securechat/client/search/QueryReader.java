package io.securechat.client.search;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a search: words, `"phrases"` and filters `name:value`, separated by spaces. A name that is
/// no filter's is a part of a word, as in a URL.
final class QueryReader {

  private static final int LONGEST = 1_000;
  private static final Set<String> FILTERS =
      Set.of("from", "in", "has", "before", "after", "mentions");
  private static final Pattern FILTER = Pattern.compile("([a-zA-Z]+):.*", Pattern.DOTALL);
  private static final Pattern QUOTES = Pattern.compile("[\u201C\u201D\u201E\u201F]");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  private final String typed;
  private final ZoneId zone;
  private final List<SearchTerm> terms = new ArrayList<>();
  private final List<String> from = new ArrayList<>();
  private final List<SearchTerm> in = new ArrayList<>();
  private final Set<SearchQuery.Has> has = EnumSet.noneOf(SearchQuery.Has.class);
  private long after = Long.MIN_VALUE;
  private long before = Long.MAX_VALUE;
  private boolean mentionsMe;
  private int at;

  QueryReader(String typed, ZoneId zone) {
    this.typed = QUOTES.matcher(typed).replaceAll("\"");
    this.zone = zone;
  }

  SearchQuery read() {
    if (typed.length() > LONGEST) {
      throw new InvalidQuery("too-long", "This search is too long.");
    }
    int filters = 0;
    for (skipBlanks(); at < typed.length(); skipBlanks()) {
      var name = filterName();
      if (name == null) {
        addTerm();
      } else {
        filters++;
        filter(name);
      }
    }
    if (terms.isEmpty() && filters == 0) {
      throw new InvalidQuery(
          "empty", "What should be searched for? Type a word, or a filter such as from:alice.");
    }
    return new SearchQuery(terms, from, in, has, after, before, mentionsMe);
  }

  private void skipBlanks() {
    while (at < typed.length() && isBlank(typed.charAt(at))) {
      at++;
    }
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  /// The name of the filter that begins here, and moves behind its colon.
  private @Nullable String filterName() {
    var filter = FILTER.matcher(typed).region(at, typed.length());
    if (!filter.matches()) {
      return null;
    }
    String name = filter.group(1).toLowerCase(Locale.ROOT);
    if (!FILTERS.contains(name)) {
      return null;
    }
    at = filter.end(1) + 1;
    return name;
  }

  private boolean isQuoted() {
    return at < typed.length() && typed.charAt(at) == '"';
  }

  /// The text up to the next blank or the closing quote.
  private String value() {
    int begin = at;
    if (isQuoted()) {
      at = typed.indexOf('"', begin + 1) + 1;
      if (at == 0) {
        throw new InvalidQuery("unclosed-quote", "A quotation mark isn’t closed.");
      }
      return typed.substring(begin + 1, at - 1);
    }
    while (at < typed.length() && !isBlank(typed.charAt(at))) {
      at++;
    }
    return typed.substring(begin, at);
  }

  private void addTerm() {
    if (isQuoted()) {
      var phrase = SearchTerm.of(value(), true);
      if (!phrase.isEmpty()) {
        terms.add(phrase);
      }
    } else {
      terms.addAll(SearchTerm.plain(value()));
    }
  }

  private void filter(String name) {
    switch (name) {
      case "from" -> from.add(new FoldedText(filled(name, "from:alice")).toString());
      case "in" -> room();
      case "has" -> has.add(what(value()));
      case "after" ->
          after =
              Math.max(after, day(name).plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli());
      case "before" ->
          before = Math.min(before, day(name).atStartOfDay(zone).toInstant().toEpochMilli());
      default -> mentions(value());
    }
  }

  private String filled(String name, String example) {
    String value = value().strip();
    if (value.isEmpty()) {
      throw new InvalidQuery("no-value", name + ": needs a value, such as " + example + ".");
    }
    return value;
  }

  private void room() {
    boolean whole = isQuoted();
    var term = SearchTerm.of(filled("in", "in:lobby"), whole);
    if (term.isEmpty()) {
      throw new InvalidQuery("no-value", "in: needs a word of a room’s name, such as in:lobby.");
    }
    in.add(term);
  }

  private static SearchQuery.Has what(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "file" -> SearchQuery.Has.FILE;
      case "image" -> SearchQuery.Has.IMAGE;
      case "link" -> SearchQuery.Has.LINK;
      case "code" -> SearchQuery.Has.CODE;
      default ->
          throw new InvalidQuery("unknown-has", "After has: comes file, image, link or code.");
    };
  }

  private void mentions(String value) {
    if (!value.equalsIgnoreCase("me")) {
      throw new InvalidQuery("unknown-mention", "After mentions: comes me.");
    }
    mentionsMe = true;
  }

  private LocalDate day(String name) {
    String value = value();
    try {
      if (DATE.matcher(value).matches()) {
        return LocalDate.parse(value);
      }
    } catch (DateTimeParseException e) {
      // A day that no month has.
    }
    throw new InvalidQuery("bad-date", name + ": needs a date, such as " + name + ":2026-01-31.");
  }
}
