package io.securechat.client;

import io.securechat.bytes.ByteReader;
import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Malformed;
import io.securechat.bytes.Sha256;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The rooms that a device keeps for a user whom it remembers: one file for each, encrypted under a
/// key from the user's vault ("Rooms on a device that remembers you" in docs/terminal.md). They are
/// a cache: what fails or is damaged is fetched again. Of several processes, one writes; the others
/// read.
final class KeptRooms {

  private static final byte[] HEADER = Keys.ascii("Secure Chat room 1\n");
  private static final int HEADER_LENGTH = HEADER.length + Long.BYTES;
  private static final int NONCE = 12;

  /// The most bytes of all files together; the files that were written longest ago go first.
  private static final long MOST = 512L << 20;

  /// So many new entries, and a tenth of those before, are written at once.
  private static final int MANY = 20;

  private static final int SHARE = 10;

  private final @Nullable Path folder;
  private final byte[] secret;
  private final BooleanSupplier remembered;
  private final Map<RoomId, Long> written = new HashMap<>();
  private @Nullable FileChannel lock;
  private boolean isListed;

  /// @param folder null if nothing is kept
  /// @param secret from the vault
  /// @param remembered whether this device remembers the user now
  KeptRooms(@Nullable Path folder, byte[] secret, BooleanSupplier remembered) {
    this.folder = folder;
    this.secret = secret;
    this.remembered = remembered;
  }

  /// A room as it is kept here; an empty one if it is not, or not soundly.
  synchronized ClientRoom open(RoomId id, Session session) {
    var room = new ClientRoom(id, session, session.clock());
    var kept = read(id);
    if (kept.isEmpty()) {
      return room;
    }
    try {
      room.restore(kept.get());
      written.put(id, room.last());
      return room;
    } catch (IllegalStateException | Malformed e) {
      remove(id);
      return new ClientRoom(id, session, session.clock());
    }
  }

  /// What is kept of a room; empty if nothing is, or if it is damaged.
  synchronized Optional<KeptRoom> read(RoomId id) {
    if (folder == null || !remembered.getAsBoolean()) {
      return Optional.empty();
    }
    try {
      byte[] sealed = Files.readAllBytes(file(id));
      var header = new ByteReader(sealed);
      header.require(Arrays.equals(header.bytes(HEADER.length), HEADER));
      long due = header.u64();
      byte[] json = Vault.aes(key(id), sealed, HEADER_LENGTH);
      return Optional.of(new KeptRoom((ObjectNode) Rest.JSON.readTree(json), due));
    } catch (IOException
        | GeneralSecurityException
        | Malformed
        | JacksonException
        | ClassCastException e) {
      return Optional.empty();
    }
  }

  private byte[] key(RoomId id) throws GeneralSecurityException {
    return PasswordSecrets.hkdf(secret, id.bytes(), Keys.ascii("SC1 kept room"));
  }

  /// Its name says nothing about the room.
  private Path file(RoomId id) {
    return Objects.requireNonNull(folder).resolve(name(id));
  }

  private String name(RoomId id) {
    try {
      byte[] key = PasswordSecrets.hkdf(secret, new byte[0], Keys.ascii("SC1 kept names"));
      return HexFormat.of().formatHex(Sha256.of(key, id.bytes()), 0, 16);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A room has read on: writes it if much is new, or at once if something was erased.
  synchronized void settle(ClientRoom room) {
    long from = written.getOrDefault(room.id(), 0L);
    if (room.last() - from >= Math.max(MANY, from / SHARE) || room.erasesAfter(from)) {
      write(room);
    }
  }

  /// Something has come in a room that is not open here: what it erases must not stay.
  synchronized void heard(RoomId id, JsonNode entries) {
    for (var entry : entries) {
      if (entry.path("type").asInt() == 3 && isErasing(Rest.bytes(entry.path("entry")))) {
        remove(id);
      }
    }
  }

  private static boolean isErasing(byte[] event) {
    try {
      return KeptRoom.isErasing(RoomEvent.parse(event));
    } catch (Malformed e) {
      return false;
    }
  }

  private void write(ClientRoom room) {
    if (room.last() == 0 || room.fault().isPresent() || !isKeeper()) {
      return;
    }
    try {
      var kept = room.kept();
      byte[] header = new ByteWriter().bytes(HEADER).u64(kept.due()).done();
      byte[] nonce = Keys.random(NONCE);
      byte[] json = Rest.JSON.writeValueAsBytes(kept.json());
      byte[] sealed = Keys.aes(Cipher.ENCRYPT_MODE, key(room.id()), nonce, header, json);
      PrivateFiles.write(file(room.id()), Keys.join(header, nonce, sealed));
      written.put(room.id(), room.last());
      limit(file(room.id()));
    } catch (IOException e) {
      // A disk that is full: what was there before must not stay if something was erased from it.
      remove(room.id());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Whether this process is the one that writes.
  private boolean isKeeper() {
    if (folder == null || !remembered.getAsBoolean()) {
      return false;
    }
    try {
      if (lock == null) {
        PrivateFiles.createFolder(folder);
        var channel =
            FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lock = isLocked(channel) ? channel : null;
        if (lock == null) {
          channel.close();
        }
      }
    } catch (IOException e) {
      return false;
    }
    return lock != null;
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private void limit(Path newest) throws IOException {
    var files = files();
    files.remove(newest);
    long left = MOST - Files.size(newest);
    for (var one : files) {
      left -= Files.size(one);
      if (left < 0) {
        Files.deleteIfExists(one);
      }
    }
  }

  /// The files of rooms, the newest first.
  private List<Path> files() throws IOException {
    if (folder == null || !Files.isDirectory(folder)) {
      return new ArrayList<>();
    }
    try (var all = Files.list(folder)) {
      return all.filter(one -> !one.endsWith("lock"))
          .sorted(Comparator.comparingLong(KeptRooms::modified).reversed())
          .collect(Collectors.toCollection(ArrayList::new));
    }
  }

  private static long modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      return 0;
    }
  }

  /// The user is in these rooms: no other one stays.
  synchronized void retain(Collection<RoomId> ids) {
    if (isListed) {
      return;
    }
    isListed = true;
    Set<String> names = ids.stream().map(this::name).collect(Collectors.toSet());
    deleteIf(file -> !names.contains(file.getFileName().toString()));
  }

  private interface Condition {
    boolean holds(Path file) throws IOException;
  }

  private void deleteIf(Condition condition) {
    try {
      for (var file : files()) {
        if (condition.holds(file)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      // Tried again at the next start.
    }
  }

  /// The user is no longer in a room.
  synchronized void remove(RoomId id) {
    written.remove(id);
    if (folder != null) {
      try {
        Files.deleteIfExists(file(id));
      } catch (IOException e) {
        // As above.
      }
    }
  }

  /// Writes what is new in these rooms, and removes files of others in which a message has expired.
  synchronized void close(Collection<ClientRoom> rooms, long now) {
    for (var room : rooms) {
      if (room.last() > written.getOrDefault(room.id(), 0L) || room.ledger().retention() > 0) {
        write(room);
      }
    }
    if (lock != null) {
      deleteIf(file -> isDue(file, now));
      try {
        lock.close();
      } catch (IOException e) {
        // The end of the process releases it.
      }
      lock = null;
    }
  }

  private static boolean isDue(Path file, long now) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var header = new ByteReader(in.readNBytes(HEADER_LENGTH));
      header.bytes(HEADER.length);
      long due = header.u64();
      return due > 0 && due <= now;
    } catch (Malformed e) {
      return true;
    }
  }
}
