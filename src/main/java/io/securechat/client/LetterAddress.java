package io.securechat.client;

import io.securechat.bytes.ByteReader;
import io.securechat.bytes.Malformed;
import io.securechat.protocol.Letter;
import io.securechat.protocol.LetterKey;
import io.securechat.protocol.RoomId;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.util.Base64;
import java.util.regex.Pattern;

/// The address of a letterbox: `https://HOST/box/TOKEN#PART`, which allows writing into a room
/// without an account. Secret; never printed.
///
/// @param server the part before `/box/`
/// @param path `/box/TOKEN`
/// @param key the box's X25519 key
public record LetterAddress(String server, String path, RoomId room, long box, byte[] key) {

  private static final Pattern FORM =
      Pattern.compile("(https?://[^/?#]+)(/box/[A-Za-z0-9_-]{43})#([A-Za-z0-9_-]{70})");

  /// Parses an address; throws [Malformed].
  public static LetterAddress parse(String text) {
    var matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new Malformed();
    }
    try {
      var part = new ByteReader(Base64.getUrlDecoder().decode(matcher.group(3)));
      var room = RoomId.of(part.bytes(16));
      long box = part.u32();
      byte[] key = part.bytes(LetterKey.LENGTH);
      part.end();
      return new LetterAddress(matcher.group(1), matcher.group(2), room, box, key);
    } catch (IllegalArgumentException e) {
      throw new Malformed();
    }
  }

  /// Seals a text and delivers it. Throws [Malformed] if it is too long, and [Session.Refused].
  public void send(ServerAddress trusted, String text, Clock clock) {
    var content = new Content.Text(text, clock.millis());
    byte[] letter =
        Letter.seal(room, box, key, Keys.random(LetterKey.LENGTH), ContentCodec.print(content));
    var rest = new Rest(trusted.uri(), trusted.http());
    var answer =
        rest.send(
            rest.request(path)
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(letter)));
    if (!answer.isOk()) {
      boolean gone = answer.code().equals("not-found");
      throw new Session.Refused(
          answer.code(), gone ? "This letterbox doesn’t exist any more." : answer.text("title"));
    }
  }

  @Override
  public String toString() {
    return "LetterAddress[box=" + box + "]";
  }
}
