// Where only owners write, what another member sends is not shown, whatever they call it.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Growing } from '../../../../main/resources/static/js/core/room/growing.js';
import { NO_EVENTS } from '../../../../main/resources/static/js/core/room/member-state.js';
import { mayWriteAt, policyOf } from '../../../../main/resources/static/js/core/room/policy.js';
import { StateHolder, pinned } from '../../../../main/resources/static/js/core/room/state.js';
import { Timeline } from '../../../../main/resources/static/js/core/room/timeline.js';
import { Witnesses } from '../../../../main/resources/static/js/core/trust/witnesses.js';
import { hkdfKey, sha256 } from '../../../../main/resources/static/js/crypto/primitives.js';
import { Sealer } from '../../../../main/resources/static/js/crypto/seal.js';
import { toBase64 } from '../../../../main/resources/static/js/protocol/bytes.js';

const ROOM = crypto.randomUUID();
const [ALICE, BOB] = [crypto.randomUUID(), crypto.randomUUID()];
/** Identities by user. @type {Record<string, {identityId: string, signing: CryptoKey, edKey: Uint8Array}>} */
const keys = {};
/** @type {any} */
let epoch;

before(async () => {
  for (const user of [ALICE, BOB]) {
    const pair = /** @type {CryptoKeyPair} */ (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']));
    keys[user] = { identityId: crypto.randomUUID(), signing: pair.privateKey, edKey: new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)) };
  }
  const rows = [ALICE, BOB].map((userId) => ({ userId, identityId: keys[userId].identityId, role: 0 }));
  epoch = { record: { roomId: ROOM, epoch: 1, hash: new Uint8Array(32), logPos: 0, rows }, secret: await hkdfKey(new Uint8Array(32)) };
});

/** @param {{pos: number, userId: string, role: number}[]} roles @param {{pos: number, flags: number}[]} policies */
const peopleOf = (roles, policies) => roles.reduce((people, { pos, userId, role }) => ({ ...people, changes: people.changes.with({ pos, userId, row: { userId, identityId: '', role } }) }), { ...NO_EVENTS, policies, changes: /** @type {typeof NO_EVENTS.changes} */ (new Growing()) });

const ROLES = [{ pos: 1, userId: ALICE, role: 1 }, { pos: 2, userId: BOB, role: 0 }];

test('who is an owner, and what only they may do, counts as of the position', () => {
  const people = peopleOf([...ROLES, { pos: 30, userId: BOB, role: 1 }, { pos: 40, userId: BOB, role: 0 }], [{ pos: 10, flags: 1 }, { pos: 20, flags: 3 }, { pos: 50, flags: 0 }]);
  const bobMay = [19, 21, 30, 31, 41, 49, 51].map((pos) => mayWriteAt(people, BOB, pos));
  assert.deepEqual(bobMay, [true, false, false, true, false, false, true]);
  assert.equal(mayWriteAt(people, ALICE, 21), true);
  assert.equal(mayWriteAt(people, crypto.randomUUID(), 21), false);
  assert.deepEqual([policyOf(people), policyOf({ policies: people.policies.slice(0, 2) }), policyOf(NO_EVENTS)], [0, 3, 0]);
});

/** @typedef {[user: string, content: any, quiet?: boolean]} Sent */

/** A room where only owners write from position 12 on, with messages from position 11 on, taken in that order. @param {Sent[]} sent @param {(pos: number) => number} [order] */
async function roomOf(sent, order = (pos) => pos) {
  const state = new StateHolder();
  state.now = { ...state.now, people: peopleOf(ROLES, [{ pos: 12, flags: 2 }]) };
  const sealers = Object.fromEntries(Object.entries(keys).map(([user, own]) => [user, new Sealer(epoch, /** @type {any} */ (own))]));
  /** @type {any[]} */
  const entries = [];
  for (const [i, [user, content, quiet = false]] of sent.entries()) {
    const pos = i === 0 ? 11 : 12 + i;
    const first = entries[0] && toBase64(entries[0].entryHash.slice(0, 16));
    const bytes = await sealers[user].seal({ at: pos, ...content, ...(content.of && { of: [11, first] }) }, { pos: 0, hash: new Uint8Array(32) });
    entries.push({ pos, at: pos, type: 1, bytes, quiet, entryHash: await sha256(bytes) });
  }
  const ofUser = (/** @type {string} */ id) => Object.keys(keys).find((user) => keys[user].identityId === id) ?? '';
  const timeline = new Timeline(/** @type {any} */ ({ expiry: { until: -Infinity, has: () => false, mayHave: () => false },
    state, witnesses: new Witnesses(ALICE), isOwed: () => true,
    log: { first: 1, last: 100, hashAt: () => null, positionOf: () => null, at: (/** @type {number} */ pos) => entries.find((entry) => entry.pos === pos) },
    keys: { key: async () => epoch, accepted: (/** @type {number} */ number) => (number === 1 ? epoch.record : null) },
    ledger: { endsBetween: () => false },
    directory: { identity: async (/** @type {string} */ id) => ({ userId: ofUser(id), edKey: keys[ofUser(id)].edKey }), person: async (/** @type {string} */ userId) => ({ userId }) },
  }), { userId: ALICE, identities: [keys[ALICE].identityId] });
  for (const entry of [...entries].sort((a, b) => order(a.pos) - order(b.pos))) await timeline.add([entry]);
  return { state, timeline, shown: entries.map(({ pos }) => timeline.item(pos)).map((item) => (item?.kind === 'locked' ? item.reason : item?.kind)) };
}

const text = (/** @type {string} */ b) => ({ t: 'text', b });

test('a text by another member is not shown, even if it was sent as quiet', async () => {
  for (const order of [(/** @type {number} */ pos) => pos, (/** @type {number} */ pos) => -pos]) {
    const { shown, timeline } = await roomOf([[BOB, text('before')], [ALICE, text('news')], [BOB, text('me too'), true], [BOB, text('and me')]], order);
    assert.deepEqual(shown, ['message', 'message', order(1) > 0 ? 'not-allowed' : shown[2], order(1) > 0 ? 'not-allowed' : shown[3]]);
    assert.ok(!['message', 'relation'].includes(/** @type {any} */ (timeline.item(14)).kind));
  }
});

test('reactions of all and changes of what one has said count; pins count from owners alone', async () => {
  const of = [11, ''];
  const { shown, state, timeline } = await roomOf([
    [BOB, text('before')], [BOB, { t: 'edit', of, b: 'before, changed' }, true], [BOB, { t: 'react', of, e: '👍', on: true }, true], [BOB, { t: 'pin', of, on: true }, true],
  ]);
  assert.deepEqual(shown, ['message', 'relation', 'relation', 'relation'], 'a pin that counts for nothing has no row');
  assert.deepEqual([timeline.pictureAt(11)?.versions.length, timeline.pictureAt(11)?.reactions.length, pinned(state.now)], [2, 1, []]);
  const owned = await roomOf([[BOB, text('before')], [ALICE, { t: 'pin', of, on: true }, true], [BOB, { t: 'pin', of, on: false }, true]]);
  assert.deepEqual(pinned(owned.state.now), [11]);
});
