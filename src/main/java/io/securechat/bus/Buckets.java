package io.securechat.bus;

import java.util.OptionalLong;

/// Token buckets that all nodes fill and empty together.
public interface Buckets {

  /// Takes one from a bucket that fills by one each `each` milliseconds and holds as many as
  /// `period` has of these. Returns 0, or the milliseconds until there is one again; empty where
  /// there are no buckets at present and each node counts for itself.
  OptionalLong spend(String key, long each, long period);

  void giveBack(String key, long each);

  void restore(String key);

  /// The buckets of a server that is one node: none.
  Buckets NONE =
      new Buckets() {
        @Override
        public OptionalLong spend(String key, long each, long period) {
          return OptionalLong.empty();
        }

        @Override
        public void giveBack(String key, long each) {}

        @Override
        public void restore(String key) {}
      };
}
