import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Uploads } from '../../../../main/resources/static/js/core/files/uploads.js';
import { CHUNK, layoutOf, openFile, openFileKey } from '../../../../main/resources/static/js/crypto/files.js';
import { concat, equal } from '../../../../main/resources/static/js/protocol/bytes.js';
import { FakeFileServer, fakeFiles } from '../../fake-files.js';
import { FakeClock, FakeStore, fakePlatform } from '../../fake-platform.js';

const ROOM = 'aaaaaaaa-0000-4000-8000-000000000000';
/** @type {FakeClock} */
let clock;
/** @type {FakeStore} */
let store;
/** @type {FakeFileServer} */
let server;
/** @type {any} */
let files;
beforeEach(() => {
  clock = new FakeClock();
  store = new FakeStore();
  server = new FakeFileServer();
  files = fakeFiles(server);
  fakePlatform({ clock, files, request: server.request });
});

const page = () => new Uploads(/** @type {any} */ (store));
/** @param {number} length */
function bytesOf(length) {
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) bytes[i] = i * 7 + (i >> 8);
  return bytes;
}
const fileOf = (/** @type {number} */ length, name = 'a.bin') => new File([bytesOf(length)], name);
const kept = () => [...store.rows('uploads').keys(), ...store.rows('pieces').keys()];
/** Three chunks and a bit. */
const LONG = 3 * CHUNK + 5;

/** What the server has of an upload, opened as its message says. @param {Uploads} uploads @param {string} id */
async function arrived(uploads, id) {
  const ready = await uploads.readiness([id]);
  if (ready.kind !== 'ready') return assert.fail(JSON.stringify(ready));
  const [ref] = ready.files;
  return concat(...(await openFile(await openFileKey(ROOM, ref.id, ref.k), ref.s, server.stored(ref.id))));
}

/** @param {import('../../../../main/resources/static/js/core/files/upload.js').Upload} upload */
const done = (upload) => clock.until(() => upload.state === 'done');

test('a file arrives whole, three chunks at a time, and its progress only grows', async () => {
  const uploads = page();
  const [upload] = uploads.add(ROOM, [fileOf(LONG)]);
  /** @type {number[]} */
  const progress = [];
  upload.addEventListener('change', () => progress.push(upload.progress));
  await done(upload);
  assert.ok(equal(await arrived(uploads, upload.id), bytesOf(LONG)));
  assert.deepEqual(progress, progress.toSorted((a, b) => a - b));
  assert.ok(server.mostUnderWay > 1 && server.mostUnderWay <= 3, `${server.mostUnderWay}`);
});

test('an empty file arrives', async () => {
  const uploads = page();
  const [upload] = uploads.add(ROOM, [fileOf(0)]);
  await done(upload);
  assert.deepEqual(await arrived(uploads, upload.id), new Uint8Array());
});

test('a file that is too large is said to be so before it is read', async () => {
  files.prepare = () => assert.fail('was read');
  const uploads = page();
  uploads.maxFileSize = 10;
  const [upload] = uploads.add(ROOM, [fileOf(11)]);
  assert.deepEqual([upload.state, upload.code], ['too-large', 'file-too-large']);
  await clock.rest();
  assert.deepEqual([server.asked, kept()], [[], []]);
});

test('after a reload it goes on, and sends no chunk again', async () => {
  const first = page();
  const [upload] = first.add(ROOM, [fileOf(LONG)]);
  await clock.until(() => store.rows('pieces').size === layoutOf(LONG).chunks && server.asked.some((one) => one.startsWith('PUT')));
  first.end();
  await clock.rest();
  const there = [...server.files.values()][0].chunks.size;
  assert.ok(there > 0);
  const second = page();
  await second.load(new Set([upload.id]), clock.now());
  const again = /** @type {any} */ (second.find(upload.id));
  assert.deepEqual([again.name, again.size], ['a.bin', LONG]);
  await done(again);
  assert.deepEqual([server.repeated, server.files.size], [0, 1]);
  assert.ok(equal(await arrived(second, upload.id), bytesOf(LONG)));
});

