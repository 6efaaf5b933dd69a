package io.securechat.push;

import static io.securechat.testing.Api.fields;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.securechat.testing.Api;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.NullUnmarked;
import tools.jackson.databind.JsonNode;

/// A push service on loopback, with the browsers that subscribe to it. Opens what it receives as a
/// browser does, without the server's code.
@NullUnmarked
public final class FakePushService implements AutoCloseable {

  /// A request as it came.
  public record Push(String path, Map<String, List<String>> headers, byte[] body, int status) {

    public String header(String name) {
      return headers.entrySet().stream()
          .filter(entry -> entry.getKey().equalsIgnoreCase(name))
          .map(entry -> entry.getValue().getFirst())
          .findFirst()
          .orElse("");
    }

    /// Everything that the push service sees, as text.
    public String visible() {
      return path + headers + new String(body, StandardCharsets.ISO_8859_1);
    }
  }

  /// What a path answers.
  public record Answer(int status, Map<String, String> headers) {}

  private static final AtomicInteger BROWSERS = new AtomicInteger();

  private final HttpServer http;
  private final List<Push> received = new CopyOnWriteArrayList<>();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();

  public FakePushService() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.setExecutor(Executors.newFixedThreadPool(4));
    http.createContext("/", this::handle);
    http.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new ByteArrayOutputStream();
      exchange.getRequestBody().transferTo(body);
      String path = exchange.getRequestURI().getPath();
      var answer = answers.getOrDefault(path, new Answer(201, Map.of()));
      answer.headers().forEach(exchange.getResponseHeaders()::add);
      received.add(
          new Push(
              path, Map.copyOf(exchange.getRequestHeaders()), body.toByteArray(), answer.status()));
      exchange.sendResponseHeaders(answer.status(), -1);
    }
  }

  public List<Push> received() {
    return List.copyOf(received);
  }

  public String origin() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  @Override
  public void close() {
    http.stop(0);
  }

  /// A browser with a subscription of its own.
  public final class Receiver {

    public final String path = "/push/" + BROWSERS.incrementAndGet();
    private final KeyPair keys = keyPair();
    private final byte[] auth = new byte[16];

    public Receiver() {
      new SecureRandom().nextBytes(auth);
    }

    public Map<String, Object> subscription() {
      return fields(
          "endpoint",
          origin() + path,
          "p256dh",
          Base64.getEncoder().encodeToString(P256.point((ECPublicKey) keys.getPublic())),
          "auth",
          Base64.getEncoder().encodeToString(auth),
          "zone",
          "");
    }

    public void answers(int status, Map<String, String> headers) {
      answers.put(path, new Answer(status, headers));
    }

    public List<Push> pushes() {
      return received().stream().filter(push -> push.path().equals(path)).toList();
    }

    public List<Push> accepted() {
      return pushes().stream().filter(push -> push.status() < 300).toList();
    }

    /// The entries about which the browser got push messages.
    public List<Long> positions() {
      return accepted().stream().map(push -> open(push).path("pos").asLong()).toList();
    }

    /// The payload of a push message.
    public JsonNode open(Push push) {
      try {
        return Api.JSON.readTree(decrypted(push.body()));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    private byte[] decrypted(byte[] body) throws GeneralSecurityException {
      byte[] salt = Arrays.copyOf(body, 16);
      byte[] sender = Arrays.copyOfRange(body, 21, 21 + 65);
      if (body[20] != 65) {
        throw new GeneralSecurityException("no key in the header");
      }
      var agreement = KeyAgreement.getInstance("ECDH");
      agreement.init(keys.getPrivate());
      agreement.doPhase(P256.parse(sender), true);
      byte[] own = P256.point((ECPublicKey) keys.getPublic());
      byte[] pseudoRandom = hmac(auth, agreement.generateSecret());
      byte[] info = join(ascii("WebPush: info\0"), own, sender, new byte[] {1});
      byte[] secret = hmac(salt, hmac(pseudoRandom, info));
      byte[] key = hmac(secret, ascii("Content-Encoding: aes128gcm\0\1"));
      byte[] nonce = hmac(secret, ascii("Content-Encoding: nonce\0\1"));
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(Arrays.copyOf(key, 16), "AES"),
          new GCMParameterSpec(128, Arrays.copyOf(nonce, 12)));
      byte[] padded = cipher.doFinal(body, 86, body.length - 86);
      int end = padded.length - 1;
      while (padded[end] == 0) {
        end--;
      }
      if (padded[end] != 2) {
        throw new GeneralSecurityException("no delimiter of a last record");
      }
      return Arrays.copyOf(padded, end);
    }
  }

  private static KeyPair keyPair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(P256.parameters());
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, byte[] input) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(input);
  }

  private static byte[] join(byte[]... parts) {
    var joined = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(joined::writeBytes);
    return joined.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// The claims of a request's VAPID token, once its signature is verified with the server's key.
  public static JsonNode claims(Push push, byte[] serverKey) throws GeneralSecurityException {
    var header = push.header("Authorization");
    var url = Base64.getUrlDecoder();
    String token = header.replaceFirst("^vapid t=", "").replaceFirst(", k=.*", "");
    if (!Arrays.equals(url.decode(header.replaceFirst(".*, k=", "")), serverKey)) {
      throw new GeneralSecurityException("another key");
    }
    String[] parts = token.split("\\.", -1);
    var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initVerify(P256.parse(serverKey));
    signature.update(ascii(parts[0] + "." + parts[1]));
    if (parts.length != 3 || !signature.verify(url.decode(parts[2]))) {
      throw new GeneralSecurityException("the signature is wrong");
    }
    return Api.JSON.readTree(url.decode(parts[1]));
  }
}
