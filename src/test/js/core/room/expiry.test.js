// Messages that expire, as the log shows them: nothing of them is left, whether the server still serves them or not.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { fakePlatform } from '../../fake-platform.js';
import { Expiring } from '../../../../main/resources/static/js/core/room/expiring.js';
import { Expiry } from '../../../../main/resources/static/js/core/room/expiry.js';
import { Log } from '../../../../main/resources/static/js/core/room/log.js';
import { EMPTY, StateHolder, allRows, applyAll, isGoneAt, pictureAt, unreadAfter } from '../../../../main/resources/static/js/core/room/state.js';
import { Timeline } from '../../../../main/resources/static/js/core/room/timeline.js';
import { Withheld } from '../../../../main/resources/static/js/core/room/withheld.js';
import { Witnesses } from '../../../../main/resources/static/js/core/trust/witnesses.js';
import { hkdfKey, sha256 } from '../../../../main/resources/static/js/crypto/primitives.js';
import { Sealer } from '../../../../main/resources/static/js/crypto/seal.js';
import { firstHash } from '../../../../main/resources/static/js/crypto/transcript.js';
import { toBase64 } from '../../../../main/resources/static/js/protocol/bytes.js';

const ROOM = '00000000-0000-4000-8000-000000000001';
const [ALICE, BOB, BOBS] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
const HOUR = 3600_000;
const T = 1_750_000_000_000;
/** When the entries came, in hours after T. */
const HOURS = [0, 0, 2, 3, 4, 5];

/** A message, an edit of it, a reaction two hours later, another message, an entry that is none, and a repetition of the first. @type {any[]} */
let entries;
/** @type {any} */
let epoch;
/** @type {Uint8Array} */
let edKey;

const ref = async (/** @type {Uint8Array} */ bytes) => toBase64((await sha256(bytes)).slice(0, 16));

