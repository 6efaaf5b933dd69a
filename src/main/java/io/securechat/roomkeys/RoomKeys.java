package io.securechat.roomkeys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Malformed;
import io.securechat.bytes.Sha256;
import io.securechat.identities.Identities;
import io.securechat.identities.Identity;
import io.securechat.identities.ServerKey;
import io.securechat.limits.CryptoThreadPool;
import io.securechat.problems.Refusal;
import io.securechat.protocol.EpochRecord;
import io.securechat.protocol.EpochRow;
import io.securechat.protocol.Grant;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.protocol.WrappingKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Room keys. Those of managed rooms are generated here, wrapped for every row and erased; only the
/// grants remain (K2). Those of end-to-end rooms arrive wrapped by a member's browser.
@Component
public class RoomKeys {

  private static final int SECRET = 32;
  // HKDF (RFC 5869) with one block of output is two HMACs. Written out here, because Bouncy
  // Castle's generator keeps a copy of the secret that cannot be erased.
  private static final byte[] COMMIT_BLOCK = "SC1C\u0001".getBytes(StandardCharsets.US_ASCII);

  private static final int CACHED_RECORDS = 20_000;

  private record EpochName(RoomId room, int epoch) {}

  private final Cache<EpochName, byte[]> recordHashes =
      Caffeine.newBuilder().maximumSize(CACHED_RECORDS).build();
  private final RoomKeyStore store;
  private final Identities identities;
  private final ServerKey serverKey;
  private final SecureRandom random;
  private final Clock clock;
  private final CryptoThreadPool cryptoPool;

  RoomKeys(
      RoomKeyStore store,
      Identities identities,
      ServerKey serverKey,
      SecureRandom epochRandom,
      Clock clock,
      CryptoThreadPool cryptoPool) {
    this.store = store;
    this.identities = identities;
    this.serverKey = serverKey;
    this.random = epochRandom;
    this.clock = clock;
    this.cryptoPool = cryptoPool;
  }

  /// Those of the rooms in which a member has requested keys and lacks them still.
  public List<RoomId> wanted(List<RoomId> rooms) {
    return rooms.isEmpty() ? List.of() : store.requested(rooms);
  }

