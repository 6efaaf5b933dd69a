package io.securechat.problems;

/// Problems that all modules share.
public final class CommonProblems {

  public static final Problem MALFORMED =
      new Problem("malformed", "The request is malformed.", 400);
  public static final Problem SIGNED_OUT = new Problem("signed-out", "Please log in.", 401);
  public static final Problem NOT_FOUND = new Problem("not-found", "Not found.", 404);
  public static final Problem WRONG_METHOD =
      new Problem("wrong-method", "This address does not support that method.", 405);
  public static final Problem WRONG_TYPE =
      new Problem("wrong-type", "The request must be JSON.", 415);
  public static final Problem TOO_LARGE = new Problem("too-large", "That is too large.", 413);
  public static final Problem TIMEOUT =
      new Problem("timeout", "The request took too long to arrive.", 408);
  public static final Problem TOO_MANY =
      new Problem("too-many", "That was too often. Wait a moment and try again.", 429);
  public static final Problem CSRF =
      new Problem("csrf", "The page is out of date. Load it again.", 403);
  public static final Problem BUSY =
      new Problem("busy", "The server is busy. Try again in a moment.", 503);
  public static final Problem NOT_STORED =
      new Problem("not-stored", "The server could not store this. Try again in a moment.", 503);
  public static final Problem FAILED =
      new Problem("failed", "Something went wrong on the server. Nothing was changed.", 500);

  private CommonProblems() {}
}
