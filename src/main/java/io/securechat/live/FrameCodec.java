package io.securechat.live;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.ByteReader;
import io.securechat.bytes.Malformed;
import io.securechat.bytes.Uuids;
import io.securechat.rooms.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Frames as text. Reading is strict: one JSON object with exactly the fields of its type, each of
/// the right kind; everything else is [Malformed].
@Component
class FrameCodec {

  private static final int MOST_ROOMS = 1000;

  private final JsonMapper json;

  FrameCodec(JsonMapper json) {
    this.json =
        json.rebuild()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
  }

  ClientFrame read(String text) {
    JsonNode frame;
    try {
      frame = json.readTree(text);
    } catch (JacksonException e) {
      throw new Malformed();
    }
    return switch (text(frame, "type")) {
      case "hello" -> hello(only(frame, "type", "rooms"));
      case "post" -> post(only(frame, "type", "roomId", "clientId", "envelope"));
      case "open" -> new ClientFrame.Open(room(only(frame, "type", "roomId")));
      case "read" -> read(only(frame, "type", "roomId", "pos"));
      case "ping" -> ping(only(frame, "type"));
      default -> throw new Malformed();
    };
  }

  String write(ServerFrame frame) {
    return json.writerFor(ServerFrame.class).writeValueAsString(frame);
  }

  private static ClientFrame hello(JsonNode frame) {
    JsonNode rooms = frame.get("rooms");
    require(rooms.isArray() && rooms.size() <= MOST_ROOMS);
    List<ClientFrame.Held> held = new ArrayList<>();
    for (JsonNode room : rooms) {
      only(room, "roomId", "pos");
      held.add(new ClientFrame.Held(room(room), number(room, "pos")));
    }
    require(held.stream().map(ClientFrame.Held::roomId).distinct().count() == held.size());
    return new ClientFrame.Hello(List.copyOf(held));
  }

  private static ClientFrame post(JsonNode frame) {
    return new ClientFrame.Post(
        room(frame),
        Uuids.parse(text(frame, "clientId")),
        Base64Text.parse(text(frame, "envelope")));
  }

  private static ClientFrame read(JsonNode frame) {
    return new ClientFrame.Read(room(frame), number(frame, "pos"));
  }

  private static ClientFrame ping(JsonNode frame) {
    return new ClientFrame.Ping();
  }

  private static RoomId room(JsonNode frame) {
    return RoomId.parse(text(frame, "roomId"));
  }

  private static String text(JsonNode frame, String field) {
    JsonNode value = frame.isObject() ? frame.get(field) : null;
    if (value == null || !value.isString()) {
      throw new Malformed();
    }
    return value.stringValue();
  }

  private static long number(JsonNode frame, String field) {
    JsonNode value = frame.get(field);
    require(value.isIntegralNumber() && value.canConvertToLong());
    long number = value.longValue();
    require(number >= 0 && number <= ByteReader.MAX_NUMBER);
    return number;
  }

  private static JsonNode only(JsonNode frame, String... fields) {
    require(frame.isObject() && Set.copyOf(frame.propertyNames()).equals(Set.of(fields)));
    return frame;
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new Malformed();
    }
  }
}
