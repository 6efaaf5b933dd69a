package io.securechat.storage;

import io.securechat.problems.BadSetting;
import java.util.Arrays;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Checks that the private files beside the database are the ones that it was created with, on
/// every node.
@Component
public class Fingerprints {

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  Fingerprints(JdbcClient jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  /// Refuses to start with a file that is not the recorded one. Records the first one.
  ///
  /// @param fingerprint identifies the file without revealing anything about its content
  public void require(String file, byte[] fingerprint) {
    transaction.executeWithoutResult(_ ->
        jdbc.sql(
                "insert into storage_file (name, fingerprint) values (?, ?) on conflict do nothing")
            .params(file, fingerprint)
            .update());
    byte[] known =
        jdbc.sql("select fingerprint from storage_file where name = ?")
            .param(file)
            .query((row, _) -> row.getBytes("fingerprint"))
            .single();
    if (!Arrays.equals(known, fingerprint)) {
      throw new BadSetting(
          "The file " + file + " in the data folder is not the one that belongs to this database",
          "Restore it from your back-up. With several nodes, copy pepper and server-key from the"
              + " first node's data folder to this one before it starts.");
    }
  }
}
