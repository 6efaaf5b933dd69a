package io.securechat.log;

/// What one log's entries add up to, while a batch is checked and written: the log's only view of
/// rooms, their members and their keys. Used by the committing thread alone.
public interface Aggregate {

  /// Decides on a request, given the log's head as the batch's earlier requests leave it. Changes
  /// nothing; throws a [io.securechat.problems.Refusal] that the sender gets.
  ///
  /// @param at the time that its entries would get
  Verdict check(AppendRequest request, Head head, long at);

  /// Called after the commit: from here on every question is answered with the new state.
  void apply(Head before, Head after);
}
