// A message waits as long as the server cannot take it, and fails where the server refuses the message itself.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { sha256 } from '../../../../main/resources/static/js/crypto/primitives.js';
import { NOT_SHOWN, Outbox } from '../../../../main/resources/static/js/core/room/outbox.js';
import { NOT_IN_ROOM } from '../../../../main/resources/static/js/core/room/posting.js';
import { UnsentStore } from '../../../../main/resources/static/js/core/session/unsent-store.js';
import { fromBase64, toBase64 } from '../../../../main/resources/static/js/protocol/bytes.js';
import { FakeClock, FakeStore, fakePlatform } from '../../fake-platform.js';
import { Problem } from '../../../../main/resources/static/js/protocol/problems.js';

/** @type {FakeClock} */
let clock;
/** @type {FakeStore} */
let store;
beforeEach(() => {
  clock = new FakeClock();
  store = new FakeStore();
  fakePlatform({ clock });
});

let marks = 0;

const text = (/** @type {string} */ b, at = 1790000000000) => /** @type {const} */ ({ t: 'text', b, at });

/** What is unsent, as one page has it. */
const unsent = () => new UnsentStore(/** @type {any} */ (store), () => {});

/** An outbox whose server answers with these codes, one after the other. @param {string[]} codes */
function outboxOf(codes) {
  const wire = /** @type {any} */ ({
    isOnline: () => true,
    isBlocked: () => false,
    isInLog: () => false,
    holds: () => false,
    mark: () => `${++marks}`,
    epoch: async () => {
      throw new Problem({ code: codes.shift() ?? 'none left', title: 'no' });
    },
  });
  return new Outbox('room', unsent(), wire);
}

/** Waits until the first message has failed. @param {Outbox} outbox */
async function failed(outbox) {
  await clock.until(() => outbox.items[0]?.state === 'failed');
  return outbox.items[0];
}

test('however long the server is full, busy or silent, the message waits', async () => {
  const codes = Array.from({ length: 60 }, (_, i) => ['not-stored', 'busy', 'unreachable', 'too-many'][i % 4]);
  codes.push('bad-envelope');
  const outbox = outboxOf(codes);
  await outbox.add(text('a message'));
  await failed(outbox);
  assert.deepEqual(codes, []);
});

test('a message is shown only when it is kept, and those after it wait for it', async () => {
  const stores = /** @type {(() => void)[]} */ ([]);
  store.put = () => new Promise((resolve) => stores.push(() => resolve(undefined)));
  const codes = ['bad-envelope', 'bad-envelope'];
  const outbox = outboxOf(codes);
  const first = outbox.add(text('first'));
  const second = outbox.add(text('second'));
  await clock.rest();
  assert.deepEqual([outbox.pending, codes.length], [[], 2]);
  stores[0]();
  await first;
  assert.deepEqual(outbox.pending.map((item) => item.content.b), ['first']);
  await clock.rest();
  store.put = async () => {};
  stores.forEach((then) => then());
  await second;
  await clock.until(() => codes.length === 0);
});

test('a store that fails stops no message from being sent', async () => {
  const codes = ['bad-envelope'];
  store.fails = true;
  const outbox = outboxOf(codes);
  await outbox.add(text('a message'));
  await failed(outbox);
  assert.deepEqual(codes, []);
});

test('a message from when one was no member says so', async () => {
  const outbox = outboxOf(['not-found']);
  await outbox.add(text('a message'));
  assert.equal((await failed(outbox)).reason, NOT_IN_ROOM);
});

test('what the server will never take pauses the message at once', async () => {
  const codes = ['bad-envelope', 'not-stored'];
  const outbox = outboxOf(codes);
  await outbox.add(text('a message'));
  await failed(outbox);
  assert.deepEqual(codes, ['not-stored']);
});

/** What the server has stored, by number; what the page has of it. @type {{stored: Map<number, string>, shown: Map<number, string>}} */
let log;

