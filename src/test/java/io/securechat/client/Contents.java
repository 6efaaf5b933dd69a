package io.securechat.client;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.Sha256;
import io.securechat.testing.Api;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/// Posts content of any type to a room.
public record Contents(ChatClient client, String room) {

  /// Posts a text and waits until it has its position.
  public long say(String text) {
    return say(new Content.Text(text, System.currentTimeMillis()));
  }

  /// Posts content, quietly if it refers to a message, and waits until it has its position.
  public long say(Content content) {
    return post(new String(ContentCodec.print(content), StandardCharsets.UTF_8), isQuiet(content));
  }

  private static boolean isQuiet(Content content) {
    return !(content instanceof Content.Text);
  }

  /// The same with arbitrary JSON.
  public long post(String json, boolean quiet) {
    var id = UUID.randomUUID().toString();
    client.frames.send(
        Api.fields(
            "type",
            "post",
            "roomId",
            room,
            "clientId",
            id,
            "envelope",
            Base64Text.of(seal(json)),
            "quiet",
            quiet));
    var answer = client.frames.await(frame -> frame.path("clientId").asString("").equals(id));
    if (!answer.path("type").asString().equals("accepted")) {
      throw new IllegalStateException(answer.toString());
    }
    return answer.path("pos").asLong();
  }

  /// Seals content, without posting it.
  public byte[] sealed(Content content) {
    return seal(new String(ContentCodec.print(content), StandardCharsets.UTF_8));
  }

  /// A message without a text that names this file, under a key that did not encrypt it.
  public static Content naming(String file, String name, long size) {
    var ref =
        new Content.FileRef(
            UUID.fromString(file), Base64Text.of(new byte[32]), name, size, "text/plain");
    return new Content.Text("", System.currentTimeMillis(), null, null, null, List.of(ref));
  }

  private byte[] seal(String json) {
    try {
      return client.openEpoch(room).seal(json, client.keys);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A reference to the message at this position.
  public Content.Ref ref(long pos) {
    var slice =
        client.api.get("/api/rooms/" + room + "/log?after=" + (pos - 1) + "&limit=1").body();
    byte[] entry = Base64Text.parse(slice.path("entries").get(0).path("entry").asString());
    return new Content.Ref(pos, Base64Text.of(Arrays.copyOf(Sha256.of(entry), 16)));
  }
}
