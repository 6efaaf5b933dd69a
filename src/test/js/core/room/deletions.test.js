// Deletions as the log shows them: whatever comes first, the event or the message, nothing of the message is left.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { fakePlatform } from '../../fake-platform.js';
import { WrittenEntries } from '../../../../main/resources/static/js/core/room/deletions.js';
import { Log } from '../../../../main/resources/static/js/core/room/log.js';
import { StateHolder, deletionAt, pictureAt, unreadAfter } from '../../../../main/resources/static/js/core/room/state.js';
import { Timeline } from '../../../../main/resources/static/js/core/room/timeline.js';
import { Withheld } from '../../../../main/resources/static/js/core/room/withheld.js';
import { Witnesses } from '../../../../main/resources/static/js/core/trust/witnesses.js';
import { hkdfKey, sha256 } from '../../../../main/resources/static/js/crypto/primitives.js';
import { Sealer } from '../../../../main/resources/static/js/crypto/seal.js';
import { firstHash } from '../../../../main/resources/static/js/crypto/transcript.js';
import { concat, toBase64 } from '../../../../main/resources/static/js/protocol/bytes.js';
import { writeEvent } from '../../../../main/resources/static/js/protocol/room-structures.js';

const ROOM = '00000000-0000-4000-8000-000000000001';
const [ALICE, BOB, BOBS] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
const DELETED = 5;

/** A message, an edit of it, a reaction, another message, the event that deletes the first three, and a repetition of the first. @type {any[]} */
let entries;
/** @type {any} */
let epoch;
/** @type {Uint8Array} */
let edKey;

const ref = async (/** @type {Uint8Array} */ bytes) => toBase64((await sha256(bytes)).slice(0, 16));

