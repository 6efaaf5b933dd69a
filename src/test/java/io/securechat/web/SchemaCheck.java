package io.securechat.web;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// Validates values against a JSON Schema, for the part of 2020-12 that our document uses. An
/// unknown keyword is an error, so that nothing goes unchecked.
final class SchemaCheck {

  private static final Set<String> KNOWN =
      Set.of(
          "$ref",
          "anyOf",
          "type",
          "format",
          "contentEncoding",
          "enum",
          "items",
          "properties",
          "required",
          "additionalProperties");

  private final JsonNode document;

  SchemaCheck(JsonNode document) {
    this.document = document;
  }

  List<String> faults(JsonNode schema, JsonNode value) {
    return faults("$", schema, value);
  }

  private List<String> faults(String at, JsonNode schema, JsonNode value) {
    for (String word : schema.propertyNames()) {
      if (!KNOWN.contains(word)) {
        return List.of(at + ": the schema says " + word);
      }
    }
    if (schema.has("$ref")) {
      String path = schema.path("$ref").asString().substring(1);
      return faults(at, document.at(path), value);
    }
    if (schema.has("anyOf")) {
      return anyOf(at, schema, value);
    }
    return switch (schema.path("type").asString("")) {
      case "null" -> only(value.isNull(), at + ": not null");
      case "boolean" -> only(value.isBoolean(), at + ": no boolean");
      case "integer" -> only(value.isIntegralNumber() && fits(schema, value), at + ": no integer");
      case "string" -> only(value.isString() && isText(schema, value), at + ": " + value);
      case "array" -> items(at, schema, value);
      case "object" -> fields(at, schema, value);
      default -> List.of(at + ": the schema has no type that is known: " + schema);
    };
  }

  private List<String> anyOf(String at, JsonNode schema, JsonNode value) {
    for (JsonNode one : schema.path("anyOf")) {
      if (faults(at, one, value).isEmpty()) {
        return List.of();
      }
    }
    return List.of(at + ": none of " + schema.path("anyOf") + " but " + value);
  }

  private static List<String> only(boolean fits, String otherwise) {
    return fits ? List.of() : List.of(otherwise);
  }

  private static boolean fits(JsonNode schema, JsonNode value) {
    return schema.path("format").asString("").equals("int64") || value.canConvertToInt();
  }

  private static boolean isText(JsonNode schema, JsonNode value) {
    try {
      if (schema.path("format").asString("").equals("uuid")) {
        return UUID.fromString(value.asString()).toString().equals(value.asString());
      }
      if (schema.has("contentEncoding")) {
        Base64.getDecoder().decode(value.asString());
      }
    } catch (IllegalArgumentException e) {
      return false;
    }
    return !schema.has("enum")
        || schema.path("enum").valueStream().anyMatch(word -> word.equals(value));
  }

  private List<String> items(String at, JsonNode schema, JsonNode value) {
    if (!value.isArray()) {
      return List.of(at + ": no array");
    }
    var all = new ArrayList<String>();
    for (int i = 0; i < value.size(); i++) {
      all.addAll(faults(at + "[" + i + "]", schema.path("items"), value.get(i)));
    }
    return all;
  }

  private List<String> fields(String at, JsonNode schema, JsonNode value) {
    if (!value.isObject()) {
      return List.of(at + ": no object");
    }
    var all = new ArrayList<String>();
    for (JsonNode name : schema.path("required")) {
      if (!value.has(name.asString())) {
        all.add(at + ": without " + name.asString());
      }
    }
    for (String name : value.propertyNames()) {
      var known = schema.path("properties").path(name);
      if (!known.isMissingNode()) {
        all.addAll(faults(at + "." + name, known, value.path(name)));
      } else if (schema.has("additionalProperties") || schema.has("properties")) {
        all.add(at + ": also " + name);
      }
    }
    return all;
  }
}
