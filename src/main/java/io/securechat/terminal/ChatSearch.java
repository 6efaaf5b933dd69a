package io.securechat.terminal;

import io.securechat.client.RoomSearch;
import io.securechat.client.Session;
import io.securechat.client.search.SearchQuery;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The chat's `/search` and `/result`.
final class ChatSearch {

  /// What can complete a word of a query.
  static final List<String> FILTERS =
      List.of(
          "after:",
          "before:",
          "from:",
          "has:code",
          "has:file",
          "has:image",
          "has:link",
          "in:",
          "mentions:me");

  private static final int MOST = 500;
  private static final int PAGE = 20;
  private static final Duration PROGRESS = Duration.ofSeconds(2);

  private final Session session;
  private final Chat chat;
  private final Screen screen;
  private final HitLines lines = new HitLines(ZoneId.systemDefault());
  private @Nullable SearchQuery query;
  private RoomSearch.Found found = new RoomSearch.Found(List.of(), false, 0, List.of());
  private int shown;

  ChatSearch(Session session, Chat chat, Screen screen) {
    this.session = session;
    this.chat = chat;
    this.screen = screen;
  }

  /// Searches for what was typed; without it, shows more of what was found last.
  void search(String typed) {
    if (typed.isEmpty() && query != null) {
      page(query);
      return;
    }
    var sought = SearchCommand.parse(typed);
    found = new RoomSearch(session).search(sought, _ -> true, MOST, progress());
    query = sought;
    shown = 0;
    found.faults().forEach(why -> screen.print(ItemLines.notice(SafeText.line(why))));
    if (found.rooms() == 0) {
      screen.print("None of your rooms fits.");
    } else {
      page(sought);
    }
  }

  private void page(SearchQuery sought) {
    var hits = found.hits();
    if (shown >= hits.size()) {
      screen.print(hits.isEmpty() ? "Nothing was found." : "That was all.");
      return;
    }
    int first = shown + 1;
    for (int left = PAGE; left > 0 && shown < hits.size(); left--) {
      screen.print(lines.of(shown + 1, hits.get(shown), sought));
      shown++;
    }
    String opening = "Results %d to %d. /result NUMBER opens one.".formatted(first, shown);
    screen.print(ItemLines.notice(opening + more()));
  }

  private String more() {
    if (shown < found.hits().size()) {
      return " /search shows more.";
    }
    return found.more() ? " There is more: narrow it, for example by before:YYYY-MM-DD." : "";
  }

  /// Says from time to time how far it is.
  private RoomSearch.Progress progress() {
    var seldom = new Seldom(PROGRESS);
    return (room, rooms) -> {
      if (seldom.isDue()) {
        screen.print(ItemLines.notice("Searching… room " + room + " of " + rooms));
      }
    };
  }

  /// Opens a room at the message with this number in the list.
  void open(long number) {
    if (number < 1 || number > found.hits().size()) {
      throw new Failure.Stop(ExitCode.USAGE, "No result has this number. /search finds some.");
    }
    var hit = found.hits().get((int) number - 1);
    chat.open(hit.room().id(), hit.item().pos());
  }
}
