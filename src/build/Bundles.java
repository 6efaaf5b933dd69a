import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Joins and minifies the pages' modules and style sheets with esbuild, compresses the result, and
/// lists it for the server, which reads `bundles/index.properties` (decision 75). Copies what the
/// server needs of the libraries. Run by the build after the resources were copied; does nothing if
/// nothing has changed.
final class Bundles {

  private static final List<String> PAGES =
      List.of("admin", "chat", "login", "register", "reset", "unlock");
  private static final List<String> LANGUAGES = List.of("locale/ar", "locale/de", "locale/en");

  /// Each by itself: what a worker shares with a page would be a small chunk of its own.
  private static final List<String> WORKERS =
      List.of("crypto/issuing-worker", "browser/file-worker", "browser/search-worker");

  /// Classic scripts: a service worker must listen in its first turn.
  private static final List<String> SCRIPTS =
      List.of("browser/shell-worker", "browser/shell-off-worker");

  private static final List<String> STYLES =
      List.of("tokens", "app", "talk", "trust", "live", "files", "search", "settings", "gate");

  private static final Path CLASSES = Path.of("target", "classes");
  private static final Path FILES = CLASSES.resolve("static");
  private static final Path BUNDLES = CLASSES.resolve("bundles");
  private static final Path LIBRARIES = CLASSES.resolve("webjars");
  private static final Path INDEX = BUNDLES.resolve("index.properties");
  private static final Path WORK = Path.of("target", "page");
  private static final Path ESBUILD = WORK.resolve("esbuild.jar");

  private static final String SOURCE = "src/build/Bundles.java";
  private static final String WEBJARS = "META-INF/resources/webjars/";
  private static final String POMS = "META-INF/maven/org.webjars.npm/";

  /// At the end of each module and chunk of a page the browser may do other work: all of them at
  /// once would take a tenth of a second.
  private static final String REST = "await globalThis.scheduler?.yield?.();";

  /// Shorter files are not worth a second one.
  private static final int MIN_COMPRESSED = 1024;

  private static final int MOST_BROTLI = 11;

  private final SortedMap<String, String> specifiers = specifiers();

  public static void main(String[] args) throws Exception {
    new Bundles().make(args[0]);
  }

  private void make(String tools) throws Exception {
    String digest = digest(tools);
    if (Files.exists(INDEX) && properties(INDEX).getProperty("digest").equals(digest)) {
      return;
    }
    delete(BUNDLES);
    copyLibraries();
    Path esbuild = unpackEsbuild();
    Path configuration = writePaths();
    var modules = new ArrayList<String>();
    PAGES.forEach(page -> modules.add("pages/" + page));
    modules.addAll(LANGUAGES);
    var command = command(esbuild, configuration, modules);
    command.addAll(
        List.of(
            "--splitting",
            "--format=esm",
            "--chunk-names=chunks/[name]-[hash]",
            "--footer:js=" + REST,
            "--metafile=" + WORK.resolve("modules.json")));
    run(command);
    var workers = command(esbuild, configuration, WORKERS);
    workers.add("--format=esm");
    run(workers);
    var scripts = command(esbuild, configuration, SCRIPTS);
    scripts.add("--format=iife");
    run(scripts);
    run(
        List.of(
            esbuild.toString(),
            styles().toString(),
            "--bundle",
            "--minify",
            "--charset=utf8",
            "--log-level=warning",
            "--outfile=" + BUNDLES.resolve("styles.css")));
    compress();
    list(digest);
  }

