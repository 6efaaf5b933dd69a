package io.securechat.client;

import io.securechat.bytes.Malformed;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The content of a message, inside its envelope ("Content" in docs/protocol.md): a tagged union.
/// Values are valid: constructors throw [Malformed] otherwise.
public sealed interface Content {

  int MOST_MENTIONS = 50;
  int MOST_FILES = 10;
  long MOST = (1L << 53) - 1;

  /// When it was written, in milliseconds.
  long at();

  /// A message; `replyTo` is what it replies to, `thread` the root of its thread.
  record Text(
      String text,
      long at,
      @Nullable Ref replyTo,
      @Nullable Ref thread,
      @Nullable Mentions mentions,
      List<FileRef> files)
      implements Content {
    public Text {
      requireText(text);
      require(isCount(at) && files.size() <= MOST_FILES && !(text.isEmpty() && files.isEmpty()));
      require(files.stream().map(FileRef::id).distinct().count() == files.size());
    }

    public Text(String text, long at) {
      this(text, at, null, null, null, List.of());
    }
  }

  /// Replaces the text of the sender's own [Text].
  record Edit(Ref of, String text, long at, @Nullable Mentions mentions) implements Content {
    public Edit {
      requireText(text);
      require(isCount(at));
    }
  }

  /// Adds or removes the sender's own reaction.
  record React(Ref of, String emoji, boolean on, long at) implements Content {
    private static final int LONGEST = 32;
    private static final Pattern EMOJI =
        Pattern.compile(
            "\\p{IsExtended_Pictographic}|^[\\x{1F1E6}-\\x{1F1FF}]{2}$|^[0-9#*]\\uFE0F?\\u20E3$");
    private static final Pattern ONE_GRAPHEME = Pattern.compile("\\X");

    public React {
      requireText(emoji);
      require(utf8Length(emoji) <= LONGEST && EMOJI.matcher(emoji).find());
      require(ONE_GRAPHEME.matcher(emoji).matches() && isCount(at));
    }
  }

  /// Pins or unpins a message in the room.
  record Pin(Ref of, boolean on, long at) implements Content {
    public Pin {
      require(isCount(at));
    }
  }

  /// A reference to a message: its position and the first 16 bytes of its entry's SHA-256 in
  /// Base64.
  record Ref(long pos, String hash) {
    public Ref {
      require(pos >= 1 && pos <= MOST);
      requireBase64(hash, 16);
    }
  }

  /// Mentioned users: the whole room, or 1 to 50 distinct users.
  record Mentions(boolean room, List<UUID> users) {
    public Mentions {
      require(room == users.isEmpty() && users.size() <= MOST_MENTIONS);
      require(new HashSet<>(users).size() == users.size());
    }
  }

  /// A file attached to a message. Sizes in bytes, `duration` in milliseconds.
  record FileRef(
      UUID id,
      String key,
      String name,
      long size,
      String mediaType,
      @Nullable Long width,
      @Nullable Long height,
      @Nullable Long duration,
      @Nullable Thumbnail thumbnail,
      @Nullable String blurHash,
      boolean voice) {
    private static final int LONGEST_NAME = 255;
    private static final Pattern MEDIA_TYPE =
        Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}");
    private static final Pattern BLUR_HASH =
        Pattern.compile("[0-9A-Za-z#$%*+,\\-.:;=?@\\[\\]^_{|}~]{6,166}");

    public FileRef {
      requireBase64(key, 32);
      requireText(name);
      require(!name.isEmpty() && utf8Length(name) <= LONGEST_NAME && isCount(size));
      require(MEDIA_TYPE.matcher(mediaType).matches());
      require((width == null || isPixels(width)) && (height == null || isPixels(height)));
      require(duration == null || isCount(duration));
      require(blurHash == null || BLUR_HASH.matcher(blurHash).matches());
    }

    /// A file of which no more is known.
    public FileRef(UUID id, String key, String name, long size, String mediaType) {
      this(id, key, name, size, mediaType, null, null, null, null, null, false);
    }
  }

  /// A preview of a file, stored as a file of its own.
  record Thumbnail(UUID id, String key, long width, long height, long size) {
    public Thumbnail {
      requireBase64(key, 32);
      require(isPixels(width) && isPixels(height) && isCount(size));
    }
  }

  private static boolean isCount(long number) {
    return number >= 0 && number <= MOST;
  }

  private static boolean isPixels(long number) {
    return number >= 1 && number <= Integer.MAX_VALUE;
  }

  /// Refuses unpaired surrogates, which UTF-8 cannot encode.
  private static void requireText(String text) {
    require(text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE));
  }

  private static void requireBase64(String text, int length) {
    require(io.securechat.bytes.Base64Text.parse(text).length == length);
  }

  private static int utf8Length(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new Malformed();
    }
  }
}
