package io.securechat.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.testing.Api;
import io.securechat.testing.RawConnection;
import io.securechat.testing.RawHttp;
import io.securechat.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// HTTP/2 is spoken over TLS alone, with the limits of HTTP/1.1 on connections, bodies and requests
/// (decision 0079).
class Http2Test {

  private static final int OF_ONE_ADDRESS = 20;
  private static final String ATTACKER = "127.0.0.66";

  /// RFC 9113, 3.4 and 6.5: the preface, then an empty SETTINGS frame.
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

  private static final byte[] PING =
      ByteBuffer.allocate(17).put(new byte[] {0, 0, 8, 6, 0, 0, 0, 0, 0}).array();

  private static TestServer server;
  private static HttpClient client;

  @BeforeAll
  static void start() throws Exception {
    server =
        TestServer.start(
            "--secure-chat.tls=self-signed",
            "--secure-chat.edge.grace=1s",
            "--secure-chat.edge.connections-per-address=" + OF_ONE_ADDRESS);
    client = HttpClient.newBuilder().sslContext(RawHttp.trustingAnybody()).build();
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  private static HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /// A body whose end alone says how long it is.
  private static HttpRequest.Builder post(String path, InputStream body) {
    return to(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofInputStream(() -> body));
  }

  private static InputStream bytes(int count) {
    return new ByteArrayInputStream(new byte[count]);
  }

  private static String refusal(HttpResponse<String> answer) {
    assertThat(answer.version()).isEqualTo(Version.HTTP_2);
    return answer.statusCode() + " " + Api.JSON.readTree(answer.body()).path("code").asString("");
  }

  @Test
  void itIsSpokenOverTlsAlone() throws Exception {
    var page = send(to("/login"));
    assertThat(page.version()).isEqualTo(Version.HTTP_2);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
    try (var plain = TestServer.start()) {
      // The client offers it by `Upgrade: h2c`.
      var answer =
          client.send(
              HttpRequest.newBuilder(plain.uri("/login")).version(Version.HTTP_2).build(),
              BodyHandlers.discarding());
      assertThat(answer.version()).isEqualTo(Version.HTTP_1_1);
      assertThat(answer.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void manyRequestsShareOneConnection() {
    var all =
        IntStream.range(0, 100)
            .mapToObj(_ -> client.sendAsync(to("/login").build(), BodyHandlers.ofString()))
            .toList();
    assertThat(all.stream().map(CompletableFuture::join))
        .allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
  }

  @Test
  void aBodyIsLimitedAlsoWhereNoHeaderSaysHowLongItIs() throws Exception {
    assertThat(refusal(send(post("/api/rooms", bytes(RequestBodies.MAX_BYTES + 1)))))
        .isEqualTo("413 too-large");
    assertThat(refusal(send(post("/api/rooms", bytes(RequestBodies.MAX_BYTES)))))
        .isEqualTo("401 signed-out");
  }

  @Test
  void aBodyHasAMediaTypeAlsoWhereNoHeaderSaysThatThereIsOne() throws Exception {
    var untyped = to("/api/rooms").POST(BodyPublishers.ofInputStream(() -> bytes(2)));
    assertThat(refusal(send(untyped))).startsWith("415 ");
    var reading = to("/api/me").method("GET", BodyPublishers.ofInputStream(() -> bytes(2)));
    assertThat(refusal(send(reading))).startsWith("400 ");
  }

  @Test
  void aBodyThatStallsIsRefusedAndDelaysNobodyElse() throws Exception {
    try (var stalling = connect()) {
      stalling.getOutputStream().write(headersOf("/api/rooms"));
      assertThat(send(to("/login")).statusCode()).isEqualTo(200);
      byte[] all = stalling.getInputStream().readAllBytes();
      assertThat(new String(all, StandardCharsets.ISO_8859_1)).contains("\"code\":\"timeout\"");
    }
  }

  @Test
  void aFloodOfFramesEndsTheConnection() throws Exception {
    int sent = 0;
    try (var flooding = connect()) {
      for (; sent < 1_000_000; sent++) {
        flooding.getOutputStream().write(PING);
      }
    } catch (IOException e) {
      // The server has closed the connection.
    }
    assertThat(sent).isLessThan(1_000_000);
    assertThat(send(to("/login")).statusCode()).isEqualTo(200);
  }

  /// A connection on which the preface was sent.
  private static SSLSocket connect() throws Exception {
    var socket = (SSLSocket) RawHttp.trustingAnybody().getSocketFactory().createSocket();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    socket.setSoTimeout(20_000);
    var parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    socket.setSSLParameters(parameters);
    socket.getOutputStream().write(PREFACE);
    return socket;
  }

  /// A HEADERS frame that announces a body of JSON (RFC 9113, 6.2; RFC 7541, appendix A).
  private static byte[] headersOf(String path) {
    var block = new ByteArrayOutputStream();
    // POST and https are entries of the static table.
    block.writeBytes(new byte[] {(byte) 0x83, (byte) 0x87});
    // The path, the authority and the media type are not indexed; their names are.
    for (var field :
        List.of(
            new Field(new byte[] {4}, path),
            new Field(new byte[] {1}, "localhost"),
            new Field(new byte[] {15, 16}, "application/json"))) {
      block.writeBytes(field.name());
      block.write(field.value().length());
      block.writeBytes(field.value().getBytes(StandardCharsets.US_ASCII));
    }
    byte[] head = {0, 0, (byte) block.size(), 1, 4, 0, 0, 0, 1};
    return ByteBuffer.allocate(head.length + block.size())
        .put(head)
        .put(block.toByteArray())
        .array();
  }

  private record Field(byte[] name, String value) {}

  @Test
  void handshakesThatDoNotComeCountAsConnections() throws Exception {
    List<RawConnection> silent = new ArrayList<>();
    for (int i = 0; i < OF_ONE_ADDRESS; i++) {
      silent.add(RawConnection.open(ATTACKER, server.port()));
    }
    try (var oneMore = RawConnection.open(ATTACKER, server.port())) {
      assertThat(oneMore.untilClosed()).isEmpty();
    }
    assertThat(send(to("/login")).statusCode()).isEqualTo(200);
    silent.forEach(RawConnection::close);
  }
}
