import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Downloads } from '../../../../main/resources/static/js/core/files/downloads.js';
import { pixelsOf } from '../../../../main/resources/static/js/core/files/image-pixels.js';
import { CHUNK, layoutOf, openFileKey, sealChunk } from '../../../../main/resources/static/js/crypto/files.js';
import { concat, equal, randomBytes, randomUuid, toBase64 } from '../../../../main/resources/static/js/protocol/bytes.js';
import { FakeFileServer, fakeFiles } from '../../fake-files.js';
import { FakeClock, fakePlatform } from '../../fake-platform.js';

const ROOM = 'aaaaaaaa-0000-4000-8000-000000000000';
const damaged = { name: 'Unreadable', reason: 'damaged' };
/** @type {FakeClock} */
let clock;
/** @type {FakeFileServer} */
let server;
/** @type {any} */
let files;
/** @type {Downloads} */
let downloads;
beforeEach(() => {
  clock = new FakeClock();
  server = new FakeFileServer();
  files = fakeFiles(server);
  fakePlatform({ clock, files, request: server.request });
  downloads = new Downloads();
});

/** The beginning of a PNG of this size. @param {number} width @param {number} height */
function png(width, height, length = 64) {
  const bytes = new Uint8Array(length);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  new DataView(bytes.buffer).setUint32(16, width);
  new DataView(bytes.buffer).setUint32(20, height);
  bytes[length - 1] = 1;
  return bytes;
}

/** Puts a file on the server. @param {Uint8Array} bytes @param {Partial<import('../../../../main/resources/static/js/protocol/content.js').FileRef>} [more] */
async function stored(bytes, more = {}) {
  const ref = { id: randomUuid(), k: toBase64(randomBytes(32)), n: 'a.png', s: bytes.length, m: 'image/png', ...more };
  const key = await openFileKey(ROOM, ref.id, ref.k);
  const layout = layoutOf(bytes.length);
  const chunks = new Map();
  for (let i = 0; i < layout.chunks; i++) chunks.set(i, await sealChunk(key, layout, i, bytes.subarray(i * CHUNK, (i + 1) * CHUNK)));
  server.files.set(ref.id, { size: layout.stored, chunks, complete: true });
  return ref;
}

const shownOf = async (/** @type {string} */ address) => new Uint8Array(await new Blob(files.shown.get(address).parts).arrayBuffer());

test('a picture is shown as the message says, and fetched once', async () => {
  const bytes = png(10, 10, 2 * CHUNK + 9);
  const file = await stored(bytes);
  const [one, other] = await Promise.all([downloads.url(ROOM, file), downloads.url(ROOM, file)]);
  assert.equal(one, other);
  assert.equal(files.shown.get(one).type, 'image/png');
  assert.ok(equal(await shownOf(one), bytes));
  assert.equal(server.asked.length, 3);
});

test('SVG, HTML and other types are never shown', async () => {
  for (const m of ['image/svg+xml', 'text/html', 'application/pdf']) {
    await assert.rejects(downloads.url(ROOM, await stored(png(1, 1), { m })), { reason: 'not-shown' });
  }
  assert.deepEqual([files.shown.size, server.asked], [0, []]);
});

test('a picture of more than 50 megapixels is not shown, whatever its message says', async () => {
  await assert.rejects(downloads.url(ROOM, await stored(png(50000, 1001), { w: 10, h: 10 })), { reason: 'not-shown' });
  await assert.rejects(downloads.url(ROOM, await stored(new Uint8Array(64))), { reason: 'not-shown' });
  assert.equal(files.shown.size, 0);
});

/** @type {[string, (chunks: Map<number, Uint8Array>) => void][]} */
const HARM = [
  ['a chunk that is cut', (chunks) => chunks.set(1, /** @type {Uint8Array} */ (chunks.get(1)).slice(0, -1))],
  ['chunks that are swapped', (chunks) => (([a, b]) => (chunks.set(0, b), chunks.set(1, a)))([.../** @type {Map<number, any>} */ (chunks).values()])],
  ['a chunk that is repeated', (chunks) => chunks.set(1, /** @type {Uint8Array} */ (chunks.get(0)))],
  ['a bit that is flipped', (chunks) => void (/** @type {Uint8Array} */ (chunks.get(2))[3] ^= 1)],
  ['a last chunk that is missing', (chunks) => chunks.delete(2)],
];
for (const [name, harm] of HARM) {
  test(`nothing is shown or saved of a file with ${name}`, async () => {
    const file = await stored(png(10, 10, 2 * CHUNK + 9));
    harm(/** @type {any} */ (server.files.get(file.id)).chunks);
    await assert.rejects(downloads.url(ROOM, file), damaged);
    await assert.rejects(downloads.save(ROOM, file), damaged);
    assert.deepEqual([files.shown.size, files.saved.size], [0, 0]);
  });
}

