package io.securechat.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import io.securechat.protocol.FileLayout;
import io.securechat.testing.TestServer;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Files in a real browser: its worker, its storage, its pictures, and servers that serve something
/// else than was sent.
class FilesTest {

  private static final int STORED_CHUNK = FileLayout.CHUNK;

  /// Works on the session of the page. `bytesOf` makes a file that is the same each time, `upload`
  /// resolves once one is done or has failed, `save` reads what would be saved.
  private static final String WORK =
      """
      (() => {
        const session = document.getElementById('app').session;
        const { uploads, downloads } = session.files;
        const bytesOf = (length) => {
          const bytes = new Uint8Array(length);
          for (let i = 0; i < length; i++) bytes[i] = i * 31 + (i >> 11);
          return bytes;
        };
        const hex = async (bytes) => [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))]
          .map((byte) => byte.toString(16).padStart(2, '0')).join('');
        const ended = (upload) => new Promise((resolve) => {
          const look = () => ['done', 'failed', 'too-large'].includes(upload.state) && resolve(upload);
          upload.addEventListener('change', look);
          look();
        });
        const begin = (file, choice) => uploads.add(session.rooms[0].roomId, [file], choice)[0];
        const refOf = async (upload) => {
          await ended(upload);
          const ready = await uploads.readiness([upload.id]);
          return ready.files?.[0] ?? { failed: ready.code };
        };
        const save = async (ref) => {
          const parts = [];
          const seen = { closed: 0, aborted: 0 };
          globalThis.showSaveFilePicker = async () => ({ createWritable: async () => ({
            write: async (bytes) => void parts.push(bytes.slice()),
            close: async () => void seen.closed++,
            abort: async () => void seen.aborted++,
          }) });
          const outcome = await downloads.save(session.rooms[0].roomId, ref).catch((error) => error.reason ?? error.code);
          return { outcome, ...seen, hash: await hex(await new Blob(parts).arrayBuffer()), bytes: new Uint8Array(await new Blob(parts).arrayBuffer()) };
        };
        return { session, uploads, downloads, bytesOf, hex, begin, refOf, save };
      })()
      """;

  private static TestServer server;
  private Person alice;
  private StoredFiles files;

