package io.securechat.log;

/// What an entry does to the epoch of its log's [Head].
public sealed interface EpochEffect {

  /// The entry is another message in the epoch.
  record Counts() implements EpochEffect {}

  /// The entry opens the epoch with this number.
  record Opens(int epoch) implements EpochEffect {}

  /// The entry ends the epoch.
  record Ends() implements EpochEffect {}

  /// The entry leaves the epoch unchanged.
  record Keeps() implements EpochEffect {}
}
