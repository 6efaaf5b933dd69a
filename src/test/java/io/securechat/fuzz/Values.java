package io.securechat.fuzz;

import io.securechat.fuzz.Endpoints.Field;
import io.securechat.testing.Pictures;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/// Plausible values for fields, by name: about half of them are valid.
final class Values {

  private final Chance chance;
  private final Material material;

  Values(Chance chance, Material material) {
    this.chance = chance;
    this.material = material;
  }

  String id() {
    return chance.once(4) ? chance.spoilt(chance.of(material.ids())) : chance.of(material.ids());
  }

  String stranger() {
    String nobody = UUID.nameUUIDFromBytes(chance.bytes(8)).toString();
    return chance.once(4) ? chance.spoilt(nobody) : nobody;
  }

  String structure() {
    byte[] good = chance.of(material.structures());
    return base64(chance.once(4) ? good : chance.spoilt(good));
  }

  /// The bytes of a letter or another structure, as they travel to a letterbox.
  byte[] bytes() {
    byte[] good = chance.of(material.structures());
    return chance.once(3) ? chance.spoilt(good) : good;
  }

  String envelope() {
    byte[] good = chance.of(material.envelopes());
    return base64(chance.once(3) ? good : chance.spoilt(good));
  }

  private String base64(byte[] bytes) {
    String text = Base64.getEncoder().encodeToString(bytes);
    return chance.once(20) ? chance.spoilt(text) : text;
  }

  Map<String, Object> body(List<Field> fields) {
    var body = new LinkedHashMap<String, Object>();
    for (Field field : fields) {
      body.put(field.name(), field.list() ? several(field) : one(field));
    }
    return body;
  }

  private List<Object> several(Field field) {
    int count = chance.once(30) ? 1001 : chance.upTo(4);
    return IntStream.range(0, count).mapToObj(i -> one(field)).toList();
  }

  private Object one(Field field) {
    return switch (field.type()) {
      case "int", "long", "Integer", "Long" -> number();
      case "boolean" -> chance.once(2);
      case "String", "byte[]" -> text(field.name());
      default -> id();
    };
  }

  private Object number() {
    return switch (chance.upTo(5)) {
      case 0 -> Long.MAX_VALUE;
      case 1 -> -1;
      default -> chance.upTo(10);
    };
  }

  private String text(String name) {
    return switch (name) {
      case "authSecret", "newAuthSecret", "oldLockHash", "recoveryLockHash", "answer" ->
          base64(chance.bytes(32));
      case "salt", "newSalt" -> base64(chance.bytes(16));
      case "image" -> base64(chance.once(2) ? picture() : chance.spoilt(picture()));
      case "token" -> chance.once(2) ? base64(chance.bytes(32)) : chance.odd();
      case "username", "displayName", "usernames", "status" ->
          chance.once(2) ? "darth" : chance.odd();
      default -> structure();
    };
  }

  private byte[] picture() {
    int side = chance.once(4) ? 600 : 256;
    return chance.once(2) ? Pictures.jpeg(side, 256) : Pictures.webp(256, side);
  }

  /// A value for a query parameter.
  String parameter() {
    return switch (chance.upTo(4)) {
      case 0 -> id();
      case 1 -> String.valueOf(number());
      case 2 -> chance.odd();
      default -> "1";
    };
  }
}
