package io.securechat.attachments;

import static java.util.Objects.requireNonNull;

import io.securechat.bytes.Malformed;
import io.securechat.limits.ConcurrencyPermit;
import io.securechat.problems.BadSetting;
import io.securechat.problems.ThrottledLog;
import io.securechat.protocol.FileId;
import io.securechat.protocol.FileLayout;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Files in a bucket of an S3-compatible store, which several nodes share. Each chunk is an object
/// `files/ID/NUMBER`, so chunks of one file may arrive at any node, in any order and again.
final class S3Files implements FileStore, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(S3Files.class);
  private static final ThrottledLog throttledLog = new ThrottledLog(log);
  private static final String ROOT = "files/";
  private static final int MOST_DELETED_TOGETHER = 1000;

  /// Limit on concurrent fetches for downloads.
  private static final int FETCHING = 16;

  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration CONNECTING = Duration.ofSeconds(3);
  private static final Duration ANSWERING = Duration.ofSeconds(10);
  private static final Duration WHOLE_CALL = Duration.ofSeconds(15);
  private static final int ATTEMPTS = 2;

  /// Limit on concurrent calls, so that a store that does not answer holds few threads; and how
  /// long a further call waits for one to end.
  private static final int CALLS = 48;

  private static final Duration TURN = Duration.ofSeconds(1);

  private final S3Client client;
  private final String bucket;
  private final Semaphore calls = new Semaphore(CALLS);
  private final ThreadPoolExecutor fetching =
      new ThreadPoolExecutor(
          FETCHING,
          FETCHING,
          IDLE.toSeconds(),
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().daemon().name("file-fetch-", 0).factory());

  S3Files(S3Settings settings) {
    this.bucket = requireNonNull(settings.bucket());
    fetching.allowCoreThreadTimeOut(true);
    var builder =
        S3Client.builder()
            .region(Region.of(settings.region()))
            // Not every store knows the checksums that AWS has added; requests are signed, or sent
            // over TLS.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            // Older stores know no other checksum for deleting several objects.
            .addPlugin(LegacyMd5Plugin.create())
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECTING)
                    .socketTimeout(ANSWERING))
            .overrideConfiguration(limits ->
                limits.apiCallTimeout(WHOLE_CALL).retryStrategy(one -> one.maxAttempts(ATTEMPTS)));
    if (settings.endpoint() != null) {
      // By path: the bucket's name is no host name there.
      builder.endpointOverride(settings.endpoint()).forcePathStyle(true);
    }
    this.client = builder.credentialsProvider(credentials(settings)).build();
    requireBucket(settings);
  }

  private static AwsCredentialsProvider credentials(S3Settings settings) {
    if (settings.accessKey() != null) {
      return StaticCredentialsProvider.create(
          AwsBasicCredentials.create(settings.accessKey(), settings.secret()));
    }
    var found = DefaultCredentialsProvider.builder().build();
    try {
      found.resolveCredentials();
      return found;
    } catch (SdkException e) {
      throw new BadSetting(
          "There are no keys for the store of files",
          "Set " + S3Settings.PREFIX + "access-key and secret-key-file.");
    }
  }

  /// A wrong setting stops the start. A store that does not answer does not: messages go on without
  /// files until it does.
  private void requireBucket(S3Settings settings) {
    try {
      client.headBucket(request -> request.bucket(bucket));
    } catch (S3Exception e) {
      if (!isPassing(e.statusCode())) {
        throw new BadSetting(
            "The store of files refuses %s (%d)".formatted(settings, e.statusCode()),
            "Check " + S3Settings.PREFIX + "bucket, endpoint, region and the keys.");
      }
      warnAbout(settings, e);
    } catch (SdkException e) {
      warnAbout(settings, e);
    }
  }

  private static void warnAbout(S3Settings settings, SdkException e) {
    log.warn("The store of files, {}, does not answer: {}", settings, why(e));
  }

  private static boolean isPassing(int status) {
    return status >= 500 || status == 408 || status == 429;
  }

  private static String folder(FileId file) {
    return ROOT + file + "/";
  }

  static String key(FileId file, int chunk) {
    return folder(file) + chunk;
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public void write(FileId file, FileLayout layout, int chunk, byte[] bytes) throws IOException {
    asking(() ->
        client.putObject(
            request -> request.bucket(bucket).key(key(file, chunk)), RequestBody.fromBytes(bytes)));
  }

  /// Nothing is to be done if the bucket has all chunks.
  @Override
  public boolean complete(FileId file, FileLayout layout) throws IOException {
    return has(file, layout);
  }

  @Override
  public boolean has(FileId file, FileLayout layout) throws IOException {
    Map<String, Long> lengths = asking(() -> lengths(file));
    return IntStream.range(0, layout.chunks())
        .allMatch(i -> Long.valueOf(layout.length(i)).equals(lengths.get(key(file, i))));
  }

  private Map<String, Long> lengths(FileId file) {
    Map<String, Long> lengths = new HashMap<>();
    client
        .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(folder(file)))
        .contents()
        .forEach(object -> lengths.put(object.key(), object.size()));
    return lengths;
  }

  @Override
  public Content open(FileId file, FileLayout layout, long position) throws IOException {
    return new S3Content(this, file, layout, position);
  }

  /// Bytes of one chunk. Throws [NoSuchFileException] if the chunk is not there.
  byte[] read(FileId file, int chunk, long from, int length) throws IOException {
    byte[] bytes =
        asking(() ->
            client
                .getObjectAsBytes(request ->
                    request
                        .bucket(bucket)
                        .key(key(file, chunk))
                        .range("bytes=%d-%d".formatted(from, from + length - 1)))
                .asByteArrayUnsafe());
    if (bytes.length != length) {
      throw new IOException("a chunk has another length");
    }
    return bytes;
  }

  /// Runs what waits for the store, on another thread.
  void fetch(Runnable work) {
    fetching.execute(work);
  }

  @Override
  public void delete(FileId file) throws IOException {
    asking(() -> {
      var all = new ArrayList<>(lengths(file).keySet());
      for (int i = 0; i < all.size(); i += MOST_DELETED_TOGETHER) {
        deleteAll(all.subList(i, Math.min(i + MOST_DELETED_TOGETHER, all.size())));
      }
      return all;
    });
  }

  private void deleteAll(List<String> keys) {
    var objects = keys.stream().map(key -> ObjectIdentifier.builder().key(key).build()).toList();
    var answer =
        client.deleteObjects(
            request -> request.bucket(bucket).delete(these -> these.objects(objects).quiet(true)));
    if (!answer.errors().isEmpty()) {
      throw SdkException.create("not all chunks were deleted", null);
    }
  }

  /// The store has its own limits.
  @Override
  public long free() {
    return Long.MAX_VALUE;
  }

  @Override
  public void list(Consumer<FileId> files) throws IOException {
    asking(() -> {
      client
          .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(ROOT).delimiter("/"))
          .commonPrefixes()
          .forEach(folder -> id(folder.prefix()).ifPresent(files));
      return files;
    });
  }

  private static Optional<FileId> id(String folder) {
    try {
      return Optional.of(FileId.parse(folder.substring(ROOT.length(), folder.length() - 1)));
    } catch (Malformed e) {
      // Not ours.
      return Optional.empty();
    }
  }

  private interface Question<T> {
    T ask();
  }

  /// Waits for the store without the permit of the request, which others may need.
  private <T> T asking(Question<T> question) throws IOException {
    if (!ConcurrencyPermit.Current.whileWaiting(this::takesTurn)) {
      throw new IOException("the store of files is busy");
    }
    try {
      return ConcurrencyPermit.Current.whileWaiting(question::ask);
    } catch (NoSuchKeyException e) {
      throw new NoSuchFileException("a chunk");
    } catch (SdkException e) {
      throttledLog.warn("store", "The store of files failed: " + why(e));
      throw new IOException("the store of files failed", e);
    } finally {
      calls.release();
    }
  }

  private boolean takesTurn() {
    try {
      return calls.tryAcquire(TURN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// The store's own code, or what kind of failure it was; never addresses or keys.
  private static String why(SdkException e) {
    return e instanceof AwsServiceException answer && answer.awsErrorDetails() != null
        ? answer.statusCode() + " " + answer.awsErrorDetails().errorCode()
        : NestedExceptionUtils.getMostSpecificCause(e).getClass().getName();
  }

  @Override
  public void close() {
    fetching.shutdownNow();
    client.close();
  }
}
