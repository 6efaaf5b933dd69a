package io.securechat.log;

/// What an entry does to the epoch in its log's [Head].
public sealed interface EpochEffect {

  /// It is one more message under the epoch.
  record Counts() implements EpochEffect {}

  /// It opens the epoch with this number.
  record Opens(int epoch) implements EpochEffect {}

  /// It ends the epoch.
  record Ends() implements EpochEffect {}

  /// It leaves the epoch as it is.
  record Keeps() implements EpochEffect {}
}
