package io.securechat.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.core.env.PropertyResolver;

/// What the command `back-up` copies besides the database.
public interface BackUpPart {

  /// Copies what the copy of the database names, and removes from that copy what is no longer
  /// there, so that it never names what the back-up lacks.
  ///
  /// @param settings the server's settings
  /// @param copy the copy of the database, which may be changed
  /// @param data the data folder
  /// @param target where the part is copied to; the caller has checked that its folder exists
  /// @return what the user is told about it, as a sentence; empty for nothing
  String copy(PropertyResolver settings, Connection copy, Path data, Path target)
      throws IOException, SQLException;
}
