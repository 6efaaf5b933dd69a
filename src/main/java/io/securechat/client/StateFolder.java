package io.securechat.client;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a client remembers on this device between runs, for one server: how new the user's pins
/// were (I9), the hash of the salt of each account (P7), and, where the user wants to be
/// remembered, sessions under a passphrase with the rooms ([KeptRooms]). The folder is its user's
/// alone.
public final class StateFolder {

  private final @Nullable Path file;
  private final Properties known = new Properties();

  private StateFolder(@Nullable Path file) {
    this.file = file;
  }

  /// Remembers nothing after the process ends.
  public static StateFolder inMemory() {
    return new StateFolder(null);
  }

  /// The state for a server, in a folder that is created with mode 700.
  public static StateFolder in(Path folder, String server) {
    try {
      PrivateFiles.createFolder(folder);
      var state = new StateFolder(folder.resolve(server.replaceAll("[^A-Za-z0-9.-]", "_")));
      state.read();
      return state;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() throws IOException {
    if (file != null && Files.exists(file)) {
      try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        known.load(in);
      }
    }
  }

  long pinsVersion(UUID user) {
    return Long.parseLong(known.getProperty("pins." + user, "0"));
  }

  void pinsVersion(UUID user, long version) {
    put("pins." + user, Long.toString(version));
  }

  Optional<String> salt(String username) {
    return Optional.ofNullable(known.getProperty(saltKey(username)));
  }

  void salt(String username, String hash) {
    put(saltKey(username), hash);
  }

  private static String saltKey(String username) {
    return "salt." + hex(username);
  }

  private static String hex(String username) {
    return HexFormat.of().formatHex(username.getBytes(StandardCharsets.UTF_8));
  }

  /// The session of an account that is kept here, encrypted.
  Optional<byte[]> session(String username) {
    try {
      var kept = sessionFile(username);
      return kept != null && Files.exists(kept)
          ? Optional.of(Files.readAllBytes(kept))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Keeps a session in a file of mode 600.
  void session(String username, byte[] sealed) {
    try {
      var kept = sessionFile(username);
      if (kept != null) {
        PrivateFiles.write(kept, sealed);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether a session of an account is kept here.
  boolean isRemembered(String username) {
    var kept = sessionFile(username);
    return kept != null && Files.exists(kept);
  }

  /// Removes the session of an account, and the rooms that are kept with it.
  void forgetSession(String username) {
    try {
      var kept = sessionFile(username);
      var rooms = rooms(username);
      // The session first: no process keeps rooms once it is gone.
      if (kept != null) {
        PrivateFiles.delete(kept);
      }
      if (rooms != null) {
        PrivateFiles.deleteFolder(rooms);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where the rooms of an account are kept; null if nothing is.
  @Nullable Path rooms(String username) {
    return file == null
        ? null
        : file.resolveSibling(file.getFileName() + ".rooms." + hex(username));
  }

  private @Nullable Path sessionFile(String username) {
    return file == null
        ? null
        : file.resolveSibling(file.getFileName() + ".session." + hex(username));
  }

  private synchronized void put(String key, String value) {
    if (value.equals(known.setProperty(key, value)) || file == null) {
      return;
    }
    try {
      var out = new StringWriter();
      known.store(out, null);
      PrivateFiles.write(file, out.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // What cannot be kept only weakens the next run's checks.
      known.setProperty(key, value);
    }
  }
}
