package io.securechat.testing;

import io.securechat.SecureChatApplication;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The server in a process of its own, which can be killed as if by a power failure.
public final class ServerProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final int port;
  private final Path log;
  private final Path temporary;

  private ServerProcess(Process process, int port, Path log, Path temporary) {
    this.process = process;
    this.port = port;
    this.log = log;
    this.temporary = temporary;
  }

  /// Starts a main class of the test class path with a data folder and waits until it answers.
  public static ServerProcess start(Path data, Class<?> main, String... arguments) {
    return start(freePort(), data, main, arguments);
  }

  /// The same on a port that pages already know.
  public static ServerProcess start(int port, Path data, Class<?> main, String... arguments) {
    var all = new ArrayList<String>();
    all.add("--spring.profiles.active=demo");
    all.add("--server.port=" + port);
    all.add("--secure-chat.storage.data=" + data);
    all.addAll(List.of(arguments));
    return start(port, data, Map.of(), main, all);
  }

  /// The application without arguments, configured only by these environment variables.
  public static ServerProcess start(Map<String, String> environment) {
    int port = Integer.parseInt(environment.get("SERVER_PORT"));
    var data = Path.of(environment.get("SECURE_CHAT_STORAGE_DATA"));
    return start(port, data, environment, SecureChatApplication.class, List.of());
  }

  private static ServerProcess start(
      int port, Path data, Map<String, String> environment, Class<?> main, List<String> arguments) {
    Path log = data.resolveSibling(data.getFileName() + "-" + port + ".log");
    Path temporary = TestServer.newFolder();
    try {
      var builder =
          java(temporary, main, arguments)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(log.toString())));
      builder.environment().putAll(environment);
      var server = new ServerProcess(builder.start(), port, log, temporary);
      server.awaitHealth();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A process builder for a main class of the test class path.
  public static ProcessBuilder java(Path temporary, Class<?> main, List<String> arguments) {
    var command = new ArrayList<>(ServerImage.command());
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add(main.getName());
    command.addAll(arguments);
    var builder = new ProcessBuilder(command);
    // Where native libraries, such as the database's, write temporary files.
    builder.environment().put("TMPDIR", temporary.toString());
    return builder;
  }

  private void awaitHealth() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      try {
        if (new Api(uri()).get("/actuator/health/readiness").status() == 200) {
          return;
        }
      } catch (IllegalStateException notYet) {
        Thread.onSpinWait();
      }
      try {
        if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
          break;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    throw new IllegalStateException("the server does not answer:\n" + log());
  }

  /// A port that is free at the moment.
  public static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI uri() {
    return URI.create("http://localhost:" + port + "/");
  }

  public int port() {
    return port;
  }

  public long pid() {
    return process.pid();
  }

  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path logFile() {
    return log;
  }

  /// The folder for temporary files, used by no other process.
  public Path temporary() {
    return temporary;
  }

  /// Dumps the server's heap to a file: only live objects after a full collection, or uncollected
  /// ones as well.
  public void dumpHeap(Path file, boolean collected) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    command.addAll(List.of(Long.toString(pid()), "GC.heap_dump"));
    if (!collected) {
      command.add("-all");
    }
    command.add(file.toString());
    try {
      var dump =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (dump.waitFor() != 0) {
        throw new IllegalStateException("no heap dump");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Terminates the server gracefully, like `kill`. Returns how long that took.
  public Duration terminate() {
    long begin = System.nanoTime();
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("the server does not end:\n" + log());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /// Kills the server without a shutdown, like `kill -9`.
  public void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    kill();
  }
}
