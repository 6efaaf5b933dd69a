package io.securechat.storage;

/// Removes what a commit has erased from the database's files.
public interface ErasedData {

  /// Starts overwriting, if the database does not do so by itself, and returns at once. Repeats
  /// until it succeeds, also after a restart.
  void overwriteSoon();
}