  @BeforeAll
  static void start() {
    server = TestServer.start("--spring.profiles.active=demo");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void signIn() {
    alice = Person.at(server);
    files = StoredFiles.of(alice.page.context());
    alice.signIn("alice", "wonderland");
    alice.createRoom("Files", "").say("hello").seesOnce("hello");
    alice.page.evaluate("() => { globalThis.work = " + WORK + "; }");
  }

  @AfterEach
  void leave() {
    alice.close();
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> run(String body) {
    return (Map<String, Object>)
        alice.page.evaluate(
            "async () => { const { session, uploads, downloads, bytesOf, hex, begin, refOf, save } ="
                + " globalThis.work; "
                + body
                + " }");
  }

  @Test
  void aFileIsSentEncryptedAndSavedAsItWas() {
    int size = 3 * FileLayout.PLAIN + 77;
    var seen =
        run(
            "const ref = await refOf(begin(new File([bytesOf("
                + size
                + ")], 'a.bin')));"
                + "const { bytes, ...saved } = await save(ref);"
                + "return { ref, ...saved, sent: await hex(bytesOf("
                + size
                + ")) };");
    assertThat(seen)
        .containsEntry("outcome", true)
        .containsEntry("closed", 1)
        .containsEntry("hash", seen.get("sent"));
    assertThat(files.sent).containsExactlyInAnyOrder(0, 1, 2, 3);
    var stored = files.stored((String) ((Map<?, ?>) seen.get("ref")).get("id"));
    assertThat(stored.length).isEqualTo(FileLayout.ofPlain(size).size());
    assertThat(new String(stored, StandardCharsets.ISO_8859_1))
        .doesNotContain(new String(new byte[] {0, 31, 62, 93}, StandardCharsets.ISO_8859_1));
  }

  @TestFactory
  Stream<DynamicTest> nothingIsSavedOfWhatTheServerHasChanged() {
    Map<String, UnaryOperator<byte[]>> harm =
        Map.of(
            "cut", all -> Arrays.copyOf(all, all.length - 1),
            "cut by a chunk", all -> Arrays.copyOf(all, 2 * STORED_CHUNK),
            "longer", all -> Arrays.copyOf(all, all.length + 1),
            "swapped", all -> joined(all, 1, 0, 2),
            "repeated", all -> joined(all, 0, 0, 2),
            "repeated at the end", all -> joined(all, 0, 1, 2, 2),
            "flipped", all -> flipped(all, 2 * STORED_CHUNK + 5),
            "of another file", all -> files.stored("other"));
    var ref =
        run(
            "const other = await refOf(begin(new File([bytesOf(3 * 2 ** 20).map((b) => ~b)], 'b.bin')));"
                + "globalThis.ref = await refOf(begin(new File([bytesOf(3 * 2 ** 20)], 'a.bin')));"
                + "return { other: other.id };");
    files.files.put("other", files.files.get((String) ref.get("other")));
    return harm.entrySet().stream()
        .map(one ->
            DynamicTest.dynamicTest(
                one.getKey(),
                () -> {
                  files.serves = one.getValue();
                  assertThat(
                          run(
                              "const { bytes, ...saved } = await save(globalThis.ref); return saved;"))
                      .containsEntry("outcome", "damaged")
                      .containsEntry("closed", 0)
                      .containsEntry("aborted", 1);
                }));
  }

  private static byte[] joined(byte[] all, int... chunks) {
    var out = new ByteArrayOutputStream();
    for (int chunk : chunks) {
      out.writeBytes(Arrays.copyOfRange(all, chunk * STORED_CHUNK, (chunk + 1) * STORED_CHUNK));
    }
    return out.toByteArray();
  }

  private static byte[] flipped(byte[] all, int at) {
    byte[] other = all.clone();
    other[at] ^= 1;
    return other;
  }

  @Test
  void anUploadGoesOnAfterAReloadAndNothingOfItStaysAfterSigningOut() {
    files.accepts = 1;
    run(
        "const room = session.rooms[0];"
            + "room.attaching.add([new File([bytesOf(3 * 2 ** 20), 'the end of a secret'], 'a.bin')]);"
            + "return {};");
    alice.page.waitForCondition(() -> files.sent.size() == 1);
    alice.page.waitForCondition(() -> stores().get("pieces").equals(4));
    assertThat(written()).doesNotContain("the end of a secret", "a.bin");
    files.accepts = Integer.MAX_VALUE;
    alice.page.reload();
    alice.atHome();
    alice.page.evaluate("() => { globalThis.work = " + WORK + "; }");
    alice.page.waitForCondition(() ->
        Boolean.TRUE.equals(
            alice.page.evaluate(
                "() => globalThis.work.session.rooms[0].attaching.all[0]?.state === 'done'")));
    assertThat(files.sent).containsExactlyInAnyOrder(0, 1, 2, 3);
    run(
        "const [upload] = session.rooms[0].attaching.all; await session.rooms[0].attaching.remove(upload); return {};");
    alice.page.waitForCondition(() -> stores().equals(Map.of("uploads", 0, "pieces", 0)));
    assertThat(files.files).isEmpty();
  }

  /// How many rows the browser has.
  @SuppressWarnings("unchecked")
  private Map<String, Object> stores() {
    return (Map<String, Object>)
        alice.page.evaluate(
            """
            async () => {
              const counts = {};
              for (const { name } of await indexedDB.databases()) {
                const db = await new Promise((resolve) => { const open = indexedDB.open(name); open.onsuccess = () => resolve(open.result); });
                for (const store of ['uploads', 'pieces']) {
                  counts[store] = await new Promise((resolve) => { const all = db.transaction(store).objectStore(store).count(); all.onsuccess = () => resolve(all.result); });
                }
                db.close();
              }
              return counts;
            }
            """);
  }

  /// Everything in the browser's stores, as text.
  private String written() {
    return (String)
        alice.page.evaluate(
            """
            async () => {
              let text = '';
              const add = (value) => {
                if (value instanceof ArrayBuffer) text += new TextDecoder('latin1').decode(value);
                else if (ArrayBuffer.isView(value)) text += new TextDecoder('latin1').decode(value);
                else if (value && typeof value === 'object' && !(value instanceof CryptoKey)) Object.values(value).forEach(add);
                else text += String(value);
              };
              for (const { name } of await indexedDB.databases()) {
                const db = await new Promise((resolve) => { const open = indexedDB.open(name); open.onsuccess = () => resolve(open.result); });
                for (const store of db.objectStoreNames) {
                  add(await new Promise((resolve) => { const all = db.transaction(store).objectStore(store).getAll(); all.onsuccess = () => resolve(all.result); }));
                }
                db.close();
              }
              return text;
            }
            """);
  }

  @Test
  void aPictureLosesItsMetadataAndIsTurnedUnlessTheOriginalIsSent() throws IOException {
    String photo = Base64.getEncoder().encodeToString(photo(900, 600));
    String send =
        "const bytes = Uint8Array.from(atob('"
            + photo
            + "'), (c) => c.charCodeAt(0));"
            + "const ref = await refOf(begin(new File([bytes], 'photo.jpg', { type: 'image/jpeg' }), CHOICE));"
            + "const { bytes: saved } = await save(ref);"
            + "const text = new TextDecoder('latin1').decode(saved);"
            + "return { ref, hasPlace: text.includes('48.137154'), size: saved.length };";
    var plain = run(send.replace("CHOICE", "{}"));
    var ref = (Map<?, ?>) plain.get("ref");
    assertThat(plain).containsEntry("hasPlace", false);
    assertThat(ref.get("w")).isEqualTo(600);
    assertThat(ref.get("h")).isEqualTo(900);
    assertThat(ref.get("m")).isEqualTo("image/jpeg");
    assertThat((String) ref.get("bl")).hasSize(36);
    var thumbnail = (Map<?, ?>) ref.get("th");
    assertThat(thumbnail.get("w")).isEqualTo(267);
    assertThat(thumbnail.get("h")).isEqualTo(400);
    var original = run(send.replace("CHOICE", "{ original: true }"));
    assertThat(original).containsEntry("hasPlace", true);
    assertThat(((Map<?, ?>) original.get("ref")).get("w")).isEqualTo(600);
    var shown =
        run(
            "const file = "
                + json(ref)
                + ";"
                + "const url = await downloads.url(session.rooms[0].roomId, file);"
                + "const image = new Image(); image.src = url; await image.decode();"
                + "const small = new Image(); small.src = await downloads.thumbnail(session.rooms[0].roomId, file); await small.decode();"
                + "return { width: image.naturalWidth, small: small.naturalWidth, isBlob: url.startsWith('blob:') };");
    assertThat(shown).isEqualTo(Map.of("width", 600, "small", 267, "isBlob", true));
  }

  /// Frames are those of an animation that is made of two pictures by the browser itself.
  private static final String ANIMATIONS =
      """
      const picture = async (type, color) => {
        const canvas = new OffscreenCanvas(64, 48);
        const context = canvas.getContext('2d');
        context.fillStyle = color;
        context.fillRect(0, 0, 64, 48);
        return new Uint8Array(await (await canvas.convertToBlob({ type })).arrayBuffer());
      };
      const joined = (...parts) => new Blob(parts).arrayBuffer().then((buffer) => new Uint8Array(buffer));
      const text = (letters) => new TextEncoder().encode(letters);
      const little = (number) => new Uint8Array([number, number >> 8, number >> 16, number >> 24]);
      const big = (number) => little(number).reverse();
      const riff = (type, data) => joined(text(type), little(data.length), data, new Uint8Array(data.length % 2));
      const webp = async () => {
        const frame = async (color) => {
          const still = await picture('image/webp', color);
          const pixels = [];
          for (let at = 12; at < still.length; ) {
            const length = new DataView(still.buffer).getUint32(at + 4, true);
            const next = at + 8 + length + (length % 2);
            if (['ALPH', 'VP8 ', 'VP8L'].includes(new TextDecoder().decode(still.subarray(at, at + 4)))) pixels.push(still.subarray(at, next));
            at = next;
          }
          return riff('ANMF', await joined(new Uint8Array([0, 0, 0, 0, 0, 0, 63, 0, 0, 47, 0, 0, 100, 0, 0, 0]), ...pixels));
        };
        const all = await joined(
          text('WEBP'), await riff('VP8X', new Uint8Array([0x1a, 0, 0, 0, 63, 0, 0, 47, 0, 0])), await riff('ANIM', new Uint8Array(6)),
          await frame('red'), await frame('blue'), await riff('EXIF', text('GPS 48.137154')));
        return joined(text('RIFF'), little(all.length), all);
      };
      const crcOf = (bytes) => {
        let crc = -1;
        for (const byte of bytes) {
          crc ^= byte;
          for (let i = 0; i < 8; i++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
        }
        return ~crc;
      };
      const chunk = async (type, data) => {
        const named = await joined(text(type), data);
        return joined(big(data.length), named, big(crcOf(named)));
      };
      const chunksOf = (png, wanted) => {
        const found = [];
        for (let at = 8; at < png.length; ) {
          const length = new DataView(png.buffer).getUint32(at);
          if (new TextDecoder().decode(png.subarray(at + 4, at + 8)) === wanted) found.push(png.subarray(at + 8, at + 8 + length));
          at += 12 + length;
        }
        return found;
      };
      const control = (number) => joined(big(number), big(64), big(48), big(0), big(0), new Uint8Array([0, 10, 0, 100, 0, 0]));
      const apng = async () => {
        const [red, blue] = [await picture('image/png', 'red'), await picture('image/png', 'blue')];
        const [data] = chunksOf(blue, 'IDAT');
        return joined(
          red.subarray(0, 8), await chunk('IHDR', chunksOf(red, 'IHDR')[0]), await chunk('acTL', await joined(big(2), big(0))),
          await chunk('tEXt', text('Comment\0GPS 48.137154')), await chunk('fcTL', await control(0)), await chunk('IDAT', chunksOf(red, 'IDAT')[0]),
          await chunk('fcTL', await control(1)), await chunk('fdAT', await joined(big(2), data)), await chunk('IEND', new Uint8Array()));
      };
      const sentAs = async (type, bytes) => {
        const before = new TextDecoder('latin1').decode(bytes);
        const ref = await refOf(begin(new File([bytes], 'moves', { type })));
        if (ref.failed) return ref.failed;
        const { bytes: saved } = await save(ref);
        const decoder = new ImageDecoder({ data: saved, type });
        await decoder.tracks.ready;
        await decoder.decode({ frameIndex: 1 });
        return [before.includes('48.137154'), new TextDecoder('latin1').decode(saved).includes('48.137154'), decoder.tracks.selectedTrack.frameCount, ref.w].join(' ');
      };
      return { webp: await sentAs('image/webp', await webp()), png: await sentAs('image/png', await apng()) };
      """;

  @Test
  void animationsMoveOnWithoutTheirMetadata() {
    assertThat(run(ANIMATIONS))
        .isEqualTo(Map.of("webp", "true false 2 64", "png", "true false 2 64"));
  }

  private static String json(Map<?, ?> value) {
    return new Gson().toJson(value);
  }

  /// A JPEG that a camera held sideways took (orientation 6), with a place in its metadata.
  private static byte[] photo(int width, int height) throws IOException {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    graphics.setColor(Color.ORANGE);
    graphics.fillRect(0, 0, width / 2, height);
    graphics.dispose();
    var jpeg = new ByteArrayOutputStream();
    ImageIO.write(image, "jpeg", jpeg);
    byte[] plain = jpeg.toByteArray();
    byte[] exif =
        HexFormat.of()
            .parseHex(
                "457869660000"
                    + "4d4d002a00000008"
                    + "0001"
                    + "011200030000000100060000"
                    + "00000000");
    byte[] place = "GPS 48.137154".getBytes(StandardCharsets.US_ASCII);
    var out = new ByteArrayOutputStream();
    out.write(plain, 0, 2);
    segment(out, 0xe1, exif);
    segment(out, 0xfe, place);
    out.write(plain, 2, plain.length - 2);
    return out.toByteArray();
  }

  private static void segment(ByteArrayOutputStream out, int marker, byte[] data) {
    out.write(0xff);
    out.write(marker);
    out.write((data.length + 2) >> 8);
    out.write(data.length + 2);
    out.writeBytes(data);
  }
}
