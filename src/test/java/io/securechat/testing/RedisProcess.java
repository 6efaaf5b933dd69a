package io.securechat.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import redis.embedded.RedisServer;

/// A real Redis on a free port of loopback, which can be stopped and started again, empty, on the
/// same one.
public final class RedisProcess implements AutoCloseable {

  private final int port;
  private final String password;
  private RedisServer server;

  private RedisProcess(int port, String password) {
    this.port = port;
    this.password = password;
    this.server = begin();
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

  public void startAgain() {
    server = begin();
  }

  @Override
  public void close() {
    stop();
  }
}
