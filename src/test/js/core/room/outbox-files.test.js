// A message waits for its files, keeps its place, and goes with what they came to.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Uploads } from '../../../../main/resources/static/js/core/files/uploads.js';
import { Outbox } from '../../../../main/resources/static/js/core/room/outbox.js';
import { UnsentStore } from '../../../../main/resources/static/js/core/session/unsent-store.js';
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

/** One page: its uploads and its outbox, and what it posted. `answers` are codes of refusals, one for each post. */
async function page(answers = /** @type {string[]} */ ([])) {
  const uploads = new Uploads(/** @type {any} */ (store));
  const unsent = new UnsentStore(/** @type {any} */ (store), () => {});
  await unsent.load();
  const secret = await crypto.subtle.importKey('raw', new Uint8Array(32), 'HKDF', false, ['deriveBits', 'deriveKey']);
  const pair = /** @type {CryptoKeyPair} */ (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']));
  const posted = /** @type {any[]} */ ([]);
  const inLog = new Set();
  /** @type {Outbox} */
  let outbox;
  const wire = /** @type {any} */ ({
    isOnline: () => true, isBlocked: () => false, forgetEpoch: () => {}, reach: async () => {}, mark: () => 'mark', uploads,
    own: { identityId: crypto.randomUUID(), signing: pair.privateKey },
    epoch: async () => ({ record: { roomId: crypto.randomUUID(), epoch: 1, hash: new Uint8Array(32) }, secret }),
    seen: async () => ({ pos: 0, hash: new Uint8Array(32) }),
    isInLog: (/** @type {any} */ item) => inLog.has(item.clientId),
    holds: () => true,
    post: async (/** @type {string} */ clientId, /** @type {string} */ _, /** @type {any} */ flags) => {
      const code = answers.shift();
      posted.push({ code, flags, content: /** @type {any} */ (outbox.items.find((item) => item.clientId === clientId)).content });
      if (code) return { type: 'refused', code };
      inLog.add(clientId);
      return { type: 'accepted', pos: posted.length };
    },
  });
  outbox = new Outbox(ROOM, unsent, wire);
  uploads.addEventListener('settled', () => outbox.pump());
  return { uploads, unsent, outbox, posted, said: () => posted.map(({ content }) => content.b) };
}

const file = (/** @type {string} */ text, name = 'a.txt') => new File([text], name, { type: 'text/plain' });
const kept = () => ['outbox', 'uploads', 'pieces'].flatMap((name) => [...store.rows(name).keys()]);

/** Holds all chunks up until it is called. */
function held() {
  const { send } = files;
  const go = Promise.withResolvers ? Promise.withResolvers() : deferred();
  files.send = async (/** @type {any[]} */ ...all) => (await go.promise, send.apply(files, all));
  return go.resolve;
}
function deferred() {
  let resolve = () => {};
  const promise = new Promise((/** @type {(value?: undefined) => void} */ then) => (resolve = () => then()));
  return { promise, resolve };
}

test('a message waits for its files, and those after it for the message; reactions do not', async () => {
  const go = held();
  const { uploads, outbox, posted, said } = await page();
  const ids = uploads.add(ROOM, [file('one'), file('two', 'b.txt')]).map(({ id }) => id);
  await outbox.say('with files', {}, ids);
  await outbox.say('after it');
  await outbox.add({ t: 'react', of: [1, 'AAAAAAAAAAAAAAAAAAAAAA=='], e: '👍', on: true, at: clock.now() });
  await clock.until(() => posted.length === 1);
  await clock.pass(5000);
  assert.deepEqual(posted.map(({ content }) => content.t), ['react']);
  assert.deepEqual(outbox.items.map(({ content }) => /** @type {any} */ (content).b), ['with files', 'after it']);
  assert.ok(outbox.items.every(({ untried }) => untried));
  go();
  await clock.until(() => posted.length === 3);
  assert.deepEqual(said().slice(1), ['with files', 'after it']);
  const [, { content, flags }] = posted;
  assert.deepEqual(content.fl.map((/** @type {any} */ one) => [one.n, one.s, one.m]), [['a.txt', 3, 'text/plain'], ['b.txt', 3, 'text/plain']]);
  assert.deepEqual(flags.files, content.fl.map((/** @type {any} */ one) => one.id));
  await clock.until(() => kept().length === 0);
  assert.equal(server.files.size, 2);
});

test('the frame names thumbnails, too', async () => {
  files.prepare = async (/** @type {File} */ one) => ({ blob: one, name: 'a.png', type: 'image/png', width: 8, height: 6, thumbnail: { blob: new Blob(['small']), width: 4, height: 3 } });
  const { uploads, outbox, posted } = await page();
  await outbox.say('', {}, uploads.add(ROOM, [file('one')]).map(({ id }) => id));
  await clock.until(() => posted.length === 1);
  const [{ id, th }] = posted[0].content.fl;
  assert.deepEqual([posted[0].content.b, posted[0].flags.files], ['', [id, th.id]]);
});

test('a file that fails stops its message alone, which keeps its text and can be tried again', async () => {
  server.codes = ['storage-full'];
  const { uploads, outbox, posted, said } = await page();
  await outbox.say('with a file', {}, uploads.add(ROOM, [file('one')]).map(({ id }) => id));
  await outbox.say('after it');
  await clock.until(() => outbox.items[0].state === 'failed' && posted.length === 1);
  assert.deepEqual([outbox.items[0].reason, said()], ['storage-full', ['after it']]);
  await outbox.retry(outbox.items[0].clientId);
  await clock.until(() => posted.length === 2);
  assert.deepEqual(said(), ['after it', 'with a file']);
});

test('a reload loses neither the message nor its files', async () => {
  const go = held();
  const first = await page();
  const ids = first.uploads.add(ROOM, [file('one')]).map(({ id }) => id);
  await first.outbox.say('with a file', {}, ids);
  await clock.until(() => store.rows('pieces').size === 1);
  first.uploads.end();
  go();
  const second = await page();
  second.outbox.restore(second.unsent.messages);
  await second.uploads.load(new Set(ids), clock.now());
  second.outbox.pump();
  await clock.until(() => second.posted.length === 1);
  assert.deepEqual(second.posted[0].content.fl.map((/** @type {any} */ one) => one.n), ['a.txt']);
  assert.deepEqual(first.posted, []);
});

test('a message whose files are lost fails, and says why', async () => {
  const { unsent, outbox } = await page();
  await unsent.keep({ clientId: 'one', roomId: ROOM, content: { t: 'text', b: 'with a file', at: 1 }, at: 1, files: ['nowhere'] });
  outbox.restore(unsent.messages);
  outbox.pump();
  await clock.until(() => outbox.items[0].state === 'failed');
  assert.equal(outbox.items[0].reason, 'gone');
});

test('what is discarded takes its files along, and what is taken back leaves them', async () => {
  const go = held();
  const { uploads, outbox } = await page();
  const [one, other] = uploads.add(ROOM, [file('one'), file('two')]);
  await outbox.say('discarded', {}, [one.id]);
  await outbox.say('taken back', {}, [other.id]);
  await outbox.discard(outbox.items[0].clientId);
  await outbox.discard(outbox.items[0].clientId, true);
  go();
  await clock.until(() => other.state === 'done');
  assert.deepEqual([uploads.find(one.id), uploads.find(other.id)], [null, other]);
  assert.ok(kept().every((key) => key.startsWith(other.id)));
});

test('where the server does not take a file any more, a retry sends it again', async () => {
  const { uploads, outbox, posted } = await page(['bad-file']);
  await outbox.say('with a file', {}, uploads.add(ROOM, [file('one')]).map(({ id }) => id));
  await clock.until(() => outbox.items[0].state === 'failed');
  assert.equal(outbox.items[0].reason, 'bad-file');
  server.files.clear();
  await outbox.retry(outbox.items[0].clientId);
  await clock.until(() => posted.length === 2 && posted[1].code === undefined);
  assert.notEqual(posted[1].content.fl[0].id, posted[0].content.fl[0].id);
  assert.ok(server.files.has(posted[1].content.fl[0].id));
});
