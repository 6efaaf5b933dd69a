package io.securechat.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.options.FilePayload;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/// Files that tests attach to messages.
final class SampleFiles {

  /// Attaches a recording of one second that gets louder, in WAV.
  static final String RECORD =
      """
      () => {
        const rate = 8000;
        const view = new DataView(new ArrayBuffer(44 + rate * 2));
        const text = (at, letters) => [...letters].forEach((one, i) => view.setUint8(at + i, one.charCodeAt(0)));
        text(0, 'RIFF');
        view.setUint32(4, 36 + rate * 2, true);
        text(8, 'WAVEfmt ');
        view.setUint32(16, 16, true);
        view.setUint16(20, 1, true);
        view.setUint16(22, 1, true);
        view.setUint32(24, rate, true);
        view.setUint32(28, rate * 2, true);
        view.setUint16(32, 2, true);
        view.setUint16(34, 16, true);
        text(36, 'data');
        view.setUint32(40, rate * 2, true);
        for (let i = 0; i < rate; i++) view.setInt16(44 + i * 2, Math.sin(i / 3) * i * 4, true);
        const file = new File([view], 'Voice message.wav', { type: 'audio/wav' });
        document.querySelector('sc-composer').room.attaching.add([file], { voice: { duration: 1000 } });
      }\
      """;

  private SampleFiles() {}

  static FilePayload text(String name, String text) {
    return new FilePayload(name, "text/plain", text.getBytes(UTF_8));
  }

  static FilePayload picture(String name, Color color) {
    var image = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    graphics.setColor(color);
    graphics.fillRect(0, 0, 640, 480);
    graphics.dispose();
    return png(name, image);
  }

  /// A picture like no other.
  static FilePayload noise(String name) {
    var image = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
    var random = new Random();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    return png(name, image);
  }

  private static FilePayload png(String name, BufferedImage image) {
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new FilePayload(name, "image/png", bytes.toByteArray());
  }
}
