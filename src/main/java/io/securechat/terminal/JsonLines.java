package io.securechat.terminal;

import io.securechat.client.ClientRoom;
import io.securechat.client.Content;
import io.securechat.client.FileNames;
import io.securechat.client.Item;
import io.securechat.client.Rest;
import io.securechat.client.RoomSearch;
import io.securechat.client.Session;
import io.securechat.client.search.SearchQuery;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The output of commands for scripts: one JSON object on each line. The shapes are stable
/// (docs/terminal.md).
final class JsonLines {

  private final PrintStream out;
  private final Session session;

  JsonLines(PrintStream out, Session session) {
    this.out = out;
    this.session = session;
  }

  void print(Map<String, Object> fields) {
    print((ObjectNode) Rest.JSON.valueToTree(fields));
  }

  private synchronized void print(ObjectNode json) {
    // Escapes whatever a terminal could take for a command.
    out.println(escaped(json.toString()));
    out.flush();
  }

  private static String escaped(String json) {
    var safe = new StringBuilder(json.length());
    json.chars()
        .forEach(c -> {
          if (Character.isISOControl(c)) {
            safe.append("\\u%04x".formatted(c));
          } else {
            safe.append((char) c);
          }
        });
    return safe.toString();
  }

  /// Prints an item of a room; whether it is one that is printed.
  boolean print(ClientRoom room, Item item) {
    var json = json(room, item);
    json.ifPresent(this::print);
    return json.isPresent();
  }

  /// Prints a hit as its message, with `hits`: where in `text` it matches, in code points.
  void print(RoomSearch.Hit hit, SearchQuery query) {
    json(hit.room(), hit.item())
        .ifPresent(json -> {
          String text = json.path("text").asString();
          var hits = json.putArray("hits");
          for (var mark : query.marks(text)) {
            hits.addArray()
                .add(text.codePointCount(0, mark.from()))
                .add(text.codePointCount(0, mark.to()));
          }
          print(json);
        });
  }

  private Optional<ObjectNode> json(ClientRoom room, Item item) {
    var json = Rest.JSON.createObjectNode();
    json.put("type", type(item)).put("room", room.id().toString());
    json.put("name", session.title(room.ledger()));
    json.put("pos", item.pos()).put("at", Instant.ofEpochMilli(item.at()).toString());
    return switch (item) {
      case Item.Said said -> Optional.of(said(json, said));
      case Item.Relation relation -> Optional.of(relation(json, relation));
      case Item.Letter letter ->
          Optional.of(
              json.put("box", letter.box())
                  .put("webhook", letter.webhook())
                  .put("text", letter.text()));
      case Item.Gone gone ->
          Optional.of(
              json.put("from", session.name(gone.sender())).put("by", session.name(gone.by())));
      case Item.Locked locked -> {
        locked.sender().ifPresent(sender -> json.put("from", session.name(sender)));
        yield Optional.of(json.put("reason", locked.reason()));
      }
      case Item.Happened happened ->
          Optional.of(
              json.put("event", Notices.kind(happened.event()))
                  .put("text", Notices.of(happened.event(), session::name)));
      case Item.Expired _, Item.NewEpoch _ -> Optional.empty();
    };
  }

  private static String type(Item item) {
    return switch (item) {
      case Item.Said _ -> "message";
      case Item.Letter _ -> "letter";
      case Item.Relation(_, _, _, Content.Edit _) -> "edit";
      case Item.Relation(_, _, _, Content.React _) -> "reaction";
      case Item.Relation _ -> "pin";
      case Item.Gone _ -> "deleted";
      case Item.Locked _ -> "locked";
      case Item.Happened _ -> "event";
      case Item.Expired _, Item.NewEpoch _ -> "";
    };
  }

  private ObjectNode said(ObjectNode json, Item.Said said) {
    json.put("from", session.name(said.sender())).put("text", said.text());
    json.put("edited", said.edited());
    var reply = said.original().replyTo();
    if (reply != null) {
      json.put("replyTo", reply.pos());
    }
    var thread = said.original().thread();
    if (thread != null) {
      json.put("thread", thread.pos());
    }
    var files = said.original().files();
    if (!files.isEmpty()) {
      var array = json.putArray("files");
      files.forEach(file ->
          array
              .addObject()
              .put("name", FileNames.clean(file.name()))
              .put("size", file.size())
              .put("type", file.mediaType()));
    }
    return json;
  }

  private ObjectNode relation(ObjectNode json, Item.Relation relation) {
    json.put("from", session.name(relation.sender()));
    return switch (relation.content()) {
      case Content.Edit edit -> json.put("of", edit.of().pos()).put("text", edit.text());
      case Content.React react ->
          json.put("of", react.of().pos()).put("emoji", react.emoji()).put("on", react.on());
      case Content.Pin pin -> json.put("of", pin.of().pos()).put("on", pin.on());
      case Content.Text _ -> json;
    };
  }
}