before(async () => {
  const pair = /** @type {CryptoKeyPair} */ (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']));
  edKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  epoch = { record: { roomId: ROOM, epoch: 1, hash: new Uint8Array(32), logPos: 0, time: T, rows: [{ userId: BOB, identityId: BOBS, role: 0 }] }, secret: await hkdfKey(new Uint8Array(32)) };
  const sealer = new Sealer(epoch, /** @type {any} */ ({ identityId: BOBS, signing: pair.privateKey }));
  const seal = async (/** @type {any} */ content) => sealer.seal(content, { pos: 0, hash: await firstHash(ROOM) });
  const text = await seal({ t: 'text', b: 'a secret', at: 1 });
  const of = [1, await ref(text)];
  const edit = await seal({ t: 'edit', of, b: 'another secret', at: 2 });
  const reaction = await seal({ t: 'react', of, e: '👍', on: true, at: 3 });
  const kept = await seal({ t: 'text', b: 'kept', at: 4 });
  entries = await Promise.all([text, edit, reaction, kept, kept, text].map(async (bytes, i) => (
    { pos: i + 1, type: i === 4 ? 9 : 1, at: T + HOURS[i] * HOUR, bytes, entryHash: await sha256(bytes), quiet: i === 1 || i === 2 })));
});

/** @param {{withoutBytes?: number[], seconds?: number}} [how] `withoutBytes` has the positions of what the server serves as hashes */
async function aRoom({ withoutBytes = [], seconds = 24 * 3600 } = {}) {
  const [log, state, clock] = [new Log(ROOM), new StateHolder(), { now: T + 5 * HOUR }];
  const served = entries.map(({ pos, type, at, bytes, entryHash, quiet }) => (
    { pos, type, at, ...(quiet ? { quiet } : {}), ...(withoutBytes.includes(pos) ? { hash: toBase64(entryHash) } : { entry: toBase64(bytes) }) }));
  await log.load(Promise.resolve(/** @type {any} */ ({ before: toBase64(await firstHash(ROOM)), entries: served, head: 6 })));
  const directory = /** @type {any} */ ({ identity: async () => ({ userId: BOB, edKey }), person: async (/** @type {string} */ userId) => ({ userId, displayName: 'Bob' }) });
  const expiry = new Expiry(state, () => [epoch.record], () => clock.now);
  const timeline = new Timeline(/** @type {any} */ ({
    expiry, log, state, directory, witnesses: new Witnesses(ALICE), isOwed: () => true,
    keys: { key: async () => epoch, accepted: (/** @type {number} */ number) => (number === 1 ? epoch.record : null) },
    ledger: { endsBetween: () => false, hasEvent: () => false },
  }), { userId: ALICE, identities: [] });
  const set = (/** @type {number} */ after) => state.take(/** @type {any} */ ({ kind: 'event', pos: 7, hash: new Uint8Array(32), facts: {}, event: { kind: 'retention', actor: BOB, subject: BOB, time: T + 5 * HOUR, data: { seconds: after } } }));
  if (seconds > 0) set(seconds);
  const add = async (/** @type {number[]} */ positions) => timeline.add(positions.map((pos) => /** @type {any} */ (log.at(pos))));
  return { log, state, timeline, add, clock, set };
}

const kinds = (/** @type {StateHolder} */ state, positions = [1, 2, 3, 4]) => positions.map((pos) => {
  const item = state.now.items.get(pos);
  return item?.kind === 'locked' ? item.reason : item?.kind;
}).join(' ');

test('a message goes at its time, with what refers to it, and says when the next one goes', async () => {
  const { add, state, timeline, clock, log } = await aRoom();
  await add([1, 2, 3, 4]);
  clock.now = T + 24 * HOUR - 1;
  assert.deepEqual(timeline.expire(), { dropped: [], next: T });
  assert.equal(kinds(state), 'message relation relation message');
  clock.now = T + 24 * HOUR;
  const { dropped, next } = timeline.expire();
  assert.deepEqual([dropped.map(({ pos }) => pos), next], [[1, 2], T + 2 * HOUR]);
  assert.equal(kinds(state), 'expired expired expired message', 'the reaction has nothing left to refer to');
  assert.deepEqual([1, 2, 3, 4].map((pos) => log.at(pos)?.bytes === null), [true, true, true, false]);
  assert.equal(JSON.stringify([...state.now.items.upFrom()]).includes('secret'), false);
  assert.deepEqual([pictureAt(state.now, 1), state.now.relations.size, isGoneAt(state.now, 1), unreadAfter(state.now, 0)], [null, 0, true, 1]);
  assert.deepEqual(allRows(state.now).map(({ pos }) => pos), [4]);
  assert.deepEqual(timeline.expire(), { dropped: [], next: T + 3 * HOUR });
});

test('a repetition of it is not shown', async () => {
  const { add, state, timeline, clock } = await aRoom();
  await add([1, 2, 3, 4]);
  clock.now = T + 24 * HOUR;
  timeline.expire();
  await add([6]);
  assert.equal(kinds(state, [6]), 'repeated');
});

test('what has expired is dropped though the server serves its bytes', async () => {
  const { add, state, log, clock } = await aRoom();
  clock.now = T + 25 * HOUR;
  await add([1, 2, 3, 4]);
  assert.equal(kinds(state), 'expired expired relation message');
  assert.equal(log.at(1)?.bytes, null);
  assert.equal(JSON.stringify([...state.now.items.upFrom()]).includes('secret'), false);
});

test('a hash in place of a message is accepted where it has expired, and withheld otherwise', async () => {
  const { add, state, clock } = await aRoom({ withoutBytes: [1, 2, 4] });
  clock.now = T + 24 * HOUR - 2 * 60_000;
  await add([1, 2, 3, 4]);
  assert.equal(kinds(state), 'expired expired relation withheld');
});

test('where messages are kept, no hash is accepted', async () => {
  const { add, state, clock, log, timeline } = await aRoom({ withoutBytes: [1], seconds: 0 });
  clock.now = T + 1000 * HOUR;
  await add([1, 4]);
  assert.equal(kinds(state, [1, 4]), 'withheld message');
  fakePlatform({ request: async () => ({ before: '', head: 6, entries: [] }) });
  const withheld = new Withheld(log, timeline, () => 0);
  await withheld.refill(withheld.fresh);
  assert.equal(withheld.count, 1);
});

test('a shorter time takes effect at once, and a longer one brings nothing back', async () => {
  const { add, state, timeline, clock, set } = await aRoom();
  await add([1, 2, 3, 4]);
  clock.now = T + 5 * HOUR;
  set(3600);
  timeline.expire();
  assert.equal(kinds(state), 'expired expired expired expired');
  set(0);
  assert.deepEqual(timeline.expire(), { dropped: [], next: null });
  await timeline.retry();
  assert.equal(kinds(state), 'expired expired expired expired');
});

test('the root of a thread keeps a row for as long as it has replies', () => {
  const root = { kind: 'expired', key: 'p1', pos: 1, at: 1, quiet: false, hash: 'h' };
  const reply = { kind: 'message', key: 'p2', pos: 2, at: 2, isNews: true, target: { pos: 2, hash: 'r', th: [1, 'h'] } };
  const state = applyAll(EMPTY, /** @type {any[]} */ ([root, reply]));
  assert.deepEqual(allRows(state).map(({ pos }) => pos), [1, 2]);
  assert.deepEqual(allRows(applyAll(state, /** @type {any[]} */ ([{ ...root, key: 'p2', pos: 2, hash: 'r', th: [1, 'h'] }]))), []);
});

test('one timer waits for the next message, and not longer than a day', () => {
  /** @type {{millis: number, work: () => void}[]} */
  const timers = [];
  fakePlatform({ clock: { now: () => T, after: (/** @type {number} */ millis, /** @type {() => void} */ work) => timers.push({ millis, work }), cancel: (/** @type {number} */ timer) => (timers[timer - 1].millis = -1) } });
  const next = { at: /** @type {number|null} */ (T - HOUR) };
  const settled = { replies: 0 };
  const room = /** @type {any} */ ({
    isOpened: true, state: { people: { retentions: [{ pos: 2, seconds: 7200, time: T }] } }, replying: { settle: () => settled.replies++ }, threading: { settle: () => {} },
    verified: { forget: () => {}, timeline: { expire: () => ({ dropped: [{}], next: next.at }) } },
  });
  const expiring = new Expiring(room, /** @type {any} */ ({ actor: { now: () => T } }), () => {});
  expiring.settle();
  assert.deepEqual(timers.map(({ millis }) => millis), [HOUR]);
  next.at = T + 100 * HOUR;
  expiring.settle();
  assert.deepEqual(timers.map(({ millis }) => millis), [-1, 24 * HOUR], 'the first one is cancelled');
  next.at = null;
  expiring.settle();
  assert.deepEqual([timers.map(({ millis }) => millis), settled.replies], [[-1, -1], 3]);
});
