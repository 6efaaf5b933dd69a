package io.securechat.testing;

import io.securechat.bytes.ByteWriter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/// Pictures of people, for tests.
public final class Pictures {

  private Pictures() {}

  public static byte[] jpeg(int width, int height) {
    return encoded("jpg", width, height);
  }

  public static byte[] png(int width, int height) {
    return encoded("png", width, height);
  }

  private static byte[] encoded(String format, int width, int height) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) {
        image.setRGB(x, y, (x * 255 / width) << 16 | (y * 255 / height) << 8 | 0x80);
      }
    }
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// The head of a lossless WebP (RFC 9649) of that size, without an image behind it.
  public static byte[] webp(int width, int height) {
    int sizes = (width - 1) | (height - 1) << 14;
    return new ByteWriter()
        .bytes("RIFF".getBytes(StandardCharsets.US_ASCII))
        .bytes(little(24))
        .bytes("WEBPVP8L".getBytes(StandardCharsets.US_ASCII))
        .bytes(little(12))
        .u8(0x2f)
        .bytes(little(sizes))
        .bytes(new byte[7])
        .done();
  }

  private static byte[] little(int value) {
    return new byte[] {
      (byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)
    };
  }
}
