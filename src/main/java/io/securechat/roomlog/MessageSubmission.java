package io.securechat.roomlog;

import io.securechat.bytes.Malformed;
import io.securechat.bytes.Sha256;
import io.securechat.identities.Identities;
import io.securechat.identities.Identity;
import io.securechat.limits.Allowance;
import io.securechat.limits.Limits;
import io.securechat.log.AppendRequest;
import io.securechat.log.Logs;
import io.securechat.protocol.Envelope;
import io.securechat.protocol.FileId;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.roomkeys.RoomKeys;
import io.securechat.rooms.Rooms;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/// Checks an envelope on the sender's thread (M4) and queues it. Everything that does not need the
/// room's log happens first, including the signature and the hash. So signatures are verified on as
/// many threads as read sockets, and never by the committer.
@Component
class MessageSubmission {

  private static final Duration OVER = Duration.ofSeconds(10);

  private final Rooms rooms;
  private final Identities identities;
  private final RoomKeys keys;
  private final SuspensionAnnouncements suspensions;
  private final Limits limits;
  private final Logs logs;
  private final Allowance allowance;

  MessageSubmission(
      Rooms rooms,
      Identities identities,
      RoomKeys keys,
      SuspensionAnnouncements suspensions,
      Limits limits,
      Logs logs,
      RoomLogSettings settings) {
    this.rooms = rooms;
    this.identities = identities;
    this.keys = keys;
    this.suspensions = suspensions;
    this.limits = limits;
    this.logs = logs;
    this.allowance = new Allowance(settings.postsPerSecond() * (int) OVER.toSeconds(), OVER);
  }

  CompletableFuture<PostOutcome> post(
      UserId sender,
      RoomId room,
      UUID clientId,
      byte[] bytes,
      boolean quiet,
      Alert alert,
      List<FileId> files) {
    limits.take("post", sender, allowance);
    // Checked before the envelope: a non-member learns nothing from how it is refused.
    if (rooms.membership(room, sender).isEmpty()) {
      return CompletableFuture.completedFuture(new PostOutcome.NotAMember());
    }
    if (suspensions.isPending(room)) {
      return CompletableFuture.completedFuture(new PostOutcome.StaleEpoch());
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
      var record = keys.recordHash(room, envelope.epoch());
      if (envelope.roomId().equals(room)
          && envelope.identityId().equals(identity.get().id())
          && (record.isEmpty() || isSigned(bytes, record.get(), identity.get()))) {
        var done = new CompletableFuture<PostOutcome>();
        logs.offer(
            new RoomRequest.Post(
                room,
                new AppendRequest.Author(sender, clientId),
                envelope.identityId(),
                sealed(envelope, bytes, record.isPresent()),
                quiet,
                alert,
                files,
                done));
        return done;
      }
    } catch (Malformed e) {
      // Falls through: all malformed envelopes get the same answer (C6).
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

  private static boolean isSigned(byte[] bytes, byte[] recordHash, Identity identity) {
    return Envelope.isSigned(bytes, recordHash, identity.verifyingKey());
  }

  private static RoomRequest.Sealed sealed(Envelope envelope, byte[] bytes, boolean verified) {
    return new RoomRequest.Sealed(
        envelope.epoch(), envelope.streamId(), envelope.seq(), bytes, Sha256.of(bytes), verified);
  }
}
