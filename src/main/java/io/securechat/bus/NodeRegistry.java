package io.securechat.bus;

import java.util.Map;
import java.util.Optional;

/// Key-value entries that each node shares with the others, and that expire with the node.
public interface NodeRegistry {

  void put(String name, String value);

  void remove(String name);

  /// The other nodes' entries, by node. A dead node's entries expire within half a minute. Empty if
  /// the registry is unavailable.
  Optional<Map<String, Map<String, String>>> others();

  /// The registry of a single node.
  NodeRegistry ALONE =
      new NodeRegistry() {
        @Override
        public void put(String name, String value) {}

        @Override
        public void remove(String name) {}

        @Override
        public Optional<Map<String, Map<String, String>>> others() {
          return Optional.of(Map.of());
        }
      };
}
