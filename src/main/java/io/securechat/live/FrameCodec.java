package io.securechat.live;

import io.securechat.bytes.Malformed;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/// Decodes and encodes frames. Decoding is strict: one JSON object with exactly the fields of its
/// type, each of the right kind; anything else is [Malformed].
@Component
class FrameCodec {

  private final JsonMapper json;
  private final ObjectWriter writer;

  FrameCodec(JsonMapper json) {
    this.json = json;
    this.writer = json.writerFor(ServerFrame.class);
  }

  ClientFrame read(String text) {
    try (var parser = json.createParser(text)) {
      return frame(FrameFields.of(parser));
    } catch (JacksonException e) {
      throw new Malformed();
    }
  }

  private static ClientFrame frame(FrameFields fields) {
    return switch (fields.type()) {
      case "hello" -> new ClientFrame.Hello(of(fields, FrameFields.ROOMS).rooms());
      case "post" -> post(fields);
      case "open" -> new ClientFrame.Open(of(fields, FrameFields.ROOM).room());
      case "read" -> read(of(fields, FrameFields.ROOM | FrameFields.POS));
      case "unread" -> unread(of(fields, FrameFields.ROOM | FrameFields.POS));
      case "watch" -> new ClientFrame.Watch(of(fields, FrameFields.ROOM).findRoom());
      case "typing" -> new ClientFrame.Typing(of(fields, FrameFields.ROOM).room());
      case "ping" -> {
        of(fields, 0);
        yield new ClientFrame.Ping();
      }
      default -> throw new Malformed();
    };
  }

  private static FrameFields of(FrameFields fields, int others) {
    return fields.only(FrameFields.TYPE | others);
  }

  private static ClientFrame post(FrameFields fields) {
    fields.only(
        FrameFields.TYPE | FrameFields.ROOM | FrameFields.CLIENT | FrameFields.ENVELOPE,
        FrameFields.QUIET | FrameFields.ALERT | FrameFields.FILES);
    return new ClientFrame.Post(
        fields.room(),
        fields.client(),
        fields.envelope(),
        fields.quiet(),
        fields.alert(),
        fields.files());
  }

  private static ClientFrame read(FrameFields fields) {
    return new ClientFrame.Read(fields.room(), fields.pos());
  }

  private static ClientFrame unread(FrameFields fields) {
    return new ClientFrame.Unread(fields.room(), fields.pos());
  }

  byte[] write(ServerFrame frame) {
    return writer.writeValueAsBytes(frame);
  }
}
