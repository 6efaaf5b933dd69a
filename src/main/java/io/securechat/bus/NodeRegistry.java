package io.securechat.bus;

import java.util.Map;
import java.util.Optional;

/// Who is where: each node's own list, which ends with the node.
public interface NodeRegistry {

  void put(String name, String value);

  void remove(String name);

  /// The other nodes' lists, by node. A node that has died is missing half a minute later. Empty
  /// where nobody can say.
  Optional<Map<String, Map<String, String>>> others();

  /// The registry of a server that is one node.
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
