package io.securechat.storage;

import io.securechat.problems.BadSetting;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.stereotype.Component;

/// Migrates the database to this version of the server, and refuses one that a newer version has
/// changed, whose data would be misread or lost.
@Component
public final class SchemaVersion implements FlywayMigrationStrategy {

  /// States of migrations that the database has and this version does not know. Because numbers are
  /// assigned by area, an unknown one may be lower than the newest known one.
  private static final Set<MigrationState> UNKNOWN =
      EnumSet.of(
          MigrationState.FUTURE_SUCCESS,
          MigrationState.FUTURE_FAILED,
          MigrationState.MISSING_SUCCESS,
          MigrationState.MISSING_FAILED);

  @Override
  public void migrate(Flyway flyway) {
    requireKnown(flyway, "The database");
    flyway.migrate();
  }

  /// The migrations of a database, for commands that work without the server.
  public static Flyway of(DataSource database, Dialect dialect) {
    return Flyway.configure()
        .dataSource(database)
        .locations(dialect.migrations())
        .outOfOrder(true)
        .load();
  }

  /// Refuses a database with migrations that this version does not know. Changes nothing.
  ///
  /// @param name how the message refers to the database
  public static void requireKnown(Flyway flyway, String name) {
    unknown(flyway)
        .ifPresent(version -> {
          throw new BadSetting(
              name + " was used by a newer version of Secure Chat, which has migration " + version,
              "Start that version or a later one; or stay with this one and restore a back-up from"
                  + " before the upgrade. The database was left as it is.");
        });
  }

  /// Refuses a database that is not exactly at this version. Changes nothing.
  ///
  /// @param name how the message refers to the database
  public static void requireCurrent(Flyway flyway, String name) {
    requireKnown(flyway, name);
    if (flyway.info().pending().length > 0) {
      throw new BadSetting(
          name + " was last used by an older version of Secure Chat",
          "Start this version's server on it once and stop it again; that brings the database up"
              + " to date.");
    }
  }

  private static Optional<String> unknown(Flyway flyway) {
    return Arrays.stream(flyway.info().all())
        .filter(info -> UNKNOWN.contains(info.getState()))
        .map(MigrationInfo::getVersion)
        .map(String::valueOf)
        .findFirst();
  }
}
