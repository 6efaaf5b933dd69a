package io.securechat.browser;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.WebSocketRoute;
import io.securechat.bytes.Base64Text;
import io.securechat.bytes.ByteReader;
import io.securechat.bytes.Sha256;
import io.securechat.client.ChatClient;
import io.securechat.testing.Api;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Intercepts between one user's browser and the real server: alters what the server sends, and
/// records what the page sends.
final class HostileServer {

  private final Map<String, UnaryOperator<ObjectNode>> answers = new LinkedHashMap<>();
  private final Map<String, JsonNode> made = new LinkedHashMap<>();
  private final List<String> sent = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private UnaryOperator<ObjectNode> frames = frame -> frame;
  private Function<ObjectNode, Object> posts = post -> null;
  private WebSocketRoute page;

  /// Starts intercepting; must be called before the page is opened.
  HostileServer(Person person) {
    person.context().route(Pattern.compile(".*/api/.*"), this::answer);
    person.context().routeWebSocket(Pattern.compile(".*/ws$"), this::relay);
  }

  private void relay(WebSocketRoute socket) {
    page = socket;
    var server = socket.connectToServer();
    socket.onMessage(frame -> {
      sent.add(frame.text());
      var said = (ObjectNode) Api.JSON.readTree(frame.text());
      var answer = said.path("type").asString().equals("post") ? posts.apply(said) : null;
      if (answer == null) {
        server.send(frame.text());
      } else {
        socket.send(Api.JSON.writeValueAsString(answer));
      }
    });
    server.onMessage(frame -> {
      var altered = frames.apply((ObjectNode) Api.JSON.readTree(frame.text()));
      if (altered != null) {
        socket.send(altered.toString());
      }
    });
  }

  private void answer(Route route) {
    var request = route.request();
    requests.add(request.url());
    if (request.postData() != null) {
      sent.add(request.url() + " " + request.postData());
    }
    var own = matching(made, request.url());
    if (own.isPresent()) {
      route.fulfill(
          new Route.FulfillOptions()
              .setContentType("application/json")
              .setBody(own.get().toString()));
      return;
    }
    var change = matching(answers, request.url());
    if (change.isEmpty()) {
      route.resume();
      return;
    }
    var real = route.fetch();
    var body =
        real.text().startsWith("{")
            ? (ObjectNode) Api.JSON.readTree(real.text())
            : Api.JSON.createObjectNode();
    var altered = change.get().apply(body);
    var options = new Route.FulfillOptions().setResponse(real);
    if (altered == null) {
      route.fulfill(
          options.setStatus(404).setBody("{\"code\":\"not-found\",\"title\":\"Nothing here.\"}"));
    } else {
      // Also alters refusals of the real server.
      route.fulfill(options.setStatus(real.ok() ? real.status() : 200).setBody(altered.toString()));
    }
  }

  private static <T> Optional<T> matching(Map<String, T> byAddress, String url) {
    return byAddress.entrySet().stream()
        .filter(entry -> Pattern.compile(entry.getKey()).matcher(url).find())
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /// Removes a user from everything that the server says about users, and answers "not found" for
  /// them.
  void denies(UUID user) {
    String id = user.toString();
    alters("/api/users/" + id, answer -> null);
    for (String lists : List.of("/api/users.query", "/api/users/lookup", "/api/rooms/[^/]*$")) {
      alters(lists, answer -> without(answer, id));
    }
    altersFrames(frame -> {
      boolean isTheirs = frame.path("person").path("userId").asString("").equals(id);
      return isTheirs ? null : without(frame, id);
    });
  }

  private static ObjectNode without(ObjectNode answer, String id) {
    for (String list : List.of("items", "found", "people", "invited", "online", "changes")) {
      if (answer.path(list) instanceof ArrayNode rows) {
        for (int i = rows.size() - 1; i >= 0; i--) {
          if (rows.get(i).path("userId").asString("").equals(id)) {
            rows.remove(i);
          }
        }
      }
    }
    return answer;
  }

  /// Serves this answer for the address, instead of the real server's.
  HostileServer serves(String address, JsonNode answer) {
    made.put(address, answer);
    return this;
  }

  /// Alters answers of this address from now on; null makes one "not found".
  HostileServer alters(String address, UnaryOperator<ObjectNode> change) {
    answers.put(address, change);
    return this;
  }

  /// Alters frames from now on; null drops one.
  HostileServer altersFrames(UnaryOperator<ObjectNode> change) {
    frames = change;
    return this;
  }

  /// Swallows posts for which the function returns an answer; null passes one on.
  HostileServer answersPosts(Function<ObjectNode, Object> answer) {
    posts = answer;
    return this;
  }

  /// Sends the page a frame that the real server has not sent.
  void tells(Object frame) {
    page.send(Api.JSON.writeValueAsString(frame));
  }

  /// How often the page has requested addresses that contain this.
  long asked(String part) {
    return requests.stream().filter(url -> url.contains(part)).count();
  }

  /// Closes the page's socket with this code, as a server does.
  void closes(int code) {
    page.close(new WebSocketRoute.CloseOptions().setCode(code).setReason(""));
  }

  /// Sends the page an entry that the real log does not have.
  void inject(String room, long pos, int type, byte[] entry) {
    tells(
        Api.fields("type", "entries", "roomId", room, "entries", List.of(shown(pos, type, entry))));
  }

  static Map<String, Object> shown(long pos, int type, byte[] entry) {
    return Api.fields(
        "pos", pos, "type", type, "at", System.currentTimeMillis(), "entry", Base64Text.of(entry));
  }

  /// Serves entries of this type from a position on only as their hash, in slices and live frames.
  void servesAsHash(String room, int type, long from) {
    alters("/api/rooms/" + room + "/log", slice -> asHash(slice, type, from));
    altersFrames(frame -> isEntries(frame, room) ? asHash(frame, type, from) : frame);
  }

  static ObjectNode asHash(ObjectNode holder, int type, long from) {
    for (var shown : holder.path("entries")) {
      if (shown.path("type").asInt() == type
          && shown.path("pos").asLong() >= from
          && shown.has("entry")) {
        byte[] hash = Sha256.of(ChatClient.bytes(shown.path("entry")));
        ((ObjectNode) shown).put("hash", Base64Text.of(hash)).remove("entry");
      }
    }
    return holder;
  }

  /// Stops altering answers.
  void isHonest() {
    answers.clear();
    made.clear();
    frames = frame -> frame;
    posts = post -> null;
  }

  /// How many messages and epochs the page has sent for this room.
  long handedOver(String room) {
    return sent.stream()
        .filter(text ->
            (text.contains("\"post\"") && text.contains(room))
                || text.contains("/rooms/" + room + "/epochs")
                || text.contains("/rooms/" + room + "/keys/shared"))
        .count();
  }

  /// The epochs in which the page has encrypted messages for this room, in order.
  List<Long> sealedUnder(String room) {
    return sent.stream()
        .filter(text -> text.contains("\"post\"") && text.contains(room))
        .map(text -> ChatClient.bytes(Api.JSON.readTree(text).path("envelope")))
        .map(envelope -> new ByteReader(Arrays.copyOfRange(envelope, 21, 25)).u32())
        .toList();
  }

  /// Everything that the page has sent.
  String everythingSent() {
    return String.join("\n", sent);
  }

  static boolean isEntries(JsonNode frame, String room) {
    return frame.path("type").asString().equals("entries")
        && frame.path("roomId").asString().equals(room);
  }
}
