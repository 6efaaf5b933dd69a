package io.securechat.bus;

import java.util.function.Consumer;

/// The bus of a single node. Does nothing: within a process, Spring's events suffice.
enum InProcessBus implements Bus {
  ALONE;

  @Override
  public String node() {
    return "";
  }

  @Override
  public boolean isUp() {
    return true;
  }

  @Override
  public <T extends Record> void publish(Topic<T> topic, T signal) {}

  @Override
  public <T extends Record> void listen(Topic<T> topic, Consumer<T> listener) {}

  @Override
  public void onResync(Runnable forget) {}
}
