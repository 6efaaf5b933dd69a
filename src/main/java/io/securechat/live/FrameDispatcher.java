package io.securechat.live;

import io.securechat.attachments.AttachmentProblems;
import io.securechat.problems.CommonProblems;
import io.securechat.problems.Problem;
import io.securechat.problems.Refusal;
import io.securechat.problems.RefusalMeters;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.ledger.RoomProblems;
import io.securechat.roomlog.PostOutcome;
import io.securechat.roomlog.RoomLog;
import io.securechat.sockets.Connection;
import io.securechat.storage.StorageFailures;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Executes client frames and answers them.
@Component
class FrameDispatcher {

  private static final Problem STALE_EPOCH =
      new Problem("stale-epoch", "The room has changed. The message must be encrypted again.", 409);
  private static final Problem BAD_ENVELOPE =
      new Problem("bad-envelope", "The server could not accept this message.", 422);
  private static final Problem NO_IDENTITY =
      new Problem("no-identity", "Log in once in a browser first.", 409);

  private final RoomLog log;
  private final Resume resume;
  private final FrameCodec codec;
  private final OutboundDispatcher out;
  private final LiveSignals signals;
  private final RefusalMeters refusals;

  FrameDispatcher(
      RoomLog log,
      Resume resume,
      FrameCodec codec,
      OutboundDispatcher out,
      LiveSignals signals,
      RefusalMeters refusals) {
    this.log = log;
    this.resume = resume;
    this.codec = codec;
    this.out = out;
    this.signals = signals;
    this.refusals = refusals;
  }

  /// Returns false if the frame is out of order: the first frame must be `hello`, later ones must
  /// not.
  boolean dispatch(Connection connection, ClientFrame frame) {
    boolean first = !connection.isGreeted();
    if (first != frame instanceof ClientFrame.Hello) {
      return false;
    }
    switch (frame) {
      case ClientFrame.Hello hello -> {
        connection.greet(hello.rooms().stream().map(ClientFrame.RoomPosition::roomId).toList());
        resume.hello(connection, hello.rooms());
      }
      case ClientFrame.Post post -> post(connection, post);
      case ClientFrame.Open(var room) ->
          answer(
              connection,
              room,
              () -> {
                var opened = log.openEpoch(connection.user(), room);
                // After the record and the grants, which are already queued.
                byte[] told = codec.write(new ServerFrame.Opened(room, opened.epoch()));
                out.run(room, () -> connection.send(told));
              });
      case ClientFrame.Read(var room, long pos) ->
          answer(connection, room, () -> log.markRead(connection.user(), room, pos));
      case ClientFrame.Unread(var room, long pos) ->
          answer(connection, room, () -> log.markUnread(connection.user(), room, pos));
      case ClientFrame.Watch(var room) -> watch(connection, room);
      case ClientFrame.Typing(var room) ->
          answer(connection, room, () -> signals.typing(connection.user(), room));
      case ClientFrame.Ping() -> connection.send(codec.write(new ServerFrame.Pong()));
    }
    return true;
  }

  private void watch(Connection connection, @Nullable RoomId room) {
    if (room == null) {
      signals.unwatch(connection);
    } else {
      answer(connection, room, () -> signals.watch(connection, room));
    }
  }

  private void post(Connection connection, ClientFrame.Post post) {
    signals.posted(connection.user(), post.roomId());
    try {
      var _ =
          log.post(
                  connection.user(),
                  post.roomId(),
                  post.clientId(),
                  post.envelope(),
                  post.quiet(),
                  post.alert(),
                  post.files())
              .whenComplete((outcome, failure) ->
                  out.answer(post.roomId(), connection, answer(post, outcome, failure)));
    } catch (Refusal | DataAccessException | TransactionException failure) {
      connection.send(refused(post.roomId(), post.clientId(), refusal(failure)));
    }
  }

  private byte[] answer(
      ClientFrame.Post post, @Nullable PostOutcome outcome, @Nullable Throwable failure) {
    var room = post.roomId();
    var id = post.clientId();
    return switch (outcome) {
      case null -> refused(room, id, refusal(failure));
      case PostOutcome.Accepted(long pos, long at) -> EntryFrameEncoder.accepted(room, id, pos, at);
      case PostOutcome.Duplicate(long pos, long at) ->
          EntryFrameEncoder.accepted(room, id, pos, at);
      case PostOutcome.StaleEpoch() -> refused(room, id, new Refusal(STALE_EPOCH));
      case PostOutcome.NotAMember() -> refused(room, id, new Refusal(CommonProblems.NOT_FOUND));
      case PostOutcome.OnlyOwnersWrite() ->
          refused(room, id, new Refusal(RoomProblems.ONLY_OWNERS_WRITE));
      case PostOutcome.StaleIdentity() ->
          refused(room, id, new Refusal(RoomProblems.IDENTITY_CHANGED));
      case PostOutcome.BadEnvelope() -> refused(room, id, new Refusal(BAD_ENVELOPE));
      case PostOutcome.BadFile() -> refused(room, id, new Refusal(AttachmentProblems.BAD_FILE));
      case PostOutcome.NoIdentity() -> refused(room, id, new Refusal(NO_IDENTITY));
    };
  }

  private static Refusal refusal(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Refusal refusal) {
        return refusal;
      }
    }
    // Database failures are temporary: the client retries.
    return new Refusal(
        failure instanceof DataAccessException || failure instanceof TransactionException
            ? StorageFailures.of(failure).orElse(CommonProblems.NOT_STORED)
            : CommonProblems.FAILED);
  }

  private void answer(Connection connection, RoomId room, Runnable work) {
    try {
      work.run();
    } catch (Refusal | DataAccessException | TransactionException failure) {
      connection.send(refused(room, null, refusal(failure)));
    }
  }

  private byte[] refused(RoomId room, @Nullable UUID clientId, Refusal refusal) {
    var problem = refusal.problem();
    refusals.count(RefusalMeters.Channel.SOCKET, problem);
    Long retryAfter =
        refusal.extras().get("retryAfter") instanceof Number seconds ? seconds.longValue() : null;
    return codec.write(
        new ServerFrame.Refused(room, clientId, problem.code(), problem.title(), retryAfter));
  }
}
