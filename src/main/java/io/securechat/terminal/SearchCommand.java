package io.securechat.terminal;

import io.securechat.client.RoomSearch;
import io.securechat.client.Session;
import io.securechat.client.search.InvalidQuery;
import io.securechat.client.search.SearchQuery;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Searches one's rooms. All on this device: the query goes nowhere.
@Command(
    name = "search",
    description = {
      "Searches your rooms on this device, and prints what it finds, the newest first.",
      "QUERY has words, \"phrases\", from:USER, in:ROOM, has:file, has:image, has:link, has:code,"
          + " before:YYYY-MM-DD, after:YYYY-MM-DD and mentions:me."
    })
final class SearchCommand extends ScriptCommand {

  private static final int MOST = 1_000;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "QUERY",
      description = "What to search for. Read from standard input if it is absent.")
  private @Nullable String query;

  @Option(
      names = "--room",
      paramLabel = "ROOM",
      description = "Searches only this room, by its name or id.")
  private @Nullable String room;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "Prints so many results at most, up to 1000; by default 50.")
  private int limit;

  @Option(names = "--json", description = "Prints one JSON object on each line.")
  private boolean json;

  private @Nullable SearchQuery read;

  /// Says what is wrong with the query before it signs in.
  @Override
  public Integer call() throws Exception {
    if (limit < 1 || limit > MOST) {
      throw new Failure.Stop(ExitCode.USAGE, "--limit is a number from 1 to 1000.");
    }
    read = parse(streams().text(query));
    return super.call();
  }

  static SearchQuery parse(String typed) {
    try {
      return SearchQuery.parse(typed, ZoneId.systemDefault());
    } catch (InvalidQuery e) {
      throw new Failure.Stop(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  @Override
  int run(Session session, JsonLines out) throws IOException {
    var sought = Objects.requireNonNull(read);
    var only = room == null ? null : find(session, room).id();
    var found =
        new RoomSearch(session)
            .search(sought, line -> only == null || line.id().equals(only), limit, (_, _) -> {});
    if (found.rooms() == 0) {
      throw new Failure.Stop(ExitCode.NO_ROOM, "None of your rooms fits.");
    }
    print(out, sought, found);
    found.faults().forEach(why -> streams().err().println(SafeText.line(why)));
    if (!found.faults().isEmpty()) {
      return ExitCode.NOT_TRUSTED;
    }
    if (found.hits().isEmpty()) {
      streams().err().println("Nothing was found.");
      return ExitCode.NOTHING_FOUND;
    }
    return ExitCode.OK;
  }

  private void print(JsonLines out, SearchQuery sought, RoomSearch.Found found) {
    var lines = new HitLines(ZoneId.systemDefault());
    for (var hit : found.hits()) {
      if (json) {
        out.print(hit, sought);
      } else {
        streams().out().println(lines.of(0, hit, sought));
      }
    }
    if (found.more()) {
      streams()
          .err()
          .println(
              limit == MOST
                  ? "There is more: narrow it, for example by before:YYYY-MM-DD."
                  : "There is more: --limit N prints more.");
    }
  }
}
