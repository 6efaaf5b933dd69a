package io.securechat.storage;

import io.securechat.problems.BadSetting;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    @Pattern(
            regexp = "jdbc:postgresql:(?!.*password=).*",
            message =
                "must begin with jdbc:postgresql: and have no password; set that with"
                    + " secure-chat.database.password-file")
        String url,
    @DefaultValue("secure_chat") String user,
    @Nullable String password,
    @Nullable Path passwordFile,
    @DefaultValue("16") @Min(4) @Max(500) int connections) {

  static final String URL = "secure-chat.database.url";

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