/**
 * An outbox before a log, whose posts are answered like this.
 * @param {(clientId: string, envelope: string, count: number) => Promise<any>} post
 * @param {UnsentStore} unsentHere
 */
async function outboxBefore(post, unsentHere = unsent()) {
  log = { stored: new Map(), shown: new Map() };
  const secret = await crypto.subtle.importKey('raw', new Uint8Array(32), 'HKDF', false, ['deriveBits', 'deriveKey']);
  const pair = /** @type {CryptoKeyPair} */ (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']));
  let count = 0;
  const told = /** @type {any[]} */ ([]);
  const wire = /** @type {any} */ ({
    isOnline: () => true, isBlocked: () => false, forgetEpoch: () => {}, reach: async () => {}, mark: () => `${++marks}`,
    own: { identityId: crypto.randomUUID(), signing: pair.privateKey },
    epoch: async () => ({ record: { roomId: crypto.randomUUID(), epoch: 1, hash: new Uint8Array(32) }, secret }),
    seen: async () => ({ pos: 0, hash: new Uint8Array(32) }),
    isInLog: (/** @type {any} */ item) => [...log.shown.values()].some((shown) => item.hashes.includes(shown) || (item.restored && shown === item.content.b)),
    holds: (/** @type {number} */ pos) => log.shown.has(pos),
    post: (/** @type {string} */ id, /** @type {string} */ envelope, /** @type {any} */ flags) => (told.push(flags), post(id, envelope, ++count)),
  });
  return { outbox: new Outbox('room', unsentHere, wire), wire, sent: () => count, told };
}

const hashOf = async (/** @type {string} */ envelope) => toBase64(await sha256(fromBase64(envelope)));
const accepted = (/** @type {number} */ pos) => ({ type: 'accepted', pos });
const until = (/** @type {() => unknown} */ condition) => clock.until(condition);

test('an accepted message is sending until its own message stands in the log', async () => {
  const { outbox } = await outboxBefore(async (_, envelope) => {
    if (!log.stored.has(5)) log.stored.set(5, await hashOf(envelope));
    return accepted(5);
  });
  await outbox.add(text('a message'));
  await until(() => outbox.items[0].pos === 5);
  assert.deepEqual(outbox.items.map(({ state, pos }) => [state, pos]), [['sending', 5]]);
  assert.equal(store.rows('outbox').size, 1);
  log.shown = log.stored;
  await outbox.settle();
  assert.deepEqual([outbox.items.length, store.rows('outbox').size], [0, 0]);
});

test('a message that does not stand where the server says goes again under the same id, then is kept as not sent', async () => {
  const ids = new Set();
  const { outbox, sent } = await outboxBefore(async (id) => (ids.add(id), log.shown.set(5, 'somebody else’s'), accepted(5)));
  await outbox.add(text('a message'));
  assert.equal((await failed(outbox)).reason, NOT_SHOWN);
  await until(() => store.rows('outbox').get(outbox.items[0].clientId).content.failed === NOT_SHOWN);
  assert.deepEqual([sent(), ids.size, store.rows('outbox').size], [3, 1, 1]);
});

test('a number that never comes is looked for, then the message goes again', async () => {
  const { outbox, sent } = await outboxBefore(async () => accepted(1e9));
  await outbox.add(text('a message'));
  assert.equal((await failed(outbox)).reason, NOT_SHOWN);
  assert.equal(sent(), 3);
});

test('a false number harms nothing where the message stands elsewhere', async () => {
  const { outbox, sent } = await outboxBefore(async (_, envelope) => (log.shown.set(3, 'another'), log.shown.set(6, await hashOf(envelope)), accepted(3)));
  await outbox.add(text('a message'));
  await until(() => outbox.items.length === 0 && store.rows('outbox').size === 0);
  assert.equal(sent(), 1);
});

test('a message that stands in the log is done, though no answer ever comes', async () => {
  const { outbox, sent } = await outboxBefore(async (_, envelope) => {
    log.shown.set(6, await hashOf(envelope));
    throw new Problem({ code: 'unreachable', title: 'no answer' });
  });
  await outbox.add(text('a message'));
  await until(() => outbox.items.length === 0);
  assert.equal(sent(), 1);
});

test('an answer that never comes holds nothing back once the message stands in the log', async () => {
  const { outbox, sent } = await outboxBefore(async (_, envelope, count) => {
    log.shown.set(count, await hashOf(envelope));
    setImmediate(() => outbox.settle());
    return new Promise(() => {});
  });
  await outbox.add(text('one'));
  await outbox.add(text('two'));
  await until(() => outbox.items.length === 0);
  assert.equal(sent(), 2);
});

test('after a reload a message that already stands in the log is not sent again', async () => {
  const { outbox, sent } = await outboxBefore(async () => accepted(9));
  log.shown.set(6, 'from before');
  outbox.restore([{ clientId: 'c', roomId: 'room', content: text('from before', 1), at: 1 }]);
  await outbox.settle();
  await outbox.pump();
  assert.deepEqual([outbox.items.length, sent()], [0, 0]);
});

const REF = /** @type {[number, string]} */ ([3, 'AAECAwQFBgcICQoLDA0ODw==']);
const PERSON = '11111111-2222-4333-8444-555555555555';

test('a text is said as it was typed, but for halves of surrogate pairs', async () => {
  const outbox = outboxOf([]);
  const said = outbox.say('a\ud83d 😀');
  assert.equal(outbox.items[0].content.b, 'a\ufffd 😀');
  outbox.items = [];
  await said;
});

test('edits, reactions and pins go quietly, and who is mentioned is named', async () => {
  const { outbox, told } = await outboxBefore(async (_, envelope, count) => (log.shown.set(count, await hashOf(envelope)), accepted(count)));
  await outbox.add(text('a message'));
  await outbox.add({ ...text('@everyone'), mn: 'room' });
  await outbox.add({ t: 'edit', of: REF, b: 'better, @bob', at: 1, mn: [PERSON] });
  await outbox.add({ t: 'react', of: REF, e: '👍', on: true, at: 1 });
  await outbox.add({ t: 'pin', of: REF, on: true, at: 1 });
  await until(() => outbox.items.length === 0 && told.length === 5);
  assert.deepEqual(told, [{}, { alert: 'room' }, { quiet: true, alert: [PERSON] }, { quiet: true }, { quiet: true }]);
});

test('what waits is kept as content and goes again after a reload', async () => {
  const content = /** @type {const} */ ({ t: 'react', of: REF, e: '👍', on: true, at: 7 });
  const { outbox } = await outboxBefore(async () => ({ type: 'refused', code: 'bad-envelope', title: 'no' }));
  await outbox.add(content);
  await failed(outbox);
  await until(() => store.rows('outbox').get(outbox.items[0].clientId)?.content.failed === 'bad-envelope');
  const after = unsent();
  await after.load();
  const [kept] = after.messages;
  assert.deepEqual(kept, { clientId: outbox.items[0].clientId, roomId: 'room', content, at: 7, failed: 'bad-envelope' });
  const next = await outboxBefore(async (_, envelope) => (log.shown.set(1, await hashOf(envelope)), accepted(1)));
  next.outbox.restore([{ ...kept, failed: undefined }]);
  await next.outbox.pump();
  await until(() => next.outbox.items.length === 0);
  assert.deepEqual(next.told, [{ quiet: true }]);
});

test('a text that a page of an earlier version left is still sent', async () => {
  const left = { clientId: 'c', roomId: 'room', content: { text: 'from before', at: 5 } };
  await store.put('outbox', 'c', left);
  const page = unsent();
  await page.load();
  const kept = page.messages;
  assert.deepEqual(kept, [{ clientId: 'c', roomId: 'room', at: 5, content: { t: 'text', b: 'from before', at: 5 } }]);
  const { outbox, sent } = await outboxBefore(async (_, envelope) => (log.shown.set(1, await hashOf(envelope)), accepted(1)));
  outbox.restore(kept);
  await outbox.pump();
  await until(() => outbox.items.length === 0);
  assert.equal(sent(), 1);
});

/** A server that stores each id once, and shows what it has stored. @param {(clientId: string) => any} [refuses] */
function serverWith(refuses = () => null) {
  const ids = /** @type {string[]} */ ([]);
  let posts = 0;
  return {
    ids,
    posts: () => posts,
    post: async (/** @type {string} */ id, /** @type {string} */ envelope) => {
      posts++;
      const refusal = refuses(id);
      if (refusal) return refusal;
      if (!ids.includes(id)) {
        ids.push(id);
        log.shown.set(ids.length, await hashOf(envelope));
      }
      return accepted(ids.indexOf(id) + 1);
    },
  };
}

test('300 messages written offline go out once each and in order, however often the server asks for patience', async () => {
  let posts = 0;
  const server = serverWith(() => (++posts % 40 === 0 ? { type: 'refused', code: 'too-many', retryAfter: 2, pos: 0 } : null));
  const { outbox, wire } = await outboxBefore(server.post);
  let isOnline = false;
  wire.isOnline = () => isOnline;
  for (let i = 0; i < 300; i++) await outbox.add(text(`message ${i}`, clock.now() + i));
  const written = outbox.items.map((item) => item.clientId);
  assert.deepEqual(server.ids, []);
  isOnline = true;
  outbox.pump();
  await until(() => outbox.items.length === 0);
  assert.deepEqual(server.ids, written);
});

test('a pause that the server asks for is kept, and what waits behind it waits', async () => {
  let refuse = true;
  const server = serverWith(() => (refuse ? { type: 'refused', code: 'too-many', retryAfter: 20, pos: 0 } : null));
  const { outbox, wire } = await outboxBefore(server.post);
  wire.mark = () => 'the same';
  await outbox.add(text('one'));
  await outbox.add(text('two'));
  await clock.rest();
  assert.deepEqual(outbox.items.map(({ state, reason }) => [state, reason]), [['waiting', 'too-many'], ['sending', undefined]]);
  refuse = false;
  await clock.pass(19000);
  assert.equal(server.posts(), 1);
  await until(() => outbox.items.length === 0);
  assert.equal(server.ids.length, 2);
});

test('what waits for its turn can be taken back, also after a reload, and goes to nobody', async () => {
  const server = serverWith(() => null);
  const { outbox, wire } = await outboxBefore(server.post);
  let isOnline = false;
  wire.isOnline = () => isOnline;
  for (const b of ['one', 'two', 'three']) await outbox.add(text(b));
  assert.deepEqual(outbox.items.map(({ untried }) => untried), [true, true, true]);
  assert.deepEqual(await outbox.discard(outbox.items[1].clientId), text('two'));
  await until(() => store.rows('outbox').size === 2);
  const page = unsent();
  await page.load();
  outbox.items = [];
  outbox.restore(page.messages);
  assert.deepEqual(outbox.items.map(({ untried, content }) => [untried, content.b]), [[true, 'one'], [true, 'three']]);
  isOnline = true;
  await outbox.pump();
  await until(() => outbox.items.length === 0);
  assert.equal(server.ids.length, 2);
});

test('a message that may have been sent is stored as such before it is sent', async () => {
  let kept = /** @type {any} */ (null);
  const { outbox, wire } = await outboxBefore(async (id) => {
    kept ??= store.rows('outbox').get(id).content;
    throw new Problem({ code: 'unreachable', title: 'no answer' });
  });
  let isOnline = false;
  wire.isOnline = () => isOnline;
  await outbox.add(text('a message'));
  assert.equal(store.rows('outbox').get(outbox.items[0].clientId).content.untried, true);
  isOnline = true;
  outbox.pump();
  await until(() => kept !== null);
  assert.deepEqual([kept.untried, outbox.items[0].untried], [undefined, false]);
  isOnline = false;
});

/** Two pages of one user before one server. @param {(id: string) => any} [refuses] */
async function twoPages(refuses) {
  const server = serverWith(refuses);
  const stores = /** @type {UnsentStore[]} */ ([]);
  const made = [0, 1].map((i) => new UnsentStore(/** @type {any} */ (store), (row) => stores[1 - i].heard(structuredClone(row))));
  stores.push(...made);
  const [a, b] = [await outboxBefore(server.post, stores[0]), await outboxBefore(server.post, stores[1])];
  [a, b].forEach(({ outbox }, i) => stores[i].watch({ message: (id, message) => outbox.noted(id, message), draft: () => {} }));
  return { a, b, server };
}

test('what one page writes is shown in the other and sent once, by the one that wrote it', async () => {
  const { a, b, server } = await twoPages();
  await a.outbox.add(text('from A'));
  await clock.until(() => a.outbox.items.length === 0 && b.outbox.items.length === 0);
  await clock.pass(60000);
  assert.deepEqual([server.posts(), a.sent(), b.sent()], [1, 1, 0]);
});

test('pages that come online together send everything once, in the order in which it was written', async () => {
  const { a, b, server } = await twoPages();
  let isOnline = false;
  a.wire.isOnline = b.wire.isOnline = () => isOnline;
  for (let i = 0; i < 10; i++) await (i % 2 ? b : a).outbox.add(text(`${i}`, clock.now() + i));
  await clock.until(() => a.outbox.items.length === 10 && b.outbox.items.length === 10);
  const written = a.outbox.items.map((item) => item.clientId);
  assert.deepEqual(b.outbox.items.map((item) => item.clientId), written);
  assert.deepEqual(new Set([...a.outbox.items, ...b.outbox.items].map((item) => item.untried)), new Set([true]));
  isOnline = true;
  a.outbox.pump();
  b.outbox.pump();
  await clock.until(() => a.outbox.items.length === 0 && b.outbox.items.length === 0);
  assert.deepEqual(server.ids, written);
});

test('what a page leaves unsent when it is closed another page sends', async () => {
  const { a, b, server } = await twoPages();
  a.wire.isOnline = () => false;
  await a.outbox.add(text('from A'));
  await clock.until(() => b.outbox.items.length === 0 && server.ids.length === 1);
  assert.equal(b.sent(), 1);
});

test('a page that holds its turn and does nothing is waited for no longer than 20 seconds', async () => {
  const { a, b, server } = await twoPages();
  a.wire.epoch = () => new Promise(() => {});
  await a.outbox.add(text('stuck'));
  await clock.rest();
  const before = clock.now();
  await b.outbox.add(text('from B', clock.now() + 1));
  await clock.until(() => server.ids.length === 2);
  assert.ok(clock.now() - before >= 20000 && clock.now() - before <= 26000, `${clock.now() - before}`);
});

test('what is discarded in one page is not sent by the other', async () => {
  const { a, b, server } = await twoPages();
  a.wire.isOnline = b.wire.isOnline = () => false;
  await a.outbox.add(text('no'));
  await clock.until(() => b.outbox.items.length === 1);
  await b.outbox.discard(b.outbox.items[0].clientId);
  await clock.until(() => a.outbox.items.length === 0);
  a.wire.isOnline = b.wire.isOnline = () => true;
  a.outbox.pump();
  await clock.pass(60000);
  assert.deepEqual(server.ids, []);
});

test('a message that failed in one page is shown as failed in the other, and tried again there', async () => {
  let refuse = true;
  const { a, b, server } = await twoPages(() => (refuse ? { type: 'refused', code: 'bad-envelope', pos: 0 } : null));
  await a.outbox.add(text('no'));
  await clock.until(() => b.outbox.items[0]?.state === 'failed');
  assert.equal(b.outbox.items[0].reason, 'bad-envelope');
  refuse = false;
  await b.outbox.retry(b.outbox.items[0].clientId);
  await clock.until(() => a.outbox.items.length === 0 && b.outbox.items.length === 0);
  assert.equal(server.ids.length, 1);
});
