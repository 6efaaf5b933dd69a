package io.securechat.testing;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.securechat.SecureChatApplication;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/// What server processes are started from: the test class path as jars, and an ahead-of-time cache
/// of loaded and linked classes (JEP 514), as in the container. It halves the start-up time.
final class ServerImage {

  // The process lives for seconds, so optimized code would not pay off.
  private static final List<String> OPTIONS =
      List.of(
          "-Xmx400m",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "--enable-native-access=ALL-UNNAMED");
  private static final int MOST_SECONDS = 300;
  private static final ServerImage IMAGE = new ServerImage(Path.of("target", "server-image"));

  private final Path cache;
  private final String classPath;

  private ServerImage(Path folder) {
    this.cache = folder.resolve("cache.aot").toAbsolutePath();
    try {
      Files.createDirectories(folder);
      // Several JVMs run tests: one makes the image, the others wait for it.
      try (var file = FileChannel.open(folder.resolve("lock"), CREATE, WRITE);
          var _ = file.lock()) {
        this.classPath = jars(folder);
        if (!isFresh()) {
          train(folder);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The command line of a JVM with the test class path, up to the main class.
  static List<String> command() {
    return IMAGE.started("-XX:AOTCache=" + IMAGE.cache);
  }

  private List<String> started(String use) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.add(use);
    command.addAll(List.of("-cp", classPath));
    return command;
  }

  /// The cache does not support folders of classes.
  private static String jars(Path folder) throws IOException {
    var elements = new ArrayList<String>();
    for (String element : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      // Maven may leave an empty element at the end, which would mean the working directory.
      if (element.isEmpty()) {
        continue;
      }
      elements.add(Files.isDirectory(Path.of(element)) ? jar(folder, Path.of(element)) : element);
    }
    return String.join(File.pathSeparator, elements);
  }

  private static String jar(Path folder, Path classes) throws IOException {
    var jar = folder.resolve(classes.getFileName() + ".jar").toAbsolutePath();
    if (!Files.exists(jar) || Files.getLastModifiedTime(jar).toMillis() < newest(classes)) {
      var tool = ToolProvider.findFirst("jar").orElseThrow();
      tool.run(System.out, System.err, "-cf", jar.toString(), "-C", classes.toString(), ".");
    }
    return jar.toString();
  }

  private static long newest(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.mapToLong(file -> file.toFile().lastModified()).max().orElse(0);
    }
  }

  private boolean isFresh() throws IOException {
    long newest = 0;
    for (String jar : classPath.split(File.pathSeparator, -1)) {
      newest = Math.max(newest, Path.of(jar).toFile().lastModified());
    }
    return Files.exists(cache) && Files.getLastModifiedTime(cache).toMillis() >= newest;
  }

  /// Starts and stops a server once, from which the JVM creates the cache.
  private void train(Path folder) throws IOException {
    var command = started("-XX:AOTCacheOutput=" + cache);
    command.addAll(
        List.of(
            "-Dspring.context.exit=onRefresh",
            SecureChatApplication.class.getName(),
            "--spring.profiles.active=demo",
            "--server.port=0",
            "--secure-chat.storage.data=" + TestServer.newFolder()));
    var log = folder.resolve("training.log").toFile();
    var training =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(log))
            .start();
    try {
      if (!training.waitFor(MOST_SECONDS, TimeUnit.SECONDS) || training.exitValue() != 0) {
        training.destroyForcibly();
        throw new IllegalStateException("the server cannot be started; see " + log);
      }
    } catch (InterruptedException e) {
      training.destroyForcibly();
      throw new IllegalStateException(e);
    }
  }
}
