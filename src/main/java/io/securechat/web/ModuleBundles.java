package io.securechat.web;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Joins a module and everything that it imports into one, so that a page is one request and never
/// mixes modules of two versions. Each module becomes a function with its text as it stands, but
/// for its import and export statements: imports become constants, and exports what the function
/// returns. Modules run in the order of their imports. Cycles, and statements that are not
/// understood, fail the start.
///
/// Reads each module once, for all bundles. A dynamic import, and `import.meta.url`, refers to the
/// bundles of other modules.
final class ModuleBundles {

  private static final String IMPORTS = "import";
  private static final String EXPORTS = "export";

  private static final String PAGES = "js/pages/";

  /// A page runs modules of about so many characters, then lets the browser do other work: all of
  /// them at once would take a tenth of a second. Workers must listen in their first turn.
  private static final int TURN = 100_000;

  private static final String REST = "await globalThis.scheduler?.yield?.();\n";

  private static final Pattern IMPORT =
      Pattern.compile(
          "(?m)import(?<=(?:^|;|\\*/)import)\\s*(?:([\\w$*{},\\s]+?)\\s*from\\s*)?[\"']([^\"']+)[\"'];?");
  private static final Pattern EXPORT_LIST =
      Pattern.compile(
          "(?m)export(?<=(?:^|;|\\}|\\*/)export)\\s*\\{([^}]*)\\}(?:\\s*from\\s*[\"']([^\"']+)[\"'])?;?");
  private static final Pattern EXPORT_ALL =
      Pattern.compile(
          "(?m)export(?<=(?:^|;|\\}|\\*/)export)\\s*\\*\\s*from\\s*[\"']([^\"']+)[\"'];?");
  private static final Pattern EXPORT_DEFAULT =
      Pattern.compile("(?m)export(?<=(?:^|;|\\}|\\*/)export)\\s+default\\s+");
  private static final Pattern EXPORT_DECLARED =
      Pattern.compile(
          "(?m)export(?<=^export)\\s+((?:async\\s+)?(?:const|class|function\\*?)\\s+([\\w$]+))");
  private static final Pattern LEFT_OVER =
      Pattern.compile(
          "(?m)^\\s*(?:import\\b(?!\\s*\\()|export\\b)|import\\.meta(?!\\.(?:url|resolve)\\b)");
  private static final Pattern DYNAMIC =
      Pattern.compile("import\\((?<=(?:await |=> )import\\()(?!'[^']*'\\)\\.)");

  /// Text of a module inside a bundle, with what it exports by name, and the modules that it
  /// imports.
  private record Part(String text, Map<String, String> exports, Set<String> imports) {}

  private final ModuleFiles files;

  /// In an order in which each comes after its imports.
  private final Map<String, Part> parts = new LinkedHashMap<>();

  /// What the modules that are being read import.
  private final Map<String, Set<String>> open = new LinkedHashMap<>();

  ModuleBundles(ModuleFiles files) {
    this.files = files;
  }

  /// A module.
  ///
  /// @param entry path of the module below the files' URL prefix, such as `js/pages/chat.js`
  String of(String entry) {
    int turn = entry.startsWith(PAGES) ? TURN : Integer.MAX_VALUE;
    String text = text(needed(entry), "await (async () => {", turn);
    return part(entry).exports().containsKey("default")
        ? text + "export default " + variable(entry) + ".default;\n"
        : text;
  }

  /// A classic script, which runs at once: a service worker must listen before it waits for
  /// anything, and not every browser takes a module for one. Its modules may not use `import.meta`,
  /// dynamic imports or a top-level `await`.
  String script(String entry) {
    String text = text(needed(entry), "(() => {", Integer.MAX_VALUE);
    if (text.contains("import.meta")) {
      throw new IllegalStateException("a classic script has no import.meta: " + entry);
    }
    return text;
  }

  private Set<String> needed(String entry) {
    add(entry);
    Set<String> needed = new HashSet<>();
    need(entry, needed);
    return needed;
  }

  private Part part(String path) {
    return Objects.requireNonNull(parts.get(path));
  }

  private void need(String path, Set<String> needed) {
    if (needed.add(path)) {
      part(path).imports().forEach(one -> need(one, needed));
    }
  }

  private String text(Set<String> needed, String function, int turn) {
    var text = new StringBuilder();
    int rested = 0;
    for (var entry : parts.entrySet()) {
      String path = entry.getKey();
      if (!needed.contains(path)) {
        continue;
      }
      var part = entry.getValue();
      if (text.length() - rested > turn) {
        text.append(REST);
        rested = text.length();
      }
      text.append("// ").append(path).append('\n');
      text.append("const ").append(variable(path)).append(" = ").append(function).append('\n');
      text.append(part.text()).append("\nreturn {");
      part.exports()
          .forEach((name, value) ->
              text.append(' ').append(name).append(": ").append(value).append(','));
      text.append(" };\n})();\n");
    }
    return text.toString();
  }

