package io.securechat.roomkeys;

import io.securechat.problems.Problem;

public final class RoomKeyProblems {

  public static final Problem EPOCH_NEEDED =
      new Problem("epoch-needed", "A member's browser has to make this room's next secret.", 409);
  public static final Problem EPOCH_OPEN =
      new Problem("epoch-open", "Somebody else was first. Use the secret that is there.", 409);
  public static final Problem EPOCH_STALE =
      new Problem("epoch-stale", "The room has moved on. The secret is made anew.", 409);
  public static final Problem BAD_EPOCH =
      new Problem("bad-epoch", "The server could not accept this secret's list of members.", 422);
  public static final Problem BAD_GRANT =
      new Problem("bad-grant", "The server could not accept what was shared.", 422);
  public static final Problem BAD_COUNT =
      new Problem("too-large", "One request carries 1 to 200 of these.", 413);

  private RoomKeyProblems() {}
}
