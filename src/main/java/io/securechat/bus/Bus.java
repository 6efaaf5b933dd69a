package io.securechat.bus;

import java.util.function.Consumer;

/// Small signals to the other nodes. One that is lost or late does no harm: whoever listens looks
/// into the database, and looks there anyway from time to time and whenever in doubt.
public interface Bus {

  /// This node's name among the others; empty where there are no others.
  String node();

  /// Whether signals reach the others and theirs reach this node, as far as is known now.
  boolean isUp();

  /// Tells the others. Never waits and never fails; call it after the commit.
  void publish(Topic topic, String text);

  /// Hears the others, never oneself, one signal after the other on one thread: return at once.
  void listen(Topic topic, Consumer<String> listener);

  /// Is called when signals may have been missed, and each second while none come: what is kept of
  /// the database must then be looked up anew.
  void onResync(Runnable forget);

  /// The bus of a server that is one node.
  static Bus alone() {
    return InProcessBus.ALONE;
  }
}