before(async () => {
  const pair = /** @type {CryptoKeyPair} */ (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']));
  edKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  epoch = { record: { roomId: ROOM, epoch: 1, hash: new Uint8Array(32), logPos: 0, rows: [{ userId: BOB, identityId: BOBS, role: 0 }] }, secret: await hkdfKey(new Uint8Array(32)) };
  const sealer = new Sealer(epoch, /** @type {any} */ ({ identityId: BOBS, signing: pair.privateKey }));
  const seal = async (/** @type {any} */ content) => sealer.seal(content, { pos: 0, hash: await firstHash(ROOM) });
  const text = await seal({ t: 'text', b: 'a secret', at: 1 });
  const of = [1, await ref(text)];
  const edit = await seal({ t: 'edit', of, b: 'another secret', at: 2 });
  const reaction = await seal({ t: 'react', of, e: '👍', on: true, at: 3 });
  const kept = await seal({ t: 'text', b: 'kept', at: 4 });
  const messages = await Promise.all([text, edit, reaction].map(async (bytes, i) => ({ pos: i + 1, hash: await ref(bytes) })));
  const event = concat(writeEvent({
    roomId: ROOM, kind: 'deleted', time: 5, prevEvent: new Uint8Array(32), actor: BOB, actorIdentity: BOBS, subject: BOB, data: { messages, files: [] },
  }), new Uint8Array(64));
  entries = await Promise.all([text, edit, reaction, kept, event, text].map(async (bytes, i) => (
    { pos: i + 1, type: i + 1 === DELETED ? 3 : 1, at: i + 1, bytes, entryHash: await sha256(bytes), quiet: i === 1 || i === 2, messages })));
});

/** @param {{withoutBytes?: boolean}} [how] */
async function aRoom({ withoutBytes = false } = {}) {
  const [log, state] = [new Log(ROOM), new StateHolder()];
  const served = entries.map(({ pos, type, at, bytes, entryHash, quiet }) => (
    { pos, type, at, ...(quiet ? { quiet } : {}), ...(withoutBytes && pos < 4 ? { hash: toBase64(entryHash) } : { entry: toBase64(bytes) }) }));
  await log.load(Promise.resolve(/** @type {any} */ ({ before: toBase64(await firstHash(ROOM)), entries: served, head: 6 })));
  const directory = /** @type {any} */ ({ identity: async () => ({ userId: BOB, edKey }), person: async (/** @type {string} */ userId) => ({ userId, displayName: 'Bob' }) });
  const events = new Set();
  const timeline = new Timeline(/** @type {any} */ ({ expiry: { until: -Infinity, has: () => false, mayHave: () => false },
    log, state, directory, witnesses: new Witnesses(ALICE), isOwed: () => true,
    keys: { key: async () => epoch, accepted: (/** @type {number} */ number) => (number === 1 ? epoch.record : null) },
    ledger: { endsBetween: () => false, hasEvent: (/** @type {number} */ pos) => events.has(pos) },
  }), { userId: ALICE, identities: [] });
  /** The ledger takes the event in. */
  const learn = async () => {
    if (events.has(DELETED)) return;
    events.add(DELETED);
    const { entryHash, messages } = entries[DELETED - 1];
    state.take(/** @type {any} */ ({ kind: 'event', pos: DELETED, hash: entryHash, facts: {}, event: { kind: 'deleted', actor: BOB, subject: BOB, data: { messages } } }));
  };
  const add = async (/** @type {number[]} */ positions) => {
    if (positions.includes(DELETED)) await learn();
    await timeline.add(positions.map((pos) => /** @type {any} */ (log.at(pos))));
  };
  return { log, state, timeline, learn, add, written: new WrittenEntries(log, directory, (pos) => timeline.senderAt(pos)) };
}

/** Each order of these. @param {number[]} all @returns {number[][]} */
const orders = (all) => (all.length < 2 ? [all] : all.flatMap((one) => orders(all.filter((other) => other !== one)).map((rest) => [one, ...rest])));

const kinds = (/** @type {StateHolder} */ state) => [1, 2, 3, 4, 6].map((pos) => {
  const item = state.now.items.get(pos);
  return item?.kind === 'locked' ? item.reason : item?.kind;
}).join(' ');

const GONE = 'deleted deleted deleted message repeated';

for (const withoutBytes of [false, true]) {
  test(`in every order of pages the same is left, ${withoutBytes ? 'where the server sends hashes' : 'where it sent the bytes before'}`, async () => {
    for (const order of orders([1, 2, 3, 4, DELETED])) {
      const { add, state, log } = await aRoom({ withoutBytes });
      for (const pos of order) await add([pos]);
      await add([6]);
      assert.equal(kinds(state), GONE, order.join());
      assert.deepEqual([1, 2, 3].map((pos) => log.at(pos)?.bytes), [null, null, null], order.join());
      assert.equal(JSON.stringify([...state.now.items.upFrom()]).includes('secret'), false);
      assert.deepEqual([pictureAt(state.now, 1), deletionAt(state.now, 1)?.of, deletionAt(state.now, 4)], [null, BOB, undefined]);
      assert.equal(state.now.relations.size, 0);
      assert.equal(unreadAfter(state.now, 0), 2, 'what is kept, and what is locked');
    }
  });
}

test('a message is withheld until the event that deletes it is read', async () => {
  const { add, log, timeline, state, learn } = await aRoom({ withoutBytes: true });
  fakePlatform({ request: async () => ({ before: '', head: 6, entries: [] }) });
  const withheld = new Withheld(log, timeline, () => 0);
  await add([1, 4]);
  await withheld.refill(withheld.fresh);
  assert.deepEqual([kinds(state).split(' ')[0], withheld.count], ['withheld', 1]);
  const asking = new Withheld(log, timeline, () => 0, learn);
  await asking.refill(asking.fresh);
  assert.deepEqual([kinds(state).split(' ')[0], asking.count], ['deleted', 0]);
  withheld.settle();
  assert.equal(withheld.count, 0);
});

test('a deletion that names something else than the log has is found, also when that comes later', async () => {
  const { add, learn, state, log, written } = await aRoom();
  await learn();
  assert.equal(await written.contradicting(log.entries, state.now.people.deletions), null);
  const others = /** @type {any} */ ({ get: (/** @type {number} */ pos) => (pos === 4 ? { hash: 'x', of: BOB, by: BOB, pos: 9 } : undefined) });
  assert.equal((await written.contradicting(log.entries, others))?.pos, 9, 'another hash');
  const hash = toBase64(entries[3].entryHash.slice(0, 16));
  const ofAlice = /** @type {any} */ ({ get: (/** @type {number} */ pos) => (pos === 4 ? { hash, of: ALICE, by: ALICE, pos: 9 } : undefined) });
  assert.equal((await written.contradicting(log.entries, ofAlice))?.pos, 9, 'another sender');
  await add([4]);
  log.close(4);
  assert.equal((await written.contradicting(log.entries, ofAlice))?.pos, 9, 'another sender, whose bytes are not kept');
});
