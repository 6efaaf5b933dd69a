package io.securechat.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// An S3-compatible store on a free port of loopback, with one bucket. It can be stopped, and
/// started again with what it had.
public final class S3Process implements AutoCloseable {

  public static final String BUCKET = "chat";

  private static final Path JAR = Path.of("target", "s3mock", "s3mock.jar");
  private static final String SETTING = "--com.adobe.testing.s3mock.";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final int port = ServerProcess.freePort();
  private final Path folder = TestServer.newFolder();
  private final S3Client client =
      S3Client.builder()
          .endpointOverride(endpoint())
          .forcePathStyle(true)
          .region(Region.US_EAST_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
          .httpClientBuilder(UrlConnectionHttpClient.builder())
          .build();
  private Process process;

  private S3Process() {
    startAgain();
  }

  public static S3Process start() {
    return new S3Process();
  }

  public void startAgain() {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
            java,
            "-Xmx200m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-jar",
            JAR.toString(),
            "--server.port=0",
            SETTING + "http-port=" + port,
            SETTING + "store.initial-buckets=" + BUCKET,
            SETTING + "store.retain-files-on-exit=true",
            SETTING + "store.root=" + folder.resolve("store"));
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
    try {
      Files.createDirectories(folder.resolve("store"));
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> client.headBucket(request -> request.bucket(BUCKET)) != null);
  }

  public void stop() {
    process.destroyForcibly().onExit().join();
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /// Arguments for a server that keeps its files here.
  public List<String> arguments() {
    return arguments(endpoint());
  }

  /// The same for a store at another address.
  public static List<String> arguments(URI endpoint) {
    String prefix = "--secure-chat.attachments.s3.";
    return List.of(
        prefix + "bucket=" + BUCKET,
        prefix + "endpoint=" + endpoint,
        prefix + "access-key=key",
        prefix + "secret-key=secret");
  }

  public List<String> keys() {
    return client.listObjectsV2Paginator(request -> request.bucket(BUCKET)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  public void put(String key, byte[] bytes) {
    client.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromBytes(bytes));
  }

  public void remove(String key) {
    client.deleteObject(request -> request.bucket(BUCKET).key(key));
  }

  @Override
  public void close() {
    client.close();
    stop();
  }
}
