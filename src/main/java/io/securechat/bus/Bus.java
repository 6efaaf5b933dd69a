package io.securechat.bus;

import java.util.function.Consumer;

/// Publishes small signals to the other nodes. Losing or delaying one does no harm: the data is in
/// the database, which listeners read, and read again periodically and on each resync.
public interface Bus {

  /// This node's name; empty if it is the only one.
  String node();

  /// Whether signals are currently known to be delivered in both directions.
  boolean isUp();

  /// Publishes a signal to the other nodes. Never blocks and never fails. Call it after the commit.
  <T extends Record> void publish(Topic<T> topic, T signal);

  /// Subscribes to signals of the other nodes; a node's own are not delivered. All listeners run on
  /// one thread, so they must return at once.
  <T extends Record> void listen(Topic<T> topic, Consumer<T> listener);

  /// Registers work for when signals may have been missed; it also runs every second while the bus
  /// is down. It must discard whatever is cached from the database.
  void onResync(Runnable forget);

  /// The bus of a single node.
  static Bus alone() {
    return InProcessBus.ALONE;
  }
}
