package io.securechat.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import redis.embedded.RedisServer;

/// A real Redis on a free port of loopback, which can be stopped, and started again empty on the
/// same port.
public final class RedisProcess implements AutoCloseable {

  private final int port;
  private final String password;
  private RedisServer server;
  private String processId;

  private RedisProcess(int port, String password) {
    this.port = port;
    this.password = password;
    startAgain();
  }

  public static RedisProcess start() {
    return guardedBy("");
  }

  public static RedisProcess guardedBy(String password) {
    return new RedisProcess(freePort(), password);
  }

  private static int freePort() {
    try (var free = new ServerSocket(0)) {
      return free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RedisServer begin() {
    try {
      var server =
          RedisServer.newRedisServer()
              .port(port)
              .bind("127.0.0.1")
              .setting("save \"\"")
              .setting("appendonly no")
              .setting("requirepass \"" + password + "\"")
              .build();
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  public void stop() {
    try {
      server.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Suspends the process: it keeps its connections but does not answer.
  public void hang() {
    signal("-STOP");
  }

  public void wake() {
    signal("-CONT");
  }

  private void signal(String signal) {
    try {
      if (new ProcessBuilder("kill", signal, processId).start().waitFor() != 0) {
        throw new IllegalStateException("there is no process " + processId);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String askProcessId() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        var in = new Scanner(socket.getInputStream(), StandardCharsets.US_ASCII)) {
      String asked =
          (password.isEmpty() ? "" : "auth \"" + password + "\"\r\n") + "info server\r\n";
      socket.getOutputStream().write(asked.getBytes(StandardCharsets.US_ASCII));
      return in.findWithinHorizon("process_id:(\\d+)", 0).substring("process_id:".length());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void startAgain() {
    server = begin();
    processId = askProcessId();
  }

  @Override
  public void close() {
    stop();
  }
}
