package io.securechat.credentials;

import io.securechat.storage.CheckedFolder;
import io.securechat.storage.FolderCheck;
import java.sql.SQLException;

/// Checks that the pepper is there and belongs to the database.
public final class PepperCheck implements FolderCheck {

  @Override
  public void run(CheckedFolder folder) throws SQLException {
    var pepper = folder.read(Pepper.FILE);
    if (pepper.isEmpty()) {
      return;
    }
    if (pepper.get().length != Pepper.LENGTH) {
      folder.report("The file pepper is damaged. Restore it from your back-up.");
    } else {
      folder.compare(Pepper.FILE, Pepper.fingerprint(pepper.get()));
    }
  }
}
