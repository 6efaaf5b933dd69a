package io.securechat.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.securechat.SecureChatApplication;
import io.securechat.testing.ServerProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// The client in a pseudo-terminal of 80 columns and 24 rows (`script` of util-linux).
final class Pty implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final OutputStream keys;
  private final StringBuilder raw = new StringBuilder();
  private int from;

  private Pty(Process process) {
    this.process = process;
    this.keys = process.getOutputStream();
    var reading = new Thread(this::read, "pty");
    reading.setDaemon(true);
    reading.start();
  }

  /// Starts `client` with these arguments.
  static Pty start(Path state, String... options) throws IOException {
    var arguments = new ArrayList<>(List.of(ClientCommand.COMMAND));
    arguments.addAll(List.of(options));
    return running(
        ServerProcess.java(state, SecureChatApplication.class, arguments).command(), state);
  }

  /// Starts any command.
  static Pty running(List<String> command, Path state) throws IOException {
    String quoted =
        command.stream()
            .map(one -> "'" + one.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    var builder =
        new ProcessBuilder("script", "-qfec", "stty rows 24 cols 80; exec " + quoted, "/dev/null");
    builder.environment().put("SECURE_CHAT_STATE", state.toString());
    builder.environment().put("TERM", "xterm-256color");
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("SHELL", "/bin/sh");
    return new Pty(builder.redirectErrorStream(true).start());
  }

  private void read() {
    try (var in = process.inputReader(UTF_8)) {
      var buffer = new char[4096];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        synchronized (this) {
          raw.append(buffer, 0, n);
          notifyAll();
        }
      }
    } catch (IOException e) {
      // The end of the process.
    }
    synchronized (this) {
      notifyAll();
    }
  }

  /// Types without the Enter key.
  Pty type(String text) throws IOException {
    keys.write(text.getBytes(UTF_8));
    keys.flush();
    return this;
  }

  Pty enter(String text) throws IOException {
    return type(text + "\r");
  }

  /// Changes the size of the window.
  Pty resize(int rows, int columns) throws IOException, InterruptedException {
    var client = process.descendants().filter(one -> one.children().count() == 0).findFirst();
    String terminal =
        Path.of("/proc", client.orElseThrow().pid() + "", "fd", "0").toRealPath() + "";
    var command = List.of("stty", "-F", terminal, "rows", rows + "", "cols", columns + "");
    if (new ProcessBuilder(command).start().waitFor() != 0) {
      throw new AssertionError("not resized");
    }
    return this;
  }

  /// All that was printed, with its control sequences.
  synchronized String raw() {
    return raw.toString();
  }

  /// What was printed behind what was found last, without control sequences.
  private String text() {
    String text =
        raw.toString()
            .replaceAll("\u001b\\[[0-9;?>=]*[ -/]*[@-~]", "")
            .replaceAll("\u001b[=>]", "")
            .replace("\r", "");
    return text.substring(Math.min(from, text.length()));
  }

  /// Waits until this text has been printed behind what was found last.
  synchronized Pty shows(String wanted) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (int at = text().indexOf(wanted); at < 0; at = text().indexOf(wanted)) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0 || !process.isAlive()) {
        throw new AssertionError("no '" + wanted + "' in:\n" + text());
      }
      try {
        wait(Math.min(left, 500));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
    from += text().indexOf(wanted) + wanted.length();
    return this;
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("it goes on:\n" + text());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
