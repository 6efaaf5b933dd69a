package io.securechat.log;

/// An entry that has no number yet.
///
/// @param hash SHA-256 of its bytes
public record Draft(Form form, byte[] hash, EpochEffect effect) {

  /// The entry, once it has its number and its time.
  @FunctionalInterface
  public interface Form {

    Entry at(long pos, long at);
  }
}
