package io.securechat.fuzz;

import io.securechat.testing.Api;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON with an error: in a value, in the structure, or in the syntax.
final class Json {

  private static final int DEEP = 3000;

  private final Chance chance;

  Json(Chance chance) {
    this.chance = chance;
  }

  /// Unchanged in one of four cases, so that code behind the parser is reached too.
  String of(Object good) {
    String text = Api.JSON.writeValueAsString(good);
    return switch (chance.upTo(8)) {
      case 0, 1 -> text;
      case 2, 3, 4, 5 -> Api.JSON.writeValueAsString(changed(good));
      case 6 -> chance.spoilt(text);
      default -> shape(text);
    };
  }

  private String shape(String text) {
    return switch (chance.upTo(7)) {
      case 0 -> "[".repeat(DEEP) + text;
      case 1 -> "{\"a\":".repeat(DEEP) + text + "}".repeat(DEEP);
      case 2 -> text + text;
      case 3 -> text.replaceFirst("\\{", "{\"\\\\u0000\":1,");
      case 4 -> text.replaceFirst("(\"[^\"]+\":[^,}]*)", "$1,$1");
      case 5 -> "9".repeat(2000);
      default -> "\ufeff" + text;
    };
  }

  private @Nullable Object changed(@Nullable Object good) {
    return switch (good) {
      case Map<?, ?> map -> inside(map);
      case List<?> list -> inside(list);
      case null -> value();
      default -> chance.once(3) && good instanceof String text ? chance.spoilt(text) : value();
    };
  }

  private Map<String, @Nullable Object> inside(Map<?, ?> good) {
    var bad = new LinkedHashMap<String, @Nullable Object>();
    good.forEach((key, value) -> bad.put((String) key, value));
    if (bad.isEmpty() || chance.once(6)) {
      bad.put(chance.odd(), value());
      return bad;
    }
    String key = chance.of(bad.keySet());
    if (chance.once(6)) {
      bad.remove(key);
    } else {
      bad.put(key, changed(bad.get(key)));
    }
    return bad;
  }

  private List<@Nullable Object> inside(List<?> good) {
    var bad = new ArrayList<@Nullable Object>(good);
    if (bad.isEmpty() || chance.once(4)) {
      bad.add(chance.once(2) || bad.isEmpty() ? value() : bad.getFirst());
    } else if (chance.once(4)) {
      bad.remove(chance.upTo(bad.size()));
    } else {
      int at = chance.upTo(bad.size());
      bad.set(at, changed(bad.get(at)));
    }
    return bad;
  }

  private @Nullable Object value() {
    return switch (chance.upTo(9)) {
      case 0 -> null;
      case 1 -> true;
      case 2 -> chance.upTo(1000) - 500;
      case 3 -> Long.MAX_VALUE;
      case 4 -> 0.5;
      case 5 -> List.of();
      case 6 -> Map.of();
      case 7 -> "A".repeat(chance.upTo(3000));
      default -> chance.odd();
    };
  }
}
