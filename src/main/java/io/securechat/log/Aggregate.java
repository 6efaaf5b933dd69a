package io.securechat.log;

/// The state that one log's entries add up to, while a batch is checked and written. The log's only
/// view of rooms, members and keys. Used by the committing thread only.
public interface Aggregate {

  /// Decides on a request, given the head after the earlier requests of the batch. Changes nothing;
  /// throws a [io.securechat.problems.Refusal] for the sender.
  ///
  /// @param at the time that its entries would get
  Verdict check(AppendRequest request, Head head, long at);

  /// Called after the commit: from now on, all reads return the new state.
  void apply(Head before, Head after);
}
