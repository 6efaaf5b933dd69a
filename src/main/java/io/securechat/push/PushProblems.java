package io.securechat.push;

import io.securechat.problems.Problem;

/// Problems of push subscriptions.
final class PushProblems {

  static final Problem PUSH_OFF =
      new Problem("push-off", "This server sends no notifications to closed pages.", 409);
  static final Problem BAD_SUBSCRIPTION =
      new Problem(
          "bad-subscription", "The server cannot use this browser's push subscription.", 422);

  private PushProblems() {}
}
