// A line waits as long as the server is in trouble, and pauses for what is the line's own fault.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sha256 } from '../../../../main/resources/static/js/crypto/primitives.js';
import { NOT_IN_ROOM, NOT_SHOWN, SendQueue } from '../../../../main/resources/static/js/core/room/sendqueue.js';
import { unsent } from '../../../../main/resources/static/js/core/room/outbox.js';
import { fromBase64, toBase64 } from '../../../../main/resources/static/js/protocol/bytes.js';
import { fakePlatform } from '../../fake-platform.js';
import { Problem } from '../../../../main/resources/static/js/protocol/problems.js';

fakePlatform();

globalThis.setTimeout = /** @type {any} */ ((/** @type {() => void} */ then) => queueMicrotask(then));

let marks = 0;

const text = (/** @type {string} */ b, at = 1790000000000) => /** @type {const} */ ({ t: 'text', b, at });

/**
 * A queue whose server answers with these codes, one after the other.
 *
 * @param {string[]} codes
 * @param {(then: () => void, fails: (why: Error) => void) => void} [store] how a line is kept
 */
function queue(codes, store = (then) => then()) {
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
  const db = /** @type {any} */ ({ lock: async (/** @type {any} */ content) => content, put: () => new Promise((then, fails) => store(() => then(undefined), fails)), delete: async () => {} });
  return new SendQueue('room', db, wire);
}

/** @param {SendQueue} lines */
function failed(lines) {
  return new Promise((resolve) => lines.addEventListener('change', () => lines.lines[0]?.state === 'failed' && resolve(lines.lines[0])));
}

test('however long the server is full, busy or silent, the line waits', async () => {
  const codes = Array.from({ length: 60 }, (_, i) => ['not-stored', 'busy', 'unreachable', 'too-many'][i % 4]);
  codes.push('bad-envelope');
  const lines = queue(codes);
  const end = failed(lines);
  await lines.add(text('a line'));
  await end;
  assert.deepEqual(codes, []);
});

test('a line is shown only when it is kept, and those after it wait for it', async () => {
  const stores = /** @type {(() => void)[]} */ ([]);
  const lines = queue(['bad-envelope', 'bad-envelope'], (then) => (stores.length < 2 ? stores.push(then) : then()));
  const first = lines.add(text('first'));
  const second = lines.add(text('second'));
  while (stores.length < 2) await null;
  assert.deepEqual(lines.pending, []);
  stores[1]();
  await second;
  assert.deepEqual(lines.pending.map((line) => line.content.b), ['second']);
  assert.equal(lines.pending[0].state, 'sending');
  const end = failed(lines);
  stores[0]();
  await first;
  assert.deepEqual(lines.pending.map((line) => line.content.b), ['first', 'second']);
  await end;
});

test('a store that fails keeps no line from going', async () => {
  const codes = ['bad-envelope'];
  const lines = queue(codes, (_, fails) => fails(new Error('full')));
  const end = failed(lines);
  await lines.add(text('a line'));
  await end;
  assert.deepEqual(codes, []);
});

test('a line from when one was no member says so', async () => {
  const lines = queue(['not-found']);
  const end = failed(lines);
  await lines.add(text('a line'));
  assert.equal((await end).reason, NOT_IN_ROOM);
});

test('what the server will never take pauses the line at once', async () => {
  const codes = ['bad-envelope', 'not-stored'];
  const lines = queue(codes);
  const end = failed(lines);
  await lines.add(text('a line'));
  await end;
  assert.deepEqual(codes, ['not-stored']);
});

/** What the server has stored, by number; what the page has of it. @type {{stored: Map<number, string>, shown: Map<number, string>, kept: Map<string, any>}} */
let log;

/**
 * A queue before a log, whose posts are answered like this.
 * @param {(clientId: string, envelope: string, count: number) => Promise<any>} post
 */
