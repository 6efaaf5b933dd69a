package io.securechat.storage;

import io.securechat.problems.BadSetting;
import java.util.Arrays;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Holds the private files beside the database against it: each must be the one that the database
/// was begun with, here and on every other node.
@Component
public class Fingerprints {

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  Fingerprints(JdbcClient jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  /// Refuses to start with another file than the database knows. The first one is noted.
  ///
  /// @param fingerprint tells two files apart and gives nothing of them away
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
          "The file " + file + " in the data folder is not the one that this database goes with",
          "Put it back from your back-up; on several nodes, copy pepper and server-key of the"
              + " first node into the data folder of this one before it starts.");
    }
  }
}
