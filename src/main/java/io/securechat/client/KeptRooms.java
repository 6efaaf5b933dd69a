package io.securechat.client;

import io.securechat.bytes.ByteReader;
import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Malformed;
import io.securechat.bytes.Sha256;
import io.securechat.protocol.RoomId;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The rooms that a device keeps for a user whom it remembers: one file for each, encrypted under a
/// key from the user's vault ("Rooms on a device that remembers you" in docs/terminal.md). They are
/// a cache: what is damaged or not sound is asked of the server anew.
final class KeptRooms {

  private static final byte[] MAGIC = Keys.ascii("Secure Chat room 1\n");
  private static final int HEADER = MAGIC.length + 2 * Long.BYTES;
  private static final int NONCE = 12;

  /// So many new entries, and a tenth of those before, are written at once.
  private static final int MANY = 20;

  private static final int SHARE = 10;

  /// What stands before the ciphertext, and is bound to it.
  ///
  /// @param due when the first message expires, in milliseconds; 0 for never
  /// @param read the position up to which the room had been read
  private record Header(long due, long read) {

    /// What is damaged is of no use to anybody.
    static final Header DAMAGED = new Header(1, 0);

    byte[] bytes() {
      return new ByteWriter().bytes(MAGIC).u64(due).u64(read).done();
    }

    static Header of(byte[] file) {
      var reader = new ByteReader(file);
      try {
        reader.require(Arrays.equals(reader.bytes(MAGIC.length), MAGIC));
        return new Header(reader.u64(), reader.u64());
      } catch (Malformed e) {
        return DAMAGED;
      }
    }

    boolean isDue(long now) {
      return due > 0 && due <= now;
    }
  }

  private final KeptFolder folder;
  private final byte[] secret;
  private final BooleanSupplier remembered;
  private final Map<RoomId, Long> written = new HashMap<>();
  private boolean isListed;

  /// @param folder null if nothing is kept
  /// @param secret from the vault
  /// @param remembered whether this device remembers the user now
  KeptRooms(@Nullable Path folder, byte[] secret, BooleanSupplier remembered) {
    this.folder = new KeptFolder(folder);
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
      written.put(id, kept.get().read());
      return room;
    } catch (IllegalStateException | Malformed e) {
      remove(id);
      return new ClientRoom(id, session, session.clock());
    }
  }

  /// What is kept of a room; empty if nothing is, or if it is damaged.
  synchronized Optional<KeptRoom> read(RoomId id) {
    return remembered.getAsBoolean()
        ? folder.read(name(id), Integer.MAX_VALUE).flatMap(sealed -> opened(id, sealed))
        : Optional.empty();
  }

  private Optional<KeptRoom> opened(RoomId id, byte[] sealed) {
    try {
      byte[] json = Vault.aes(key(id), sealed, HEADER);
      var header = Header.of(sealed);
      return Optional.of(
          new KeptRoom((ObjectNode) Rest.JSON.readTree(json), header.due(), header.read()));
    } catch (GeneralSecurityException | Malformed | JacksonException | ClassCastException e) {
      return Optional.empty();
    }
  }

  private byte[] key(RoomId id) throws GeneralSecurityException {
    return PasswordSecrets.hkdf(secret, id.bytes(), Keys.ascii("SC1 kept room"));
  }

  /// The name of its file, which says nothing about the room.
  private String name(RoomId id) {
    try {
      byte[] key = PasswordSecrets.hkdf(secret, new byte[0], Keys.ascii("SC1 kept names"));
      return HexFormat.of().formatHex(Sha256.of(key, id.bytes()), 0, 16);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Optional<Header> header(String name) {
    return folder.read(name, HEADER).map(Header::of);
  }

  /// A room has messages that it did not have when it was read: it is to be written as a whole.
  synchronized void outdated(RoomId id) {
    written.remove(id);
  }

  /// A room has read on: writes it if much is new, or at once if something was erased.
  synchronized void settle(ClientRoom room) {
    long from = written.getOrDefault(room.id(), 0L);
    boolean erases = room.ledger().lastErasure() > from;
    if (erases || room.last() - from >= Math.max(MANY, from / SHARE)) {
      write(room);
    }
  }

  private void write(ClientRoom room) {
    if (room.fault().isPresent()) {
      // It would be held against the server in every run.
      remove(room.id());
    } else if (!remembered.getAsBoolean() || !folder.isWriter()) {
      erase(room.id(), room.ledger().lastErasure());
    } else if (folder.write(name(room.id()), sealed(room))) {
      written.put(room.id(), room.last());
      if (!remembered.getAsBoolean()) {
        // Another process has just forgotten the user, and may not have seen this file.
        remove(room.id());
      }
    }
  }

  private byte[] sealed(ClientRoom room) {
    var kept = room.kept();
    byte[] header = new Header(kept.due(), kept.read()).bytes();
    byte[] nonce = Keys.random(NONCE);
    byte[] json = Rest.JSON.writeValueAsBytes(kept.json());
    try {
      byte[] sealed = Keys.aes(Cipher.ENCRYPT_MODE, key(room.id()), nonce, header, json);
      return Keys.join(header, nonce, sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Entries have come in a room that is not open here: what they erase must not stay.
  synchronized void heard(RoomId id, JsonNode entries) {
    if (entries.valueStream().anyMatch(KeptRoom::isErasing)) {
      remove(id);
    }
  }

  /// An event at this position erases something: a file from before it does not stay.
  synchronized void erase(RoomId id, long pos) {
    if (header(name(id)).filter(kept -> kept.read() < pos).isPresent()) {
      remove(id);
    }
  }

  /// The user is in these rooms: of no other one is anything kept.
  synchronized void retain(Collection<RoomId> ids) {
    if (!isListed) {
      isListed = true;
      var names = ids.stream().map(this::name).collect(Collectors.toSet());
      folder.removeIf(name -> !names.contains(name));
    }
  }

  /// Nothing of a room is kept any longer.
  synchronized void remove(RoomId id) {
    written.remove(id);
    folder.remove(name(id));
  }

  /// Writes what is new in these rooms, and removes files of others in which a message has expired.
  synchronized void close(Collection<ClientRoom> rooms, long now) {
    for (var room : rooms) {
      boolean isNew = room.last() > written.getOrDefault(room.id(), 0L);
      if (isNew || room.fault().isPresent() || isDue(name(room.id()), now)) {
        write(room);
      }
    }
    folder.removeIf(name -> isDue(name, now));
    folder.close();
  }

  private boolean isDue(String name, long now) {
    return header(name).filter(header -> header.isDue(now)).isPresent();
  }
}