async function queueBefore(post) {
  log = { stored: new Map(), shown: new Map(), kept: new Map() };
  const secret = await crypto.subtle.importKey('raw', new Uint8Array(32), 'HKDF', false, ['deriveBits', 'deriveKey']);
  const pair = /** @type {CryptoKeyPair} */ (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']));
  let count = 0;
  const told = /** @type {any[]} */ ([]);
  const wire = /** @type {any} */ ({
    isOnline: () => true, isBlocked: () => false, forgetEpoch: () => {}, reach: async () => {}, mark: () => `${++marks}`,
    own: { identityId: crypto.randomUUID(), signing: pair.privateKey },
    epoch: async () => ({ record: { roomId: crypto.randomUUID(), epoch: 1, hash: new Uint8Array(32) }, secret }),
    seen: async () => ({ pos: 0, hash: new Uint8Array(32) }),
    isInLog: (/** @type {any} */ line) => [...log.shown.values()].some((shown) => line.hashes.includes(shown) || (line.restored && shown === line.content.b)),
    holds: (/** @type {number} */ pos) => log.shown.has(pos),
    post: (/** @type {string} */ id, /** @type {string} */ envelope, /** @type {any} */ flags) => (told.push(flags), post(id, envelope, ++count)),
  });
  const db = /** @type {any} */ ({
    lock: async (/** @type {any} */ content) => content,
    put: async (/** @type {string} */ _, /** @type {string} */ id, /** @type {any} */ value) => void log.kept.set(id, value),
    delete: async (/** @type {string} */ _, /** @type {string} */ id) => void log.kept.delete(id),
  });
  return { lines: new SendQueue('room', db, wire), sent: () => count, told };
}

const hashOf = async (/** @type {string} */ envelope) => toBase64(await sha256(fromBase64(envelope)));
const accepted = (/** @type {number} */ pos) => ({ type: 'accepted', pos });
/** Lets what is under way go on until this holds. @param {() => boolean} condition */
async function until(condition) {
  const end = Date.now() + 10000;
  while (!condition() && Date.now() < end) await new Promise((resolve) => setImmediate(resolve));
  assert.ok(condition());
}

test('an accepted line is sending until its own message stands in the log', async () => {
  const { lines } = await queueBefore(async (_, envelope) => {
    if (!log.stored.has(5)) log.stored.set(5, await hashOf(envelope));
    return accepted(5);
  });
  const first = setTimeoutNever();
  await lines.add(text('a line'));
  await until(() => lines.lines[0].pos === 5);
  assert.deepEqual(lines.lines.map(({ state, pos }) => [state, pos]), [['sending', 5]]);
  assert.equal(log.kept.size, 1);
  log.shown = log.stored;
  await lines.settle();
  assert.deepEqual([lines.lines.length, log.kept.size], [0, 0]);
  first();
});

test('a line that does not stand where the server says goes again under the same id, then is kept as not sent', async () => {
  const ids = new Set();
  const { lines, sent } = await queueBefore(async (id) => (ids.add(id), log.shown.set(5, 'somebody else’s'), accepted(5)));
  const end = failed(lines);
  await lines.add(text('a line'));
  assert.equal((await end).reason, NOT_SHOWN);
  await until(() => log.kept.get(lines.lines[0].clientId).content.failed === NOT_SHOWN);
  assert.deepEqual([sent(), ids.size, log.kept.size], [3, 1, 1]);
});

test('a number that never comes is looked for, then the line goes again', async () => {
  const { lines, sent } = await queueBefore(async () => accepted(1e9));
  const end = failed(lines);
  await lines.add(text('a line'));
  assert.equal((await end).reason, NOT_SHOWN);
  assert.equal(sent(), 3);
});

test('a false number harms nothing where the message stands elsewhere', async () => {
  const { lines, sent } = await queueBefore(async (_, envelope) => (log.shown.set(3, 'another'), log.shown.set(6, await hashOf(envelope)), accepted(3)));
  await lines.add(text('a line'));
  await until(() => lines.lines.length === 0 && log.kept.size === 0);
  assert.equal(sent(), 1);
});

test('a message that stands in the log is done, though no answer ever comes', async () => {
  const { lines, sent } = await queueBefore(async (_, envelope) => {
    log.shown.set(6, await hashOf(envelope));
    throw new Problem({ code: 'unreachable', title: 'no answer' });
  });
  await lines.add(text('a line'));
  await until(() => lines.lines.length === 0);
  assert.equal(sent(), 1);
});

test('an answer that never comes holds nothing back once the message stands in the log', async () => {
  const { lines, sent } = await queueBefore(async (_, envelope, count) => {
    log.shown.set(count, await hashOf(envelope));
    setImmediate(() => lines.settle());
    return new Promise(() => {});
  });
  await lines.add(text('one'));
  await lines.add(text('two'));
  await until(() => lines.lines.length === 0);
  assert.equal(sent(), 2);
});

test('after a reload a line that already stands in the log is not sent again', async () => {
  const { lines, sent } = await queueBefore(async () => accepted(9));
  log.shown.set(6, 'from before');
  lines.restore([{ clientId: 'c', roomId: 'room', content: text('from before', 1), at: 1 }]);
  await lines.settle();
  await lines.pump();
  assert.deepEqual([lines.lines.length, sent()], [0, 0]);
});

const REF = /** @type {[number, string]} */ ([3, 'AAECAwQFBgcICQoLDA0ODw==']);
const PERSON = '11111111-2222-4333-8444-555555555555';

test('a text is said as it was typed, but for halves of surrogate pairs', async () => {
  const lines = queue([]);
  const said = lines.say('a\ud83d 😀');
  assert.equal(lines.lines[0].content.b, 'a\ufffd 😀');
  lines.lines = [];
  await said;
});

test('edits, reactions and pins go quietly, and who is mentioned is named', async () => {
  const { lines, told } = await queueBefore(async (_, envelope, count) => (log.shown.set(count, await hashOf(envelope)), accepted(count)));
  await lines.add(text('a message'));
  await lines.add({ ...text('@everyone'), mn: 'room' });
  await lines.add({ t: 'edit', of: REF, b: 'better, @bob', at: 1, mn: [PERSON] });
  await lines.add({ t: 'react', of: REF, e: '👍', on: true, at: 1 });
  await lines.add({ t: 'pin', of: REF, on: true, at: 1 });
  await until(() => lines.lines.length === 0 && told.length === 5);
  assert.deepEqual(told, [{}, { alert: 'room' }, { quiet: true, alert: [PERSON] }, { quiet: true }, { quiet: true }]);
});

test('what waits is kept as content and goes again after a reload', async () => {
  const content = /** @type {const} */ ({ t: 'react', of: REF, e: '👍', on: true, at: 7 });
  const { lines } = await queueBefore(async () => ({ type: 'refused', code: 'bad-envelope', title: 'no' }));
  const end = failed(lines);
  await lines.add(content);
  await end;
  await until(() => log.kept.get(lines.lines[0].clientId)?.content.failed === 'bad-envelope');
  const db = /** @type {any} */ ({ all: async () => [...log.kept.values()], unlock: async (/** @type {any} */ kept) => kept });
  const [kept] = await unsent(db);
  assert.deepEqual(kept, { clientId: lines.lines[0].clientId, roomId: 'room', content, at: 7, failed: 'bad-envelope' });
  const next = await queueBefore(async (_, envelope) => (log.shown.set(1, await hashOf(envelope)), accepted(1)));
  next.lines.restore([{ ...kept, failed: undefined }]);
  await next.lines.pump();
  await until(() => next.lines.lines.length === 0);
  assert.deepEqual(next.told, [{ quiet: true }]);
});

test('a text that a page of an earlier version left is still sent', async () => {
  const left = { clientId: 'c', roomId: 'room', content: { text: 'from before', at: 5 } };
  const kept = await unsent(/** @type {any} */ ({ all: async () => [left], unlock: async (/** @type {any} */ content) => content }));
  assert.deepEqual(kept, [{ clientId: 'c', roomId: 'room', at: 5, content: { t: 'text', b: 'from before', at: 5 } }]);
  const { lines, sent } = await queueBefore(async (_, envelope) => (log.shown.set(1, await hashOf(envelope)), accepted(1)));
  lines.restore(kept);
  await lines.pump();
  await until(() => lines.lines.length === 0);
  assert.equal(sent(), 1);
});

/** Timers wait until they are let go. */
function setTimeoutNever() {
  const before = globalThis.setTimeout;
  globalThis.setTimeout = /** @type {any} */ (() => 0);
  return () => (globalThis.setTimeout = before);
}