  private void add(String path) {
    if (parts.containsKey(path)) {
      return;
    }
    if (open.putIfAbsent(path, new LinkedHashSet<>()) != null) {
      throw new IllegalStateException("modules import each other: " + open.keySet());
    }
    var exports = new LinkedHashMap<String, String>();
    String text = withoutExports(path, withoutImports(path, files.read(path)), exports);
    boolean suspicious = text.contains(IMPORTS) || text.contains(EXPORTS);
    if (suspicious && LEFT_OVER.matcher(withoutComments(text)).find()) {
      throw new IllegalStateException("a statement is not understood in " + path);
    }
    parts.put(
        path, new Part(withPlaces(path, text), exports, Objects.requireNonNull(open.remove(path))));
  }

  private static String withoutComments(String text) {
    return text.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)^\\s*//.*$", "");
  }

  private String withoutImports(String path, String text) {
    return replaced(
        text,
        IMPORTS,
        IMPORT,
        found -> {
          String from = imported(path, found.group(2));
          return found.group(1) == null ? "" : constants(found.group(1), from);
        });
  }

  /// Replaces each match. Searches for the word with which the pattern begins, and applies the
  /// pattern only there: searching by the pattern took a fifth of the server's start.
  private static String replaced(
      String text, String word, Pattern pattern, Function<MatchResult, String> by) {
    var matcher = pattern.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
    var result = new StringBuilder(text.length());
    int done = 0;
    int at = text.indexOf(word);
    while (at >= 0) {
      if (matcher.region(at, text.length()).lookingAt()) {
        result.append(text, done, at).append(by.apply(matcher));
        done = matcher.end();
      }
      at = text.indexOf(word, Math.max(done, at + 1));
    }
    return result.append(text, done, text.length()).toString();
  }

  private String imported(String path, String specifier) {
    String target = ModuleFiles.resolve(path, specifier);
    Objects.requireNonNull(open.get(path)).add(target);
    add(target);
    return target;
  }

  /// `a, { b as c }` or `* as d`, as constants.
  private String constants(String clause, String from) {
    List<String> all = new ArrayList<>();
    int brace = clause.indexOf('{');
    String before = (brace < 0 ? clause : clause.substring(0, brace)).replace(",", " ").strip();
    if (before.startsWith("*")) {
      all.add(
          "const " + before.substring(before.indexOf("as") + 2).strip() + " = " + variable(from));
    } else if (!before.isEmpty()) {
      all.add("const " + before + " = " + variable(from) + ".default");
    }
    if (brace >= 0) {
      String names = clause.substring(brace + 1, clause.indexOf('}'));
      requireExports(from, names);
      all.add("const {" + names.replaceAll("\\s+as\\s+", ": ") + "} = " + variable(from));
    }
    return String.join("; ", all) + ";";
  }

  private void requireExports(String from, String names) {
    for (String name : named(names).values()) {
      if (!part(from).exports().containsKey(name)) {
        throw new IllegalStateException(from + " does not export " + name);
      }
    }
  }

  /// `a, b as c`: each name by the one that it has outside.
  private static Map<String, String> named(String list) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String one : list.strip().split("\\s*,\\s*", -1)) {
      String[] names = one.split("\\s+as\\s+", 2);
      if (!one.isEmpty()) {
        all.put(names[names.length - 1], names[0]);
      }
    }
    return all;
  }

  private String withoutExports(String path, String text, Map<String, String> exports) {
    String rest =
        replaced(
            text,
            EXPORTS,
            EXPORT_ALL,
            found -> {
              String from = imported(path, found.group(1));
              part(from).exports().keySet().stream()
                  .filter(name -> !name.equals("default"))
                  .forEach(name -> exports.putIfAbsent(name, variable(from) + "." + name));
              return "";
            });
    rest =
        replaced(
            rest,
            EXPORTS,
            EXPORT_LIST,
            found -> {
              String from = found.group(2) == null ? null : imported(path, found.group(2));
              named(found.group(1))
                  .forEach((name, inside) ->
                      exports.put(name, from == null ? inside : variable(from) + "." + inside));
              return "";
            });
    rest =
        replaced(
            rest,
            EXPORTS,
            EXPORT_DECLARED,
            found -> {
              exports.put(found.group(2), found.group(2));
              return found.group(1);
            });
    return replaced(
        rest,
        EXPORTS,
        EXPORT_DEFAULT,
        _ -> {
          exports.put("default", "$default");
          return "const $default = ";
        });
  }

  /// Addresses relative to a module lead to bundles, which lie beside the modules.
  private static String withPlaces(String path, String text) {
    if (!path.startsWith("js/")) {
      return text;
    }
    String place = "new URL(\"../" + path.substring("js/".length()) + "\", import.meta.url).href";
    return replaced(
        text.replace("import.meta.url", place),
        IMPORTS,
        DYNAMIC,
        _ -> "((name) => import(new URL(name, " + place + ").href))(");
  }

  /// A name that no module uses.
  private static String variable(String path) {
    return "$" + path.replaceAll("\\W", "\\$");
  }
}
