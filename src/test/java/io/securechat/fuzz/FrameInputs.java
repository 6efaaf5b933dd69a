package io.securechat.fuzz;

import io.securechat.testing.Api;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/// Generates frames with one or more errors.
final class FrameInputs {

  static final byte[] HELLO = text("{\"type\":\"hello\",\"rooms\":[]}");
  static final byte[] PING = text("{\"type\":\"ping\"}");

  private static final int TEXT = 0x81;

  private final Chance chance;
  private final Values values;
  private final Json json;

  FrameInputs(Chance chance, Material material) {
    this.chance = chance;
    this.values = new Values(chance, material);
    this.json = new Json(chance);
  }

  static byte[] text(String json) {
    return SocketLine.frame(TEXT, json.getBytes(StandardCharsets.UTF_8));
  }

  /// About half of them keep the socket open, so that the next one is read.
  byte[] next() {
    return switch (chance.upTo(10)) {
      case 0 -> chance.spoilt(text(json.of(fields())));
      case 1 -> SocketLine.frame(chance.upTo(256), chance.bytes(chance.upTo(200)));
      case 2, 3 -> text(json.of(fields()));
      default -> text(Api.JSON.writeValueAsString(fields()));
    };
  }

  private Map<String, Object> fields() {
    return switch (chance.upTo(16)) {
      case 12 -> Map.of("type", "unread", "roomId", values.id(), "pos", chance.upTo(20) - 2);
      case 13 -> Map.of("type", "watch", "roomId", values.id());
      case 14 -> Map.of("type", "typing", "roomId", values.id());
      case 15 -> watchNone();
      case 0 -> Map.of("type", "ping");
      case 1 -> Map.of("type", "hello", "rooms", rooms());
      case 2, 3 -> Map.of("type", "open", "roomId", values.id());
      case 4, 5 -> Map.of("type", "read", "roomId", values.id(), "pos", chance.upTo(20) - 2);
      case 6 -> Map.of("type", chance.odd(), "roomId", values.id());
      default -> post();
    };
  }

  private Map<String, Object> watchNone() {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("type", chance.once(3) ? "typing" : "watch");
    fields.put("roomId", null);
    return fields;
  }

  private Map<String, Object> post() {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("type", "post");
    fields.put("roomId", values.id());
    fields.put("clientId", UUID.nameUUIDFromBytes(chance.bytes(8)).toString());
    fields.put("envelope", chance.once(3) ? values.structure() : values.envelope());
    if (chance.once(3)) {
      fields.put("quiet", chance.once(5) ? chance.odd() : chance.once(2));
    }
    if (chance.once(3)) {
      fields.put("alert", alert());
    }
    if (chance.once(4)) {
      fields.put("files", files());
    }
    return fields;
  }

  private Object alert() {
    return switch (chance.upTo(6)) {
      case 0 -> "room";
      case 1 -> chance.odd();
      default -> IntStream.range(0, chance.upTo(60)).mapToObj(i -> values.id()).toList();
    };
  }

  private Object files() {
    return chance.once(5)
        ? chance.odd()
        : IntStream.range(0, chance.upTo(25)).mapToObj(i -> values.id()).toList();
  }

  private List<Map<String, Object>> rooms() {
    return IntStream.range(0, chance.upTo(4))
        .mapToObj(i -> Map.<String, Object>of("roomId", values.id(), "pos", chance.upTo(9)))
        .toList();
  }
}
