package io.securechat.client;

import io.securechat.client.search.SearchDocument;
import io.securechat.client.search.SearchQuery;
import io.securechat.protocol.UserId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Searches the rooms of a user on this device. The server sees that rooms are opened, and never
/// what is searched for. What was deleted or has expired is not found.
///
/// @param session whose rooms are searched
public record RoomSearch(Session session) {

  /// Told before each room that is searched.
  public interface Progress {
    void at(int room, int rooms);
  }

  /// A message that matches.
  ///
  /// @param title of its room
  /// @param from the username of its sender, or the name of its letterbox
  /// @param item a [Item.Said] or a [Item.Letter]
  public record Hit(ClientRoom room, String title, String from, Item item) {}

  /// What was found, the newest first.
  ///
  /// @param more whether there is more than was asked for
  /// @param rooms how many rooms were searched
  /// @param faults of rooms whose log is not valid to its end, as sentences
  public record Found(List<Hit> hits, boolean more, int rooms, List<String> faults) {}

  private static final Comparator<Hit> NEWEST =
      Comparator.comparingLong((Hit hit) -> hit.item().at())
          .reversed()
          .thenComparing(hit -> hit.room().id().toString())
          .thenComparing(Comparator.comparingLong((Hit hit) -> hit.item().pos()).reversed());

  /// Searches the rooms that the query and the filter include.
  ///
  /// @param most so many hits at most
  public Found search(
      SearchQuery query, Predicate<Session.RoomLine> filter, int most, Progress progress) {
    var rooms =
        session.rooms().stream()
            .filter(filter)
            .filter(room -> query.includesRoom(room.name()))
            .toList();
    var hits = new ArrayList<Hit>();
    var faults = new ArrayList<String>();
    for (int i = 0; i < rooms.size(); i++) {
      progress.at(i + 1, rooms.size());
      var line = rooms.get(i);
      if (line.isRead()) {
        search(query, line, most + 1, hits).ifPresent(why -> faults.add(line.name() + ": " + why));
      } else {
        faults.add(line.name() + ": The history of this room isn’t valid. It isn’t searched.");
      }
    }
    hits.sort(NEWEST);
    boolean more = hits.size() > most;
    return new Found(
        List.copyOf(hits.subList(0, Math.min(most, hits.size()))), more, rooms.size(), faults);
  }

  /// Adds the newest hits of a room, and returns what is wrong with its log.
  private Optional<String> search(
      SearchQuery query, Session.RoomLine line, int most, List<Hit> hits) {
    var room = session.open(line.id());
    var items = room.items(1).reversed().iterator();
    for (int left = most; left > 0 && items.hasNext(); ) {
      var item = items.next();
      var document = document(line.name(), item);
      if (document != null && query.matches(document)) {
        hits.add(new Hit(room, line.name(), document.from(), item));
        left--;
      }
    }
    return room.fault();
  }

  private @Nullable SearchDocument document(String room, Item item) {
    return switch (item) {
      case Item.Said said ->
          new SearchDocument(
              room,
              session.name(said.sender()),
              said.sender().equals(session.me()),
              mentions(said, session.me()),
              said.at(),
              said.text(),
              said.original().files().stream()
                  .map(file -> new SearchDocument.File(file.name(), file.mediaType()))
                  .toList());
      case Item.Letter letter ->
          new SearchDocument(
              room, letter.box(), false, false, letter.at(), letter.text(), List.of());
      case Item.Relation _,
          Item.Gone _,
          Item.Locked _,
          Item.Expired _,
          Item.Happened _,
          Item.NewEpoch _ ->
          null;
    };
  }

  private static boolean mentions(Item.Said said, UserId user) {
    var mentions = said.mentions();
    return mentions != null && (mentions.room() || mentions.users().contains(user.value()));
  }
}
