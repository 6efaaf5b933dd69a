package io.securechat.bus;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/// Encodes bus messages as JSON `{"node", "topic", "signal"}`, where `signal` is the topic's
/// record. Decoding is strict: unknown, missing, duplicate or null fields, scalars of another type
/// and trailing data are refused.
final class SignalCodec {

  /// The largest signal has at most twenty grants of 440 bytes.
  static final int LONGEST = 64 * 1024;

  /// A decoded message whose signal is not yet decoded.
  record Message(String node, String topic, JsonNode signal) {}

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              config -> {
                config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                config.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                config.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
              })
          .build();

  private SignalCodec() {}

  static String write(String node, String topic, @Nullable Record signal) {
    JsonNode body = signal == null ? MAPPER.createObjectNode() : MAPPER.valueToTree(signal);
    return MAPPER.writeValueAsString(new Message(node, topic, body));
  }

  /// Decodes the message; throws [IllegalArgumentException] if it is invalid.
  static Message read(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("the message is too long");
    }
    try {
      return MAPPER.readValue(text, Message.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not a bus message", e);
    }
  }

  /// Decodes a topic's record; throws [IllegalArgumentException] if it does not match the record or
  /// the record's constructor refuses it.
  static <T extends Record> T read(Topic<T> topic, JsonNode signal) {
    if (!signal.isObject()) {
      throw new IllegalArgumentException("not a signal of " + topic.name());
    }
    try {
      return MAPPER.treeToValue(signal, topic.type());
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not a signal of " + topic.name(), e);
    }
  }
}
