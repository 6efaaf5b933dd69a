// A line waits as long as the server is in trouble, and pauses for what is the line's own fault.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sha256 } from '../../../../main/resources/static/js/crypto/primitives.js';
import { NOT_IN_ROOM, NOT_SHOWN, SendQueue } from '../../../../main/resources/static/js/core/room/sendqueue.js';
import { fromBase64, toBase64 } from '../../../../main/resources/static/js/protocol/bytes.js';
import { fakePlatform } from '../../fake-platform.js';
import { Problem } from '../../../../main/resources/static/js/protocol/problems.js';

fakePlatform();

globalThis.setTimeout = /** @type {any} */ ((/** @type {() => void} */ then) => queueMicrotask(then));

let marks = 0;

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
  await lines.add('a line');
  await end;
  assert.deepEqual(codes, []);
});

test('a line is shown only when it is kept, and those after it wait for it', async () => {
  const stores = /** @type {(() => void)[]} */ ([]);
  const lines = queue(['bad-envelope', 'bad-envelope'], (then) => (stores.length < 2 ? stores.push(then) : then()));
  const first = lines.add('first');
  const second = lines.add('second');
  while (stores.length < 2) await null;
  assert.deepEqual(lines.pending, []);
  stores[1]();
  await second;
  assert.deepEqual(lines.pending.map((line) => line.text), ['second']);
  assert.equal(lines.pending[0].state, 'sending');
  const end = failed(lines);
  stores[0]();
  await first;
  assert.deepEqual(lines.pending.map((line) => line.text), ['first', 'second']);
  await end;
});

test('a store that fails keeps no line from going', async () => {
  const codes = ['bad-envelope'];
  const lines = queue(codes, (_, fails) => fails(new Error('full')));
  const end = failed(lines);
  await lines.add('a line');
  await end;
  assert.deepEqual(codes, []);
});

test('a line from when one was no member says so', async () => {
  const lines = queue(['not-found']);
  const end = failed(lines);
  await lines.add('a line');
  assert.equal((await end).reason, NOT_IN_ROOM);
});

test('what the server will never take pauses the line at once', async () => {
  const codes = ['bad-envelope', 'not-stored'];
  const lines = queue(codes);
  const end = failed(lines);
  await lines.add('a line');
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
  const wire = /** @type {any} */ ({
    isOnline: () => true, isBlocked: () => false, forgetEpoch: () => {}, reach: async () => {}, mark: () => `${++marks}`,
    own: { identityId: crypto.randomUUID(), signing: pair.privateKey },
    epoch: async () => ({ record: { roomId: crypto.randomUUID(), epoch: 1, hash: new Uint8Array(32) }, secret }),
    seen: async () => ({ pos: 0, hash: new Uint8Array(32) }),
    isInLog: (/** @type {any} */ line) => [...log.shown.values()].some((shown) => line.hashes.includes(shown) || (line.restored && shown === line.text)),
    holds: (/** @type {number} */ pos) => log.shown.has(pos),
    post: (/** @type {string} */ id, /** @type {string} */ envelope) => post(id, envelope, ++count),
  });
  const db = /** @type {any} */ ({
    lock: async (/** @type {any} */ content) => content,
    put: async (/** @type {string} */ _, /** @type {string} */ id, /** @type {any} */ value) => void log.kept.set(id, value),
    delete: async (/** @type {string} */ _, /** @type {string} */ id) => void log.kept.delete(id),
  });
  return { lines: new SendQueue('room', db, wire), sent: () => count };
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
  await lines.add('a line');
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
  await lines.add('a line');
  assert.equal((await end).reason, NOT_SHOWN);
  await until(() => log.kept.get(lines.lines[0].clientId).content.failed === NOT_SHOWN);
  assert.deepEqual([sent(), ids.size, log.kept.size], [3, 1, 1]);
});

test('a number that never comes is looked for, then the line goes again', async () => {
  const { lines, sent } = await queueBefore(async () => accepted(1e9));
  const end = failed(lines);
  await lines.add('a line');
  assert.equal((await end).reason, NOT_SHOWN);
  assert.equal(sent(), 3);
});

test('a false number harms nothing where the message stands elsewhere', async () => {
  const { lines, sent } = await queueBefore(async (_, envelope) => (log.shown.set(3, 'another'), log.shown.set(6, await hashOf(envelope)), accepted(3)));
  await lines.add('a line');
  await until(() => lines.lines.length === 0 && log.kept.size === 0);
  assert.equal(sent(), 1);
});

test('a message that stands in the log is done, though no answer ever comes', async () => {
  const { lines, sent } = await queueBefore(async (_, envelope) => {
    log.shown.set(6, await hashOf(envelope));
    throw new Problem({ code: 'unreachable', title: 'no answer' });
  });
  await lines.add('a line');
  await until(() => lines.lines.length === 0);
  assert.equal(sent(), 1);
});

test('an answer that never comes holds nothing back once the message stands in the log', async () => {
  const { lines, sent } = await queueBefore(async (_, envelope, count) => {
    log.shown.set(count, await hashOf(envelope));
    setImmediate(() => lines.settle());
    return new Promise(() => {});
  });
  await lines.add('one');
  await lines.add('two');
  await until(() => lines.lines.length === 0);
  assert.equal(sent(), 2);
});

test('after a reload a line that already stands in the log is not sent again', async () => {
  const { lines, sent } = await queueBefore(async () => accepted(9));
  log.shown.set(6, 'from before');
  lines.restore([{ clientId: 'c', roomId: 'room', text: 'from before', at: 1 }]);
  await lines.settle();
  await lines.pump();
  assert.deepEqual([lines.lines.length, sent()], [0, 0]);
});

/** Timers wait until they are let go. */
function setTimeoutNever() {
  const before = globalThis.setTimeout;
  globalThis.setTimeout = /** @type {any} */ (() => 0);
  return () => (globalThis.setTimeout = before);
}
