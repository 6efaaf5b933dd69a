package io.securechat.storage;

import io.securechat.problems.BadSetting;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Settings of a PostgreSQL database that replaces the embedded one.
///
/// @param url `jdbc:postgresql://host:port/database`, without a password
/// @param passwordFile file with the password only; takes precedence over `password`
/// @param connections limit of open connections, per node
@Validated
@ConditionalOnProperty(DatabaseSettings.URL)
@ConfigurationProperties("secure-chat.database")
public record DatabaseSettings(
    String url,
    @DefaultValue("secure_chat") String user,
    @Nullable String password,
    @Nullable Path passwordFile,
    @DefaultValue("16") @Min(4) @Max(500) int connections) {

  static final String URL = "secure-chat.database.url";

  /// Addresses without the parameters `password` and `sslpassword`, and without `user:password@`.
  private static final Pattern ADDRESS =
      Pattern.compile("jdbc:postgresql:(?!.*password=)[^@]*", Pattern.CASE_INSENSITIVE);

  /// A refused address is not quoted, because it may contain the password.
  public DatabaseSettings {
    if (!ADDRESS.matcher(url).matches()) {
      throw new BadSetting(
          URL + " must begin with jdbc:postgresql: and have no password",
          "Write it like jdbc:postgresql://host/database, and the password into the file of"
              + " secure-chat.database.password-file.");
    }
  }

  /// The password from the file or the setting; empty if there is none.
  String secret() {
    if (passwordFile == null) {
      return password == null ? "" : password;
    }
    try {
      return Files.readString(passwordFile).strip();
    } catch (IOException e) {
      throw new BadSetting(
          "The file with the database password cannot be read",
          "Point secure-chat.database.password-file at a file that this user may read.");
    }
  }

  @Override
  public String toString() {
    return user + " at " + url;
  }
}
