package io.securechat.bus;

import java.util.OptionalLong;

/// Token buckets that all nodes share.
public interface Buckets {

  /// Takes a token from a bucket that refills one token every `each` milliseconds up to a capacity
  /// of `period / each`. Returns 0, or the milliseconds until there is a token; empty while there
  /// are no shared buckets and each node counts on its own.
  OptionalLong spend(String key, long each, long period);

  void giveBack(String key, long each);

  void restore(String key);

  /// The buckets of a single node: none are shared.
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
