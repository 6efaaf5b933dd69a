package io.securechat.protocol.ledger;

import io.securechat.problems.Problem;

/// Problems of events and room queries.
public final class RoomProblems {

  public static final Problem NOT_ALLOWED =
      new Problem("not-allowed", "Only an owner of the room can do that.", 403);
  public static final Problem ONLY_OWNERS_WRITE =
      new Problem("only-owners-write", "Only owners can write in this room.", 403);
  public static final Problem NOT_YOURS =
      new Problem("not-allowed", "Only the inviter or an owner can withdraw an invitation.", 403);
  public static final Problem NOT_YOUR_MESSAGE =
      new Problem("not-allowed", "Only the sender or an owner can delete a message.", 403);
  public static final Problem BAD_EVENT =
      new Problem("bad-event", "The server could not accept this change.", 422);
  public static final Problem CLOCK_WRONG =
      new Problem(
          "clock-wrong",
          "The server's clock and this device's clock differ by more than a day. Check the date and"
              + " time of this device. If they are right, tell the person who runs the server.",
          422);
  public static final Problem BAD_NAME =
      new Problem(
          "bad-name",
          "A room's name has 1 to 64 visible characters and no space at either end.",
          422);
  public static final Problem STALE_HEAD =
      new Problem("stale-head", "Someone else changed the room first. Try again.", 409);
  public static final Problem ROOM_EXISTS =
      new Problem("room-exists", "This room already exists.", 409);
  public static final Problem NO_IDENTITY =
      new Problem("no-identity", "Log in once in a browser first.", 409);
  public static final Problem IDENTITY_CHANGED =
      new Problem("identity-changed", "This person's identity has just changed. Try again.", 409);
  public static final Problem ALREADY_MEMBER =
      new Problem("already-member", "This person is already in the room.", 409);
  public static final Problem ALREADY_INVITED =
      new Problem("already-invited", "This person is already invited.", 409);
  public static final Problem LAST_OWNER =
      new Problem("last-owner", "Make someone else an owner first.", 409);
  public static final Problem HAS_OWNER =
      new Problem("has-owner", "This room has an owner who can act.", 409);
  public static final Problem NO_CHANGE =
      new Problem("no-change", "That would change nothing.", 409);
  public static final Problem ROOM_FULL =
      new Problem("room-full", "A room can have at most 1000 people.", 409);
  public static final Problem TOO_MANY_BOXES =
      new Problem("too-many-boxes", "A room can have at most 16 open letterboxes.", 409);
  public static final Problem TOO_MANY_ROOMS =
      new Problem("too-many-rooms", "A user can be in at most 1000 rooms.", 409);
  public static final Problem INVITATION_GONE =
      new Problem("invitation-gone", "This invitation is no longer open.", 410);
  public static final Problem NO_SUCH_PERSON =
      new Problem("no-such-person", "There is no user with this name.", 404);
  public static final Problem TOO_MANY_NAMES =
      new Problem("too-large", "At most 100 names can be looked up at once.", 413);
  public static final Problem NOT_IN_ROOM =
      new Problem("not-in-room", "This person is not in the room.", 409);

  public static final Problem BLOCKED =
      new Problem("not-allowed", "You can't write to this person.", 403);
  public static final Problem TOO_MANY_BLOCKED =
      new Problem("too-large", "You can block at most 1000 people.", 413);
  public static final Problem DIRECT =
      new Problem("not-allowed", "The people in a direct message don't change.", 403);
  public static final Problem OTHER_SUSPENDED =
      new Problem("no-such-person", "An administrator has suspended this person.", 404);
  public static final Problem SUSPENDED =
      new Problem("suspended", "An administrator has suspended this account.", 403);

  private RoomProblems() {}
}
