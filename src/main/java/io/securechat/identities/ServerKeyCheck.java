package io.securechat.identities;

import io.securechat.storage.CheckedFolder;
import io.securechat.storage.FolderCheck;
import java.sql.SQLException;

/// Checks that the server key is there, whole, and belongs to the database.
public final class ServerKeyCheck implements FolderCheck {

  @Override
  public void run(CheckedFolder folder) throws SQLException {
    var content = folder.read(ServerKey.FILE);
    if (content.isPresent()) {
      folder.compare(ServerKey.FILE, ServerKey.idIn(content.get()).bytes());
    }
  }
}
