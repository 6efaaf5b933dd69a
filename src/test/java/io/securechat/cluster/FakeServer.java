package io.securechat.cluster;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A fake PostgreSQL or Redis that reports another version, on a free port of loopback. It
/// implements just enough of the protocol for a node to read the version.
final class FakeServer implements AutoCloseable {

  private interface Language {
    void speak(DataInputStream in, DataOutputStream out) throws IOException;
  }

  private final ServerSocket door;

  private FakeServer(Language language) {
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(() -> open(language));
  }

  static FakeServer redis(String version) {
    return new FakeServer((in, out) -> redis(version, in, out));
  }

  static FakeServer postgres(String version) {
    return new FakeServer((in, out) -> postgres(version, in, out));
  }

  int port() {
    return door.getLocalPort();
  }

  private void open(Language language) {
    try {
      while (true) {
        var caller = door.accept();
        Thread.startVirtualThread(() -> answer(caller, language));
      }
    } catch (IOException closed) {
      return;
    }
  }

  private static void answer(Socket caller, Language language) {
    try (caller;
        var in = new DataInputStream(caller.getInputStream());
        var out = new DataOutputStream(caller.getOutputStream())) {
      language.speak(in, out);
    } catch (IOException gone) {
      return;
    }
  }

  /// RESP 2, like servers before version 6, which do not know HELLO.
  private static void redis(String version, DataInputStream in, DataOutputStream out)
      throws IOException {
    while (true) {
      int words = Integer.parseInt(line(in).substring(1));
      String command = word(in);
      for (int i = 1; i < words; i++) {
        word(in);
      }
      String info = "# Server\r\nredis_version:" + version + "\r\n";
      out.write(
          switch (command) {
            case "INFO" -> ascii("$" + info.length() + "\r\n" + info + "\r\n");
            case "PING" -> ascii("+PONG\r\n");
            default -> ascii("-ERR unknown command `" + command + "`\r\n");
          });
    }
  }

  private static String word(DataInputStream in) throws IOException {
    byte[] word = in.readNBytes(Integer.parseInt(line(in).substring(1)));
    line(in);
    return new String(word, StandardCharsets.US_ASCII);
  }

  private static String line(DataInputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
      line.append((char) c);
    }
    return line.toString().strip();
  }

  /// Protocol 3.0: accepts every log-in, reports its version, and confirms every command.
  private static void postgres(String version, DataInputStream in, DataOutputStream out)
      throws IOException {
    int asked = start(in);
    while (asked != 3 << 16) {
      out.write('N');
      asked = start(in);
    }
    say(out, 'R', new byte[4]);
    for (String setting :
        new String[] {
          "server_version\0" + version,
          "client_encoding\0UTF8",
          "DateStyle\0ISO",
          "integer_datetimes\0on",
          "standard_conforming_strings\0on"
        }) {
      say(out, 'S', ascii(setting + "\0"));
    }
    say(out, 'Z', ascii("I"));
    while (true) {
      int kind = in.readUnsignedByte();
      in.skipNBytes(in.readInt() - 4L);
      if (kind != 'Q') {
        throw new IOException("not a word of the first sentences");
      }
      say(out, 'C', ascii("SET\0"));
      say(out, 'Z', ascii("I"));
    }
  }

  private static int start(DataInputStream in) throws IOException {
    int length = in.readInt();
    int asked = in.readInt();
    in.skipNBytes(length - 8L);
    return asked;
  }

  private static void say(DataOutputStream out, char kind, byte[] text) throws IOException {
    out.writeByte(kind);
    out.writeInt(text.length + 4);
    out.write(text);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
