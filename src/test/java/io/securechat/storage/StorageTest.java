package io.securechat.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

class StorageTest {

  @TempDir Path folder;
  private AnnotationConfigApplicationContext context;
  private JdbcClient sql;
  private TransactionTemplate transaction;

  @BeforeEach
  void open() {
    context = new AnnotationConfigApplicationContext();
    context.registerBean(
        StorageSettings.class,
        () -> new StorageSettings(folder.resolve("d"), 2, DataSize.ofMegabytes(1)));
    context.register(DataFolder.class, DiskReserve.class, EmbeddedDatabase.class);
    context.refresh();
    DataSource source = context.getBean("dataSource", DataSource.class);
    sql = JdbcClient.create(source);
    transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    transaction.executeWithoutResult(
        s -> sql.sql("create table t (n bigint primary key)").update());
  }

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void whatATransactionCommitsIsReadOutsideOfIt() {
    transaction.executeWithoutResult(s -> sql.sql("insert into t values (7)").update());
    assertThat(sql.sql("select n from t").query(Long.class).list()).containsExactly(7L);
  }

  @Test
  void writingOutsideATransactionFailsAtOnce() {
    assertThatThrownBy(() -> sql.sql("insert into t values (8)").update())
        .hasMessageContaining("readonly");
  }

  @Test
  void writingInAReadOnlyTransactionFailsAtOnce() {
    transaction.setReadOnly(true);
    assertThatThrownBy(() ->
            transaction.executeWithoutResult(s -> sql.sql("insert into t values (9)").update()))
        .hasMessageContaining("readonly");
  }

  @Test
  void commitsAreSyncedToTheWriteAheadLog() {
    String journal =
        transaction.execute(s -> sql.sql("pragma journal_mode").query(String.class).single());
    int synchronous =
        transaction.execute(s -> sql.sql("pragma synchronous").query(Integer.class).single());
    assertThat(journal).isEqualTo("wal");
    assertThat(synchronous).isEqualTo(2);
  }

  @Test
  void privateFilesAreReadableByTheirOwnerAlone() throws Exception {
    DataFolder data = context.getBean(DataFolder.class);
    data.write("pepper", new byte[] {1, 2, 3});
    assertThat(data.read("pepper")).hasValue(new byte[] {1, 2, 3});
    assertThat(data.read("nothing")).isEmpty();
    assertThat(Files.getPosixFilePermissions(data.file("pepper")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    for (String file : new String[] {"secure-chat.db", "secure-chat.db-wal"}) {
      assertThat(Files.getPosixFilePermissions(data.file(file)))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
    assertThat(Files.getPosixFilePermissions(data.file("pepper").getParent()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }
}