  /// Of everything that the bundles are made of.
  private String digest(String tools) throws Exception {
    var all = new ByteArrayOutputStream();
    all.writeBytes(tools.getBytes(StandardCharsets.UTF_8));
    var inputs = new ArrayList<>(List.of(Path.of(SOURCE)));
    inputs.addAll(filesIn(FILES));
    inputs.addAll(filesIn(CLASSES.resolve("templates")));
    for (Path input : inputs) {
      all.writeBytes(slashed(input).getBytes(StandardCharsets.UTF_8));
      all.writeBytes(sha256(Files.readAllBytes(input)));
    }
    for (String library : libraries()) {
      all.writeBytes((library + version(library)).getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(sha256(all.toByteArray()));
  }

  private static byte[] sha256(byte[] bytes) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  private static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }

  /// In the same order on every machine.
  private static List<Path> filesIn(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .sorted(Comparator.comparing(Bundles::slashed))
          .toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static SortedMap<String, String> specifiers() {
    var all = new TreeMap<String, String>();
    properties(CLASSES.resolve("libraries.properties"))
        .forEach((name, path) -> all.put((String) name, (String) path));
    return all;
  }

  private static Properties properties(Path file) {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      properties.load(reader);
      return properties;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private SortedSet<String> libraries() {
    return specifiers.values().stream()
        .map(path -> path.substring(0, path.indexOf('/')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String version(String library) throws IOException {
    var pom = new Properties();
    String file = POMS + library + "/pom.properties";
    try (var in = Bundles.class.getClassLoader().getResourceAsStream(file)) {
      pom.load(in);
    }
    return pom.getProperty("version");
  }

  /// The libraries' modules, licenses, and what the pages load of them, by paths without version.
  private void copyLibraries() throws Exception {
    delete(LIBRARIES);
    for (String library : libraries()) {
      String from = WEBJARS + library + "/" + version(library);
      var found = Bundles.class.getClassLoader().getResource(from);
      try (var jar = FileSystems.newFileSystem(found.toURI(), Map.of());
          var files = Files.walk(jar.getPath("/" + from))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String path = library + file.toString().substring(from.length() + 1);
          if (isNeeded(path)) {
            Path copy = LIBRARIES.resolve(path);
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
          }
        }
      }
    }
  }

  private boolean isNeeded(String path) {
    return specifiers.containsValue(path)
        || path.contains("/LICENSE")
        || (path.endsWith(".js") && !path.contains("/development/"));
  }

  private static Path unpackEsbuild() throws IOException {
    try (var jar = FileSystems.newFileSystem(ESBUILD);
        var files = Files.walk(jar.getPath("/"))) {
      Path program =
          files
              .filter(path -> path.toString().matches(".*/(bin/esbuild|esbuild\\.exe)"))
              .findFirst()
              .orElseThrow();
      Path copy = WORK.resolve(program.getFileName().toString()).toAbsolutePath();
      Files.copy(program, copy, StandardCopyOption.REPLACE_EXISTING);
      if (!copy.toFile().setExecutable(true)) {
        throw new IOException("not executable: " + copy);
      }
      return copy;
    }
  }

  /// The specifiers for esbuild, which reads them as TypeScript does.
  private Path writePaths() throws IOException {
    var paths = new TreeMap<String, List<String>>();
    String folder = slashed(WORK.relativize(LIBRARIES));
    specifiers.forEach((specifier, path) -> {
      String any = specifier.endsWith("/") ? "*" : "";
      paths.put(specifier + any, List.of("./" + folder + "/" + path + any));
    });
    var settings = Map.of("compilerOptions", Map.of("paths", paths));
    return Files.writeString(
        WORK.resolve("tsconfig.json"), new JsonMapper().writeValueAsString(settings));
  }

  private static List<String> command(Path esbuild, Path configuration, List<String> modules) {
    var command = new ArrayList<>(List.of(esbuild.toString()));
    modules.forEach(module -> command.add(FILES.resolve("js/" + module + ".js").toString()));
    command.addAll(
        List.of(
            "--bundle",
            "--minify",
            "--target=esnext",
            "--charset=utf8",
            "--legal-comments=linked",
            "--log-level=warning",
            "--tsconfig=" + configuration,
            "--outbase=" + FILES.resolve("js"),
            "--outdir=" + BUNDLES));
    return command;
  }

  private static void run(List<String> command) throws Exception {
    int code = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (code != 0) {
      throw new IllegalStateException("esbuild failed");
    }
  }

  private static Path styles() throws IOException {
    var text = new StringBuilder();
    for (String style : STYLES) {
      text.append("@import \"%s\";\n".formatted(sheet(style)));
    }
    text.append("@import \"%s\" print;\n".formatted(sheet("print")));
    return Files.writeString(WORK.resolve("styles.css"), text);
  }

  private static String sheet(String name) {
    return slashed(WORK.relativize(FILES.resolve("css/" + name + ".css")));
  }

  private static void compress() throws Exception {
    var brotli = Brotli.load();
    for (Path file : filesIn(BUNDLES)) {
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length >= MIN_COMPRESSED) {
        Files.write(Path.of(file + ".br"), brotli.compress(bytes));
        Files.write(Path.of(file + ".gz"), gzip(bytes));
      }
    }
  }

  /// Brotli's own encoder (RFC 7932) at its highest level, in jars beside the project's class path.
  private record Brotli(Method encoder, Object level) {

    private static final String PACKAGE = "com.aayushatharva.brotli4j.";

    static Brotli load() throws Exception {
      var jars = new ArrayList<URL>();
      for (String jar : List.of("brotli.jar", "brotli-service.jar", "brotli-native.jar")) {
        jars.add(WORK.resolve(jar).toUri().toURL());
      }
      // Never closed, because its native library is used to the end.
      var loader = new URLClassLoader(jars.toArray(URL[]::new));
      loader.loadClass(PACKAGE + "Brotli4jLoader").getMethod("ensureAvailability").invoke(null);
      Class<?> parameters = loader.loadClass(PACKAGE + "encoder.Encoder$Parameters");
      Object level = parameters.getMethod("create", int.class).invoke(null, MOST_BROTLI);
      Class<?> encoder = loader.loadClass(PACKAGE + "encoder.Encoder");
      return new Brotli(encoder.getMethod("compress", byte[].class, parameters), level);
    }

    byte[] compress(byte[] bytes) throws Exception {
      return (byte[]) encoder.invoke(null, bytes, level);
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var compressed = new ByteArrayOutputStream();
    try (OutputStream out = new Smallest(compressed)) {
      out.write(bytes);
    }
    return compressed.toByteArray();
  }

  private static final class Smallest extends GZIPOutputStream {

    Smallest(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }

  /// All bundles, and for each page the chunks that it needs from the beginning.
  private static void list(String digest) throws IOException {
    var lines = new ArrayList<>(List.of("digest=" + digest));
    var outputs = new JsonMapper().readTree(WORK.resolve("modules.json").toFile()).path("outputs");
    for (String page : PAGES) {
      var needed = new TreeSet<String>();
      need(outputs, slashed(BUNDLES.resolve("pages/" + page + ".js")), needed);
      lines.add("chunks." + page + "=" + String.join(" ", needed));
    }
    String files =
        filesIn(BUNDLES).stream()
            .map(Bundles::name)
            .filter(name -> name.matches(".*\\.(js|css)"))
            .collect(Collectors.joining(" "));
    lines.add("files=" + files);
    Files.write(INDEX, lines);
  }

  private static String name(Path bundle) {
    return slashed(BUNDLES.relativize(bundle));
  }

  private static void need(JsonNode outputs, String output, SortedSet<String> needed) {
    for (JsonNode imported : outputs.path(output).path("imports")) {
      String path = imported.path("path").asString();
      boolean isStatic = imported.path("kind").asString().equals("import-statement");
      if (isStatic && needed.add(name(Path.of(path)))) {
        need(outputs, path, needed);
      }
    }
  }
}
