package io.securechat.storage;

import java.sql.SQLException;

/// One part of the command `check`: examines the data folder and its database, and changes neither.
@FunctionalInterface
public interface FolderCheck {

  /// Reports what is wrong to the folder.
  void run(CheckedFolder folder) throws SQLException;
}
