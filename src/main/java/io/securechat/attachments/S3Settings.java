package io.securechat.attachments;

import io.securechat.problems.BadSetting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// An S3-compatible store for the bytes of files. Without `bucket` they are in the data folder.
///
/// @param endpoint address of the store; null for AWS itself
/// @param accessKey null for the credentials that AWS's tools find in the environment
/// @param secretKeyFile file with the secret key only; takes precedence over `secretKey`
@ConfigurationProperties(S3Settings.NAME)
record S3Settings(
    @Nullable String bucket,
    @Nullable URI endpoint,
    @DefaultValue("us-east-1") String region,
    @Nullable String accessKey,
    @Nullable String secretKey,
    @Nullable Path secretKeyFile) {

  static final String NAME = "secure-chat.attachments.s3";

  static final String PREFIX = NAME + ".";

  static final String BUCKET = PREFIX + "bucket";

  private static final String REMEDY = "docs/operations.md lists the settings.";

  S3Settings {
    if (endpoint != null && !isAddress(endpoint)) {
      throw new BadSetting(
          PREFIX + "endpoint is not an address",
          "It must look like https://store.example:9000, without a name and password.");
    }
    requireText("bucket", bucket);
    requireText("access-key", accessKey);
    requireText("secret-key", secretKey);
    boolean hasSecret = secretKey != null || secretKeyFile != null;
    if ((accessKey != null) != hasSecret) {
      throw new BadSetting(
          PREFIX + "access-key and " + PREFIX + "secret-key-file must be set together", REMEDY);
    }
    if (bucket == null && (endpoint != null || accessKey != null)) {
      throw new BadSetting(PREFIX + "bucket is missing", REMEDY);
    }
  }

  private static boolean isAddress(URI address) {
    boolean isHttp = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
    return isHttp && address.getHost() != null && address.getUserInfo() == null;
  }

  private static void requireText(String name, @Nullable String value) {
    if (value != null && value.isBlank()) {
      throw new BadSetting(PREFIX + name + " is empty", REMEDY);
    }
  }

  /// The secret key from the file or the setting; empty if there is none.
  String secret() {
    if (secretKeyFile == null) {
      return secretKey == null ? "" : secretKey;
    }
    try {
      String secret = Files.readString(secretKeyFile).strip();
      requireText("secret-key-file", secret);
      return secret;
    } catch (IOException e) {
      throw new BadSetting(
          "The file with the secret key of the store cannot be read",
          "Point " + PREFIX + "secret-key-file at a file that this user may read.");
    }
  }

  @Override
  public String toString() {
    return "bucket " + bucket + (endpoint == null ? "" : " at " + endpoint);
  }
}
