package io.securechat.live;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.ByteReader;
import io.securechat.bytes.Malformed;
import io.securechat.bytes.Uuids;
import io.securechat.protocol.FileId;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.roomlog.Alert;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;

/// The fields of a JSON object, read from the token stream without a tree: each at most once, each
/// of its own type, none unknown. Anything else is [Malformed].
final class FrameFields {

  static final int TYPE = 1;
  static final int ROOM = 2;
  static final int CLIENT = 4;
  static final int ENVELOPE = 8;
  static final int POS = 16;
  static final int ROOMS = 32;
  static final int QUIET = 64;
  static final int ALERT = 128;
  static final int FILES = 256;

  private static final int MAX_ROOMS = 1000;
  private static final int MAX_ALERTED = 50;
  private static final int MAX_FILES = 20;

  private int present;
  private @Nullable String type;
  private @Nullable RoomId room;
  private @Nullable UUID client;
  private byte @Nullable [] envelope;
  private long pos;
  private @Nullable List<ClientFrame.RoomPosition> rooms;
  private boolean quiet;
  private @Nullable Alert alert;
  private List<FileId> files = List.of();

  private FrameFields() {}

  /// Reads the whole text: one object and nothing after it.
  static FrameFields of(JsonParser parser) {
    require(parser.nextToken() == JsonToken.START_OBJECT);
    var fields = object(parser);
    require(parser.nextToken() == null);
    return fields;
  }

  private static FrameFields object(JsonParser parser) {
    var fields = new FrameFields();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      fields.take(name, parser);
    }
    require(parser.currentToken() == JsonToken.END_OBJECT);
    return fields;
  }

  private void take(String name, JsonParser parser) {
    switch (name) {
      case "type" -> type = once(TYPE, text(parser));
      case "roomId" -> room = room(parser);
      case "clientId" -> client = once(CLIENT, Uuids.parse(text(parser)));
      case "envelope" -> envelope = once(ENVELOPE, Base64Text.parse(text(parser)));
      case "pos" -> pos = once(POS, number(parser));
      case "rooms" -> rooms = once(ROOMS, rooms(parser));
      case "quiet" -> quiet = once(QUIET, flag(parser));
      case "alert" -> alert = once(ALERT, alert(parser));
      case "files" -> files = once(FILES, files(parser));
      default -> throw new Malformed();
    }
  }

  private @Nullable RoomId room(JsonParser parser) {
    boolean none = parser.currentToken() == JsonToken.VALUE_NULL;
    var id = once(ROOM, none ? Optional.<RoomId>empty() : Optional.of(RoomId.parse(text(parser))));
    return id.orElse(null);
  }

  private <T> T once(int field, T value) {
    require((present & field) == 0);
    present |= field;
    return value;
  }

  private static String text(JsonParser parser) {
    require(parser.currentToken() == JsonToken.VALUE_STRING);
    return parser.getString();
  }

  private static boolean flag(JsonParser parser) {
    var token = parser.currentToken();
    require(token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE);
    return token == JsonToken.VALUE_TRUE;
  }

  private static Alert alert(JsonParser parser) {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      require(parser.getString().equals("room"));
      return new Alert(true, Set.of());
    }
    require(parser.currentToken() == JsonToken.START_ARRAY);
    var users = new LinkedHashSet<UserId>();
    while (parser.nextToken() == JsonToken.VALUE_STRING) {
      require(users.add(UserId.parse(parser.getString())) && users.size() <= MAX_ALERTED);
    }
    require(parser.currentToken() == JsonToken.END_ARRAY && !users.isEmpty());
    return new Alert(false, users);
  }

  private static List<FileId> files(JsonParser parser) {
    require(parser.currentToken() == JsonToken.START_ARRAY);
    var files = new LinkedHashSet<FileId>();
    while (parser.nextToken() == JsonToken.VALUE_STRING) {
      require(files.add(FileId.parse(parser.getString())) && files.size() <= MAX_FILES);
    }
    require(parser.currentToken() == JsonToken.END_ARRAY && !files.isEmpty());
    return List.copyOf(files);
  }

  private static long number(JsonParser parser) {
    require(parser.currentToken() == JsonToken.VALUE_NUMBER_INT);
    require(parser.getNumberType() != NumberType.BIG_INTEGER);
    long number = parser.getLongValue();
    require(number >= 0 && number <= ByteReader.MAX_NUMBER);
    return number;
  }

  private static List<ClientFrame.RoomPosition> rooms(JsonParser parser) {
    require(parser.currentToken() == JsonToken.START_ARRAY);
    var held = new ArrayList<ClientFrame.RoomPosition>();
    var seen = new HashSet<RoomId>();
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      var fields = object(parser).only(ROOM | POS);
      require(seen.add(fields.room()) && seen.size() <= MAX_ROOMS);
      held.add(new ClientFrame.RoomPosition(fields.room(), fields.pos()));
    }
    require(parser.currentToken() == JsonToken.END_ARRAY);
    return List.copyOf(held);
  }

  /// Refuses a frame whose fields are not exactly these.
  FrameFields only(int fields) {
    return only(fields, 0);
  }

  /// Refuses a frame that lacks one of these fields, or has others than these and the optional
  /// ones.
  FrameFields only(int fields, int optional) {
    require((present & ~optional) == fields);
    return this;
  }

  String type() {
    return given(type);
  }

  RoomId room() {
    return given(room);
  }

  /// The room, or null if the field is `null`.
  @Nullable RoomId findRoom() {
    return room;
  }

  UUID client() {
    return given(client);
  }

  byte[] envelope() {
    return given(envelope);
  }

  long pos() {
    return pos;
  }

  List<ClientFrame.RoomPosition> rooms() {
    return given(rooms);
  }

  boolean quiet() {
    return quiet;
  }

  Alert alert() {
    return alert == null ? Alert.NONE : alert;
  }

  List<FileId> files() {
    return files;
  }

  private static <T> T given(@Nullable T value) {
    if (value == null) {
      throw new Malformed();
    }
    return value;
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new Malformed();
    }
  }
}
