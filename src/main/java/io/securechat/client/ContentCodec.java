package io.securechat.client;

import io.securechat.bytes.Malformed;
import io.securechat.bytes.Uuids;
import io.securechat.client.Content.FileRef;
import io.securechat.client.Content.Mentions;
import io.securechat.client.Content.Ref;
import io.securechat.client.Content.Thumbnail;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Strict parser and printer for [Content] as JSON of 2 to 16,384 bytes.
public final class ContentCodec {

  public static final int SHORTEST = 2;
  public static final int LONGEST = 16_384;

  private static final Pattern COUNT = Pattern.compile("0|[1-9][0-9]*");

  /// Its limits are those of the whole text; fields are validated separately.
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(LONGEST)
                          .maxNumberLength(LONGEST)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ContentCodec() {}

  /// Parses content; empty if its type is of a newer version. Throws [Malformed] for anything but
  /// one JSON object of the allowed size, in UTF-8 and without duplicate names.
  public static Optional<Content> read(byte[] bytes) {
    if (bytes.length < SHORTEST || bytes.length > LONGEST) {
      throw new Malformed();
    }
    String text = utf8(bytes);
    try {
      boolean onlyCounts = onlyCounts(text);
      return onlyCounts ? content(JSON.readTree(text)) : Optional.empty();
    } catch (JacksonException e) {
      throw new Malformed();
    }
  }

  /// The content of a letter, which is a text and nothing else (B7); empty for anything other.
  static Optional<Content.Text> letter(byte[] bytes) {
    try {
      return read(bytes)
          .filter(Content.Text.class::isInstance)
          .map(Content.Text.class::cast)
          .filter(text -> text.equals(new Content.Text(text.text(), text.at())));
    } catch (Malformed e) {
      return Optional.empty();
    }
  }