test('an upload that the server has forgotten begins anew, after a reload too, under another key', async () => {
  const first = page();
  const [upload] = first.add(ROOM, [fileOf(LONG)]);
  await done(upload);
  const before = await first.readiness([upload.id]);
  first.end();
  server.files.clear();
  const second = page();
  await second.load(new Set([upload.id]), clock.now());
  await done(/** @type {any} */ (second.find(upload.id)));
  await second.again([upload.id]);
  await clock.until(() => second.find(upload.id)?.state === 'done' && server.files.size === 1);
  assert.ok(equal(await arrived(second, upload.id), bytesOf(LONG)));
  const after = await second.readiness([upload.id]);
  assert.ok(before.kind === 'ready' && after.kind === 'ready' && before.files[0].k !== after.files[0].k && before.files[0].id !== after.files[0].id);
});

test('what passes is waited for, as long as the server says', async () => {
  server.codes = ['unreachable', { code: 'too-many', retryAfter: 20 }, 'busy'];
  const uploads = page();
  const before = clock.now();
  const [upload] = uploads.add(ROOM, [fileOf(5)]);
  const codes = new Set();
  upload.addEventListener('change', () => codes.add(upload.code));
  await done(upload);
  assert.ok(clock.now() - before >= 20000);
  assert.deepEqual([...codes].filter(Boolean), ['unreachable', 'too-many', 'busy']);
});

for (const [code, state] of [['quota-user', 'failed'], ['storage-full', 'failed'], ['file-too-large', 'too-large']]) {
  test(`${code} is final and said, and a retry tries again`, async () => {
    server.codes = [code];
    const uploads = page();
    const [upload] = uploads.add(ROOM, [fileOf(5)]);
    await clock.until(() => upload.state === state);
    assert.equal(upload.code, code);
    assert.deepEqual(await uploads.readiness([upload.id]), { kind: 'failed', code });
    if (state !== 'failed') return;
    upload.retry();
    await done(upload);
  });
}

test('in a room that one is not in it ends', async () => {
  server.codes = ['not-found'];
  const [upload] = page().add(ROOM, [fileOf(5)]);
  await clock.until(() => upload.state === 'failed');
  assert.deepEqual([upload.code, server.asked.length], ['not-in-room', 1]);
});

test('chunks that the server lacks at the end are sent', async () => {
  const uploads = page();
  const [upload] = uploads.add(ROOM, [fileOf(LONG)]);
  const lose = () => {
    const [file] = server.files.values();
    if (file?.chunks.size === layoutOf(LONG).chunks && !server.asked.includes('GET chunks')) file.chunks.delete(1);
  };
  upload.addEventListener('change', lose);
  await done(upload);
  assert.ok(server.asked.includes('GET chunks'));
  assert.ok(equal(await arrived(uploads, upload.id), bytesOf(LONG)));
});

test('a pause stops it, and it goes on from there', async () => {
  const uploads = page();
  const [upload] = uploads.add(ROOM, [fileOf(LONG)]);
  // At once: a file so small has soon arrived.
  const pause = () => {
    if (upload.progress < 0.2) return;
    upload.removeEventListener('change', pause);
    upload.pause();
  };
  upload.addEventListener('change', pause);
  await clock.until(() => upload.state === 'paused');
  const { length } = server.asked;
  await clock.pass(60000);
  assert.deepEqual([upload.state, server.asked.length, await uploads.readiness([upload.id])], ['paused', length, { kind: 'waiting' }]);
  upload.resume();
  await done(upload);
  assert.equal(server.repeated, 0);
});

test('what is cancelled is nowhere', async () => {
  const uploads = page();
  const [upload] = uploads.add(ROOM, [fileOf(LONG)]);
  await done(upload);
  assert.ok(kept().length > 0);
  await upload.cancel();
  assert.deepEqual([kept(), server.files.size, uploads.find(upload.id)], [[], 0, null]);
});

test('what is kept has neither the file’s bytes nor its key', async () => {
  const uploads = page();
  const [upload] = uploads.add(ROOM, [new File(['a very secret text'], 'a.txt')]);
  await done(upload);
  for (const piece of store.rows('pieces').values()) assert.doesNotMatch(new TextDecoder('latin1').decode(piece), /secret/);
});

