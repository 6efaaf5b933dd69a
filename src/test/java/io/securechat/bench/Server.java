package io.securechat.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// The server being prepared: the jar in a process of its own.
final class Server implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 90;
  private static final Pattern SET_UP = Pattern.compile("/setup#(\\S+)");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path jar;
  private final Path data;
  private final int port;
  private final List<String> settings;
  private Process process;

  Server(Path jar, Path data, int port, List<String> settings) {
    this.jar = jar;
    this.data = data;
    this.port = port;
    this.settings = settings;
    this.process = start();
    // An interrupted preparation leaves no server running.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroyForcibly()));
  }

  private Process start() {
    try {
      var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      var command =
          new ArrayList<>(
              List.of(
                  java,
                  "-Xmx1g",
                  "-XX:+UseSerialGC",
                  "-jar",
                  jar.toString(),
                  "--server.port=" + port,
                  "--secure-chat.storage.data=" + data));
      command.addAll(settings);
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(log().toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path log() {
    return data.resolveSibling("prepare.log");
  }

  /// Waits until the server answers.
  Server ready() {
    var health = HttpRequest.newBuilder(uri().resolve("/actuator/health")).build();
    for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        System.nanoTime() < end && process.isAlive(); ) {
      try {
        if (http.send(health, BodyHandlers.discarding()).statusCode() == 200) {
          return this;
        }
      } catch (IOException notYet) {
        pause();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new IllegalStateException("the server does not answer, see " + log());
  }

  private void pause() {
    try {
      process.waitFor(100, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The token of the setup link, which a server without users prints.
  String setUpToken() {
    try {
      var found = SET_UP.matcher(Files.readString(log()));
      if (!found.find()) {
        throw new IllegalStateException("no setup link in " + log());
      }
      return found.group(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Restarts the server with the same data, which resets its rate limits.
  void restart() {
    close();
    process = start();
    ready();
  }

  URI uri() {
    return URI.create("http://localhost:" + port + "/");
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(40, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
