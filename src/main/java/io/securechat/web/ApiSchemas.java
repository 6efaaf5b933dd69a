package io.securechat.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// JSON Schemas (2020-12, as used by OpenAPI 3.1) of request and response records. Because parsing
/// is strict, each schema lists all fields and allows no others.
final class ApiSchemas {

  private final Map<String, Map<String, Object>> named = new TreeMap<>();
  private final Map<String, Class<?>> classes = new LinkedHashMap<>();

  /// The type argument of the generic record that is being read.
  private @Nullable Class<?> bound;

  Map<String, Map<String, Object>> all() {
    return named;
  }

  /// The schema of a type; for records, a reference to it.
  Map<String, Object> of(Type type) {
    return switch (type) {
      case ParameterizedType many when many.getRawType() == List.class ->
          fields("type", "array", "items", of(many.getActualTypeArguments()[0]));
      case ParameterizedType generic when generic.getRawType() instanceof Class<?> raw ->
          of(raw, (Class<?>) generic.getActualTypeArguments()[0]);
      case TypeVariable<?> open when bound != null -> of(bound);
      case Class<?> plain -> of(plain);
      default -> throw new IllegalStateException("no schema for " + type);
    };
  }

  /// A generic record with one type argument, such as `Slice<Person>`.
  private Map<String, Object> of(Class<?> generic, Class<?> of) {
    bound = of;
    var reference = reference(name(of) + name(generic), generic);
    bound = null;
    return reference;
  }

  private Map<String, Object> of(Class<?> type) {
    if (type == int.class || type == Integer.class) {
      return fields("type", "integer", "format", "int32");
    }
    if (type == long.class || type == Long.class) {
      return fields("type", "integer", "format", "int64");
    }
    if (type == boolean.class || type == Boolean.class) {
      return fields("type", "boolean");
    }
    if (type == String.class) {
      return fields("type", "string");
    }
    if (type == byte[].class) {
      return fields("type", "string", "contentEncoding", "base64");
    }
    if (type == UUID.class) {
      return fields("type", "string", "format", "uuid");
    }
    return of(value(type), type);
  }

  private Map<String, Object> of(@Nullable Method value, Class<?> type) {
    if (type.isEnum()) {
      return fields("type", "string", "enum", words(type));
    }
    if (value != null) {
      boolean id = type.isRecord() && type.getRecordComponents()[0].getType() == UUID.class;
      return id ? of(UUID.class) : of(value.getReturnType());
    }
    if (type.isRecord()) {
      return reference(name(type), type);
    }
    throw new IllegalStateException("no schema for " + type);
  }

  private static List<String> words(Class<?> type) {
    return Arrays.stream(type.getEnumConstants()).map(ApiSchemas::word).toList();
  }

  private static String word(Object constant) {
    var value = value(constant.getClass());
    try {
      if (value != null) {
        value.setAccessible(true);
        return String.valueOf(value.invoke(constant));
      }
      return constant.toString();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Method value(Class<?> type) {
    return Stream.of(type.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(JsonValue.class))
        .findFirst()
        .orElse(null);
  }

  private Map<String, Object> reference(String name, Class<?> type) {
    var known = classes.putIfAbsent(name, type);
    if (known != null && known != type) {
      throw new IllegalStateException("two records have the name " + name);
    }
    if (known == null) {
      named.put(name, schema(type));
    }
    return fields("$ref", "#/components/schemas/" + name);
  }

  /// Prefixes the controller's name, because records of two controllers may have the same name.
  private static String name(Class<?> type) {
    var outer = type.getEnclosingClass();
    return (outer == null ? "" : outer.getSimpleName().replaceFirst("Api$", ""))
        + type.getSimpleName();
  }

  private Map<String, Object> schema(Class<?> type) {
    var properties = new LinkedHashMap<String, Object>();
    var required = new ArrayList<String>();
    collect(type, properties, required);
    var schema = fields("type", "object", "properties", properties);
    schema.put("required", required);
    schema.put("additionalProperties", false);
    return schema;
  }

  private void collect(Class<?> type, Map<String, Object> properties, List<String> required) {
    var include = type.getAnnotation(JsonInclude.class);
    boolean leftOut = include != null && include.value() == JsonInclude.Include.NON_NULL;
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
        collect(component.getType(), properties, required);
        continue;
      }
      boolean nullable = isNullable(component.getAnnotatedType());
      var schema = of(component.getGenericType());
      properties.put(component.getName(), nullable && !leftOut ? orNull(schema) : schema);
      if (!nullable || !leftOut) {
        required.add(component.getName());
      }
    }
  }

  private static boolean isNullable(AnnotatedType type) {
    return !(type instanceof AnnotatedParameterizedType)
        && type.isAnnotationPresent(Nullable.class);
  }

  static Map<String, Object> orNull(Map<String, Object> schema) {
    return fields("anyOf", List.of(schema, fields("type", "null")));
  }

  static Map<String, Object> fields(Object... pairs) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
