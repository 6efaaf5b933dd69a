package io.securechat.roomlog;

import io.securechat.problems.Problem;

/// Problems of the log, in addition to those of `rooms`.
final class RoomLogProblems {

  static final Problem BAD_COUNT =
      new Problem("bad-event", "A request can have 1 to 100 changes of one room.", 422);

  private RoomLogProblems() {}
}