  private static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Malformed();
    }
  }

  /// Whether all numbers are non-negative integers without exponent. Reads the whole object.
  private static boolean onlyCounts(String text) {
    boolean only = true;
    try (var parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new Malformed();
      }
      int depth = 1;
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        only &= !token.isNumeric() || COUNT.matcher(parser.getString()).matches();
        if (depth == 0 && parser.nextToken() != null) {
          throw new Malformed();
        }
      }
    }
    return only;
  }

  private static Optional<Content> content(JsonNode json) {
    try {
      var fields = new Fields(json);
      Content content =
          switch (fields.text("t")) {
            case "text" ->
                new Content.Text(
                    fields.text("b"),
                    fields.number("at"),
                    fields.optional("re", ContentCodec::ref),
                    fields.optional("th", ContentCodec::ref),
                    fields.optional("mn", ContentCodec::mentions),
                    files(fields.optional("fl", node -> node)));
            case "edit" ->
                new Content.Edit(
                    ref(fields.node("of")),
                    fields.text("b"),
                    fields.number("at"),
                    fields.optional("mn", ContentCodec::mentions));
            case "react" ->
                new Content.React(
                    ref(fields.node("of")),
                    fields.text("e"),
                    fields.flag("on"),
                    fields.number("at"));
            case "pin" ->
                new Content.Pin(ref(fields.node("of")), fields.flag("on"), fields.number("at"));
            default -> throw new Malformed();
          };
      fields.requireNoOther();
      return Optional.of(content);
    } catch (Malformed e) {
      return Optional.empty();
    }
  }

  private static Ref ref(JsonNode json) {
    require(json.isArray() && json.size() == 2);
    return new Ref(number(json.get(0)), text(json.get(1)));
  }

  private static Mentions mentions(JsonNode json) {
    if (json.isString()) {
      require(json.asString().equals("room"));
      return new Mentions(true, List.of());
    }
    return new Mentions(false, list(json, id -> Uuids.parse(text(id))));
  }

  private static List<FileRef> files(@Nullable JsonNode json) {
    return json == null ? List.of() : list(json, ContentCodec::file);
  }

  private static FileRef file(JsonNode json) {
    var fields = new Fields(json);
    var voice = fields.optional("v", node -> node);
    require(voice == null || (voice.isBoolean() && voice.asBoolean()));
    var file =
        new FileRef(
            Uuids.parse(fields.text("id")),
            fields.text("k"),
            fields.text("n"),
            fields.number("s"),
            fields.text("m"),
            fields.optional("w", ContentCodec::number),
            fields.optional("h", ContentCodec::number),
            fields.optional("d", ContentCodec::number),
            fields.optional("th", ContentCodec::thumbnail),
            fields.optional("bl", ContentCodec::text),
            voice != null);
    fields.requireNoOther();
    return file;
  }

  private static Thumbnail thumbnail(JsonNode json) {
    var fields = new Fields(json);
    var thumbnail =
        new Thumbnail(
            Uuids.parse(fields.text("id")),
            fields.text("k"),
            fields.number("w"),
            fields.number("h"),
            fields.number("s"));
    fields.requireNoOther();
    return thumbnail;
  }

  private static <T> List<T> list(JsonNode json, Function<JsonNode, T> one) {
    require(json.isArray() && !json.isEmpty());
    return StreamSupport.stream(json.spliterator(), false).map(one).toList();
  }

  private static String text(JsonNode json) {
    require(json.isString());
    return json.asString();
  }

  private static long number(JsonNode json) {
    require(json.isIntegralNumber() && json.canConvertToLong());
    return json.asLong();
  }

  /// The fields of an object; unread ones are refused at the end.
  private static final class Fields {
    private final JsonNode json;
    private final Set<String> taken = new HashSet<>();

    Fields(JsonNode json) {
      require(json.isObject());
      this.json = json;
    }

    JsonNode node(String name) {
      require(json.has(name));
      taken.add(name);
      return json.get(name);
    }

    <T> @Nullable T optional(String name, Function<JsonNode, T> read) {
      return json.has(name) ? read.apply(node(name)) : null;
    }

    String text(String name) {
      return ContentCodec.text(node(name));
    }

    long number(String name) {
      return ContentCodec.number(node(name));
    }

    boolean flag(String name) {
      require(node(name).isBoolean());
      return json.get(name).asBoolean();
    }

    void requireNoOther() {
      require(taken.equals(new HashSet<>(new ArrayList<>(json.propertyNames()))));
    }
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new Malformed();
    }
  }

  /// Prints content, with the fields in the order of their type. Throws [Malformed] if it is too
  /// large.
  public static byte[] print(Content content) {
    byte[] bytes = JSON.writeValueAsBytes(json(content));
    require(bytes.length <= LONGEST);
    return bytes;
  }

  private static ObjectNode json(Content content) {
    var json = JSON.createObjectNode();
    switch (content) {
      case Content.Text text -> {
        json.put("t", "text").put("b", text.text()).put("at", text.at());
        put(json, "re", text.replyTo());
        put(json, "th", text.thread());
        put(json, text.mentions());
        if (!text.files().isEmpty()) {
          text.files().stream().map(ContentCodec::json).forEach(json.putArray("fl")::add);
        }
      }
      case Content.Edit edit -> {
        put(json.put("t", "edit"), "of", edit.of());
        put(json.put("b", edit.text()).put("at", edit.at()), edit.mentions());
      }
      case Content.React(var of, var emoji, boolean on, long at) -> {
        put(json.put("t", "react"), "of", of);
        json.put("e", emoji).put("on", on).put("at", at);
      }
      case Content.Pin(var of, boolean on, long at) -> {
        put(json.put("t", "pin"), "of", of);
        json.put("on", on).put("at", at);
      }
    }
    return json;
  }

  private static void put(ObjectNode json, String name, @Nullable Ref ref) {
    if (ref != null) {
      json.putArray(name).add(ref.pos()).add(ref.hash());
    }
  }

  private static void put(ObjectNode json, @Nullable Mentions mentions) {
    if (mentions != null && mentions.room()) {
      json.put("mn", "room");
    } else if (mentions != null) {
      mentions.users().stream().map(Object::toString).forEach(json.putArray("mn")::add);
    }
  }

  private static ObjectNode json(FileRef file) {
    var json = JSON.createObjectNode().put("id", file.id().toString()).put("k", file.key());
    json.put("n", file.name()).put("s", file.size()).put("m", file.mediaType());
    putIfThere(json, "w", file.width());
    putIfThere(json, "h", file.height());
    putIfThere(json, "d", file.duration());
    var thumbnail = file.thumbnail();
    if (thumbnail != null) {
      json.putObject("th")
          .put("id", thumbnail.id().toString())
          .put("k", thumbnail.key())
          .put("w", thumbnail.width())
          .put("h", thumbnail.height())
          .put("s", thumbnail.size());
    }
    if (file.blurHash() != null) {
      json.put("bl", file.blurHash());
    }
    return file.voice() ? json.put("v", true) : json;
  }

  private static void putIfThere(ObjectNode json, String name, @Nullable Long number) {
    if (number != null) {
      json.put(name, number);
    }
  }
}
