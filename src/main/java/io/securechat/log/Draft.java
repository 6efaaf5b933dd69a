package io.securechat.log;

/// An entry without a position yet.
///
/// @param hash SHA-256 of its bytes
public record Draft(Form form, byte[] hash, EpochEffect effect) {

  /// Creates the entry once its position and time are known.
  @FunctionalInterface
  public interface Form {

    Entry at(long pos, long at);
  }
}
