package io.securechat.roomkeys;

import io.securechat.problems.Problem;

public final class RoomKeyProblems {

  public static final Problem EPOCH_NEEDED =
      new Problem("epoch-needed", "A member's browser must create this room's next key.", 409);
  public static final Problem EPOCH_OPEN =
      new Problem("epoch-open", "Someone else was first. Use the existing key.", 409);
  public static final Problem EPOCH_STALE =
      new Problem("epoch-stale", "The room has changed. Create the key again.", 409);
  public static final Problem BAD_EPOCH =
      new Problem("bad-epoch", "The server could not accept this key's list of members.", 422);
  public static final Problem BAD_GRANT =
      new Problem("bad-grant", "The server could not accept what was shared.", 422);
  public static final Problem BAD_COUNT =
      new Problem("too-large", "A request can have 1 to 200 of these.", 413);

  private RoomKeyProblems() {}
}
