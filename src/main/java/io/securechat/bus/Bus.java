package io.securechat.bus;

import java.util.function.Consumer;

/// Small signals to the other nodes. A lost or late one does no harm: what it is about is in the
/// database, which listeners read, and read again from time to time and whenever told to resync.
public interface Bus {

  /// This node's name among the others; empty where there are no others.
  String node();

  /// Whether signals reach the others and theirs reach this node, as far as is known now.
  boolean isUp();

  /// Sends a signal to the other nodes. Never waits and never fails; call it after the commit.
  <T extends Record> void publish(Topic<T> topic, T signal);

  /// Listens to the other nodes, never to this one. Signals arrive one after another on one thread,
  /// so listeners must return at once.
  <T extends Record> void listen(Topic<T> topic, Consumer<T> listener);

  /// Registers work for when signals may have been missed; also run each second while none come.
  /// Whatever is cached of the database must then be dropped.
  void onResync(Runnable forget);

  /// The bus of a server that is one node.
  static Bus alone() {
    return InProcessBus.ALONE;
  }
}