test('nothing is shown or saved of a file of another size, with another key or in another room', async () => {
  const file = await stored(png(10, 10, 2000));
  for (const one of [{ ...file, s: 1999 }, { ...file, s: 5000 }, { ...file, k: toBase64(randomBytes(32)) }]) {
    await assert.rejects(downloads.url(ROOM, one), damaged);
    await assert.rejects(downloads.save(ROOM, one), damaged);
  }
  await assert.rejects(downloads.save('bbbbbbbb-0000-4000-8000-000000000000', file), damaged);
  assert.deepEqual([files.shown.size, files.saved.size], [0, 0]);
});

test('a file is saved under its cleaned name, in order, and its progress is told', async () => {
  const bytes = randomBytes(1000);
  const whole = concat(png(1, 1, 4 * CHUNK), bytes);
  const file = await stored(whole, { n: '../a\u202Egnp.exe', m: 'application/x-thing' });
  /** @type {number[]} */
  const progress = [];
  assert.equal(await downloads.save(ROOM, file, { onProgress: (p) => progress.push(p) }), true);
  assert.deepEqual([...files.saved.keys()], ['_agnp.exe']);
  assert.ok(equal(concat(...files.saved.get('_agnp.exe')), whole));
  assert.deepEqual(progress, [0.2, 0.4, 0.6, 0.8, 1]);
});

test('a lost connection is waited for, and no chunk is fetched twice', async () => {
  const file = await stored(png(1, 1, 2 * CHUNK));
  server.codes = ['', 'unreachable', ''];
  const saving = downloads.save(ROOM, file);
  await clock.until(() => files.saved.size === 1);
  assert.equal(await saving, true);
  assert.equal(server.asked.length, 3);
});

test('a file that is gone says so, and nothing is saved', async () => {
  const file = await stored(png(1, 1));
  server.files.clear();
  await assert.rejects(downloads.url(ROOM, file), { code: 'not-found' });
  await assert.rejects(downloads.save(ROOM, file), { code: 'not-found' });
  assert.equal(files.saved.size, 0);
});

test('a user who stops saving, or chooses no place, has nothing saved', async () => {
  const file = await stored(png(1, 1, 5 * CHUNK));
  const stop = new AbortController();
  assert.equal(await downloads.save(ROOM, file, { signal: stop.signal, onProgress: () => stop.abort() }), false);
  files.openSink = async () => null;
  assert.equal(await downloads.save(ROOM, file), false);
  assert.equal(files.saved.size, 0);
});

test('what is not used any more stays up to a limit, and what is used always', async () => {
  const used = await downloads.url(ROOM, await stored(png(1, 1)));
  for (let i = 0; i < 20; i++) downloads.release(await downloads.url(ROOM, { ...(await stored(png(1, 1, 4 * CHUNK))) }));
  await clock.rest();
  assert.ok(files.shown.has(used));
  assert.equal(files.shown.size, 17);
});

test('what a message had goes with it, with its thumbnail; what a room had when it is left; all at the end', async () => {
  const small = await stored(png(1, 1), { m: 'image/webp' });
  const file = await stored(png(1, 1), { th: { id: small.id, k: small.k, s: small.s, w: 1, h: 1 } });
  const show = () => Promise.all([downloads.url(ROOM, file), downloads.thumbnail(ROOM, file)]);
  for (const forget of [() => downloads.forget([file]), () => downloads.forgetRoom(ROOM), () => downloads.end()]) {
    await show();
    assert.equal(files.shown.size, 2);
    forget();
    await clock.rest();
    assert.equal(files.shown.size, 0);
  }
  assert.equal(await downloads.thumbnail(ROOM, small), null);
});

test('what is forgotten while it is fetched is not shown', async () => {
  const file = await stored(png(1, 1, 3 * CHUNK));
  const shown = downloads.url(ROOM, file);
  downloads.forget([file]);
  await assert.rejects(shown);
  await clock.rest();
  assert.equal(files.shown.size, 0);
});

test('the size of an image is read from its bytes', () => {
  const gif = new Uint8Array([...new TextEncoder().encode('GIF89a'), 0x10, 0x27, 0x10, 0x27]);
  assert.equal(pixelsOf(gif), 100_000_000);
  const avif = new Uint8Array(64);
  avif.set(new TextEncoder().encode('ftypavif'), 4);
  avif.set([...new TextEncoder().encode('ispe'), 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 2, 0], 30);
  assert.equal(pixelsOf(avif), 1024 * 512);
  assert.equal(pixelsOf(png(3, 5)), 15);
  assert.equal(pixelsOf(new Uint8Array(3)), Infinity);
});
