package io.securechat.roomlog;

import io.securechat.accounts.UserId;
import io.securechat.bytes.Malformed;
import io.securechat.bytes.Sha256;
import io.securechat.identities.Identities;
import io.securechat.identities.Identity;
import io.securechat.limits.Allowance;
import io.securechat.limits.Limits;
import io.securechat.log.Logs;
import io.securechat.log.PostOutcome;
import io.securechat.log.Write;
import io.securechat.rooms.RoomId;
import io.securechat.rooms.Rooms;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/// Looks at an envelope on the sender's own thread (M4) and puts it in line: all that can be known
/// without the room's log is settled, and its hash made, before it waits.
@Component
class Posting {

  private static final Duration OVER = Duration.ofSeconds(10);

  private final Rooms rooms;
  private final Identities identities;
  private final Limits limits;
  private final Logs logs;
  private final Allowance allowance;

  Posting(Rooms rooms, Identities identities, Limits limits, Logs logs, RoomLogSettings settings) {
    this.rooms = rooms;
    this.identities = identities;
    this.limits = limits;
    this.logs = logs;
    this.allowance = new Allowance(settings.postsPerSecond() * (int) OVER.toSeconds(), OVER);
  }

  CompletableFuture<PostOutcome> post(UserId sender, RoomId room, UUID clientId, byte[] bytes) {
    limits.take("post", sender, allowance);
    // Before the envelope is looked at: an outsider learns nothing from what is wrong with it.
    if (rooms.membership(room, sender).isEmpty()) {
      return CompletableFuture.completedFuture(new PostOutcome.NotAMember());
    }
    var identity = identities.current(sender);
    if (identity.isEmpty()) {
      return CompletableFuture.completedFuture(new PostOutcome.NoIdentity());
    }
    try {
      var envelope = Envelope.parse(bytes);
      if (isFormer(envelope, sender, identity.get())) {
        return CompletableFuture.completedFuture(new PostOutcome.StaleIdentity());
      }
      if (envelope.roomId().equals(room) && envelope.identityId().equals(identity.get().id())) {
        var author = new Write.Author(sender, envelope.identityId(), clientId);
        return offer(room, author, envelope.epoch(), bytes);
      }
    } catch (Malformed e) {
      // answered like every other envelope that does not fit (C6)
    }
    return CompletableFuture.completedFuture(new PostOutcome.BadEnvelope());
  }

  private boolean isFormer(Envelope envelope, UserId sender, Identity present) {
    return !envelope.identityId().equals(present.id())
        && identities
            .byId(envelope.identityId())
            .filter(named -> named.user().equals(sender))
            .isPresent();
  }

  private CompletableFuture<PostOutcome> offer(
      RoomId room, Write.Author author, int epoch, byte[] bytes) {
    var done = new CompletableFuture<PostOutcome>();
    logs.offer(new Write.Post(room, author, epoch, bytes, Sha256.of(bytes), done));
    return done;
  }
}