test('once its message stands in the log nothing of it is kept, and the server keeps its file', async () => {
  const uploads = page();
  const [upload] = uploads.add(ROOM, [fileOf(5)]);
  await done(upload);
  await uploads.drop([upload.id]);
  assert.deepEqual([kept(), server.files.size], [[], 1]);
});

test('leaving a room forgets its uploads and no others', async () => {
  const uploads = page();
  const [here] = uploads.add(ROOM, [fileOf(5)]);
  const [there] = uploads.add('bbbbbbbb-0000-4000-8000-000000000000', [fileOf(5)]);
  await done(there);
  await uploads.leave(ROOM);
  assert.equal(uploads.find(here.id), null);
  assert.equal(uploads.find(there.id), there);
  assert.ok(kept().every((key) => key.startsWith(there.id)));
});

test('where the browser keeps nothing, the file itself is sent', async () => {
  store.fails = true;
  const uploads = page();
  const [upload] = uploads.add(ROOM, [fileOf(LONG)]);
  await done(upload);
  assert.ok(equal(await arrived(uploads, upload.id), bytesOf(LONG)));
});

test('a file that cannot be read any more is said to be gone', async () => {
  files.seal = async () => {
    throw new Error('NotReadableError');
  };
  const [upload] = page().add(ROOM, [fileOf(5)]);
  await clock.until(() => upload.state === 'failed');
  assert.equal(upload.code, 'gone');
});

test('what belongs to no draft and no message any more is forgotten, but not what has just begun', async () => {
  const first = page();
  const [upload] = first.add(ROOM, [fileOf(5)]);
  await done(upload);
  first.end();
  await page().load(new Set(), clock.now());
  assert.ok(kept().length > 0);
  await page().load(new Set(), clock.now() + 3600000);
  assert.deepEqual(kept(), []);
});

test('of two pages one sends, and the other finds it done', async () => {
  const [one, other] = [page(), page()];
  const [upload] = one.add(ROOM, [fileOf(LONG)]);
  await clock.until(() => store.rows('uploads').size > 0);
  await other.load(new Set([upload.id]), clock.now());
  const same = /** @type {any} */ (other.find(upload.id));
  await done(upload);
  await done(same);
  assert.deepEqual([server.files.size, server.repeated], [1, 0]);
  assert.ok(equal(await arrived(other, upload.id), bytesOf(LONG)));
});

test('a thumbnail is a file of its own, and the message says all that was found out', async () => {
  files.prepare = async (/** @type {File} */ file) => ({
    blob: file, name: 'a.png', type: 'image/png', width: 800, height: 600, blurhash: 'LEHV6nWB2yk8', thumbnail: { blob: new Blob(['small']), width: 400, height: 300 },
  });
  const uploads = page();
  const [upload] = uploads.add(ROOM, [fileOf(5, 'a.png')]);
  await done(upload);
  const ready = await uploads.readiness([upload.id]);
  assert.ok(ready.kind === 'ready');
  const [{ id, k, th, ...ref }] = ready.files;
  assert.deepEqual(ref, { n: 'a.png', s: 5, m: 'image/png', w: 800, h: 600, bl: 'LEHV6nWB2yk8' });
  assert.deepEqual([th?.w, th?.h, th?.s, th?.id !== id, th?.k !== k], [400, 300, 5, true, true]);
  assert.equal(server.files.size, 2);
});

test('a voice note says so, with its length', async () => {
  const uploads = page();
  const [upload] = uploads.add(ROOM, [new File(['sound'], 'voice.webm', { type: 'audio/webm;codecs=opus' })], { voice: { duration: 4200 } });
  await done(upload);
  const ready = await uploads.readiness([upload.id]);
  assert.ok(ready.kind === 'ready' && ready.files[0].v === true && ready.files[0].d === 4200);
});

test('pieces without their row are forgotten', async () => {
  store.rows('pieces').set('lost/0/0', new Uint8Array(3));
  await page().load(new Set(), clock.now());
  assert.deepEqual(kept(), []);
});