  /// Generates a room's next epoch for these rows, to follow position `logPos`.
  ///
  /// Wrapping for a thousand members takes about 60 ms, so this must not run inside a transaction.
  public EpochDraft draw(RoomId room, int epoch, long logPos, byte[] logHash, List<EpochRow> rows) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("room keys must be generated outside of transactions");
    }
    var last = store.last(room);
    byte[] prev = last.map(RoomKeyStore.Last::recordHash).orElseGet(() -> new byte[32]);
    var sorted = ascending(rows);
    var keys = keysOf(sorted);
    byte[] secret = new byte[SECRET];
    try {
      random.nextBytes(secret);
      var record =
          new EpochRecord(
              EpochRecord.MANAGED,
              reason(last, sorted),
              room,
              epoch,
              prev,
              logPos,
              logHash,
              clock.millis(),
              serverKey.id(),
              commit(secret, room, epoch),
              sorted);
      byte[] signed = sign(record);
      byte[] hash = EpochRecord.hash(signed);
      var grants = cryptoPool.run(() -> wrap(room, epoch, hash, secret, keys));
      return new EpochDraft(room, epoch, signed, hash, grants);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /// The order of rows (K1).
  private static List<EpochRow> ascending(List<EpochRow> rows) {
    return rows.stream().sorted(Comparator.comparing(EpochRow::user)).toList();
  }

  private static int reason(Optional<RoomKeyStore.Last> last, List<EpochRow> rows) {
    if (last.isEmpty()) {
      return EpochRecord.FIRST;
    }
    boolean same = Arrays.equals(last.get().rowsHash(), rowsHash(rows));
    return same ? EpochRecord.SCHEDULED : EpochRecord.ROWS_CHANGED;
  }

  static byte[] rowsHash(List<EpochRow> rows) {
    var writer = new ByteWriter();
    rows.forEach(
        row -> writer.bytes(row.user().bytes()).bytes(row.identity().bytes()).u8(row.role()));
    return Sha256.of(writer.done());
  }

  private record Recipient(UserId user, IdentityId identity, WrappingKey key) {}

  private List<Recipient> keysOf(List<EpochRow> rows) {
    return rows.stream()
        .map(row ->
            new Recipient(
                row.user(),
                row.identity(),
                identities.byId(row.identity()).orElseThrow().wrappingKey()))
        .toList();
  }

  private static Map<UserId, byte[]> wrap(
      RoomId room, int epoch, byte[] recordHash, byte[] secret, List<Recipient> recipients) {
    var grants = new LinkedHashMap<UserId, byte[]>();
    for (var recipient : recipients) {
      byte[] header = Grant.header(room, epoch, recipient.identity(), recordHash);
      byte[] wrapped = recipient.key().wrap(header, secret);
      grants.put(recipient.user(), new ByteWriter().bytes(header).bytes(wrapped).done());
    }
    return grants;
  }

  private byte[] sign(EpochRecord record) {
    byte[] unsigned = record.unsigned();
    return new ByteWriter().bytes(unsigned).bytes(serverKey.sign(unsigned)).done();
  }

  private static byte[] commit(byte[] secret, RoomId room, int epoch) {
    byte[] salt = new ByteWriter().bytes(room.bytes()).u32(epoch).done();
    byte[] key = mac(salt, secret);
    try {
      return mac(key, COMMIT_BLOCK);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static byte[] mac(byte[] key, byte[] message) {
    var hmac = new HMac(new SHA256Digest());
    hmac.init(new KeyParameter(key));
    hmac.update(message, 0, message.length);
    byte[] mac = new byte[hmac.getMacSize()];
    hmac.doFinal(mac, 0);
    return mac;
  }

  /// Accepts an epoch from a member's browser if it is the next one for exactly these rows and
  /// follows position `logPos`; otherwise refuses with `bad-epoch`.
  public EpochDraft accept(
      SubmittedEpoch made,
      RoomId room,
      int epoch,
      long logPos,
      byte[] logHash,
      Identity issuer,
      List<EpochRow> rows) {
    var last = store.last(room);
    byte[] prev = last.map(RoomKeyStore.Last::recordHash).orElseGet(() -> new byte[32]);
    var prevIssuer =
        last.flatMap(record -> identities.byId(record.issuer())).map(Identity::user).orElse(null);
    return made.require(
        new SubmittedEpoch.Expected(
            room, epoch, prev, prevIssuer, logPos, logHash, issuer, ascending(rows)));
  }

  /// The grants submitted with an epoch's record, by user.
  public Map<UserId, byte[]> issued(RoomId room, int epoch) {
    return store.issued(room, epoch);
  }

  /// Stores the record and grants of an epoch, in the caller's transaction, which appends the
  /// record at position `pos`.
  public void save(EpochDraft draft, long pos) {
    store.insert(draft, pos);
  }

  /// The grants of a new letterbox's seed, by user; refuses with `bad-grant` if they are others
  /// than one for each row.
  public Map<UserId, byte[]> acceptSeed(
      RoomEvent.LetterboxOpened event, List<EpochRow> rows, List<byte[]> grants) {
    try {
      return RowGrants.byUser(
          event.roomId(), Grant.BOXES + event.box(), event.hash(), ascending(rows), grants);
    } catch (Malformed e) {
      throw new Refusal(RoomKeyProblems.BAD_GRANT);
    }
  }

  /// Stores the grants of a letterbox's seed, in the caller's transaction, which appends the event
  /// at position `pos`.
  public void saveSeed(RoomEvent.LetterboxOpened event, long pos, Map<UserId, byte[]> grants) {
    store.insertSeed(event, pos, grants);
  }

  /// A user's own grants of a letterbox's seed.
  public List<byte[]> seedGrants(UserId user, RoomId room, long box) {
    int number = RoomKeyStore.column(Grant.BOXES + box);
    return store.grants(user, room, number, number);
  }

  /// The number of the room's last epoch; empty if there is none.
  public Optional<Integer> last(RoomId room) {
    return store.last(room).map(RoomKeyStore.Last::epoch);
  }

  /// The hash of an epoch's record, which is part of what its messages sign; empty if there is no
  /// such epoch.
  public Optional<byte[]> recordHash(RoomId room, int epoch) {
    var name = new EpochName(room, epoch);
    var known = Optional.ofNullable(recordHashes.getIfPresent(name));
    if (known.isPresent()) {
      return known;
    }
    var found = store.recordHash(room, epoch);
    found.ifPresent(hash -> recordHashes.put(name, hash));
    return found;
  }

  /// The positions of these epochs' records in the room's log, oldest first.
  public List<Long> positions(RoomId room, int from, int to) {
    return store.positions(room, from, to);
  }

  /// A user's own grants of these epochs, oldest first.
  public List<byte[]> grants(UserId user, RoomId room, int from, int to) {
    return store.grants(user, room, from, to);
  }
}
