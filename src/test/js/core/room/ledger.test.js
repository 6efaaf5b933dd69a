// What a room's events say of its members' identities.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { signEvent } from '../../../../main/resources/static/js/crypto/events.js';
import { sha256 } from '../../../../main/resources/static/js/crypto/primitives.js';
import { Ledger } from '../../../../main/resources/static/js/core/room/ledger.js';
import { NOBODY } from '../../../../main/resources/static/js/protocol/room-structures.js';

const ROOM = crypto.randomUUID();
const [ALICE, BOB] = [crypto.randomUUID(), crypto.randomUUID()];
const SERVER = crypto.randomUUID();
/** Identities by name: three of Bob, each signed by the one before, and one after a reset. @type {Record<string, any>} */
const identities = {};

async function identity(/** @type {string} */ userId, /** @type {number} */ index) {
  const pair = /** @type {CryptoKeyPair} */ (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']));
  const edKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  return { id: crypto.randomUUID(), userId, index, edKey, signing: pair.privateKey };
}

before(async () => {
  Object.assign(identities, {
    alice: await identity(ALICE, 0), server: await identity(NOBODY, 0),
    bob0: await identity(BOB, 0), bob1: await identity(BOB, 1), bob2: await identity(BOB, 2), reset: await identity(BOB, 3),
  });
  identities.server.id = SERVER;
});

const byId = (/** @type {string} */ id) => Object.values(identities).find((i) => i.id === id);
const directory = /** @type {any} */ ({
  identity: async (/** @type {string} */ id) => byId(id),
  serverKey: async () => identities.server.edKey,
  relation: async (/** @type {string} */ _, /** @type {string} */ from, /** @type {string} */ to) => {
    const [a, b] = [byId(from).index, byId(to).index];
    if (a === b) return 'same';
    if (a > b) return 'former';
    return b === 3 ? 'reset' : 'successor';
  },
});

/** A ledger that has taken in these changes. @param {[signer: any, kind: any, subject: string, data: object][]} changes */
async function ledgerOf(changes) {
  const ledger = new Ledger(ROOM, directory);
  let prevEvent = new Uint8Array(32);
  for (const [i, [signer, kind, subject, data]] of changes.entries()) {
    const event = { roomId: ROOM, kind, time: i, prevEvent, actor: signer.userId, actorIdentity: signer.id, subject, data };
    const bytes = await signEvent(event, signer.signing);
    await ledger.take([{ pos: i + 1, bytes }]);
    prevEvent = await sha256(bytes);
  }
  return ledger;
}

const LATE = 1000;
/** @param {any} invited @param {any} joining @returns {any[]} */
const begin = (invited, joining) => [
  [identities.alice, 'created', ALICE, { mode: 2, name: 'Plan' }],
  [identities.alice, 'invited', BOB, { identityId: invited?.id ?? null, expires: LATE }],
  [joining, 'joined', BOB, { identityId: joining.id }],
];
const announced = (/** @type {any} */ next) => [identities.server, 'identity', BOB, { identityId: next.id }];
const standing = (/** @type {Ledger} */ ledger) => {
  const { vouched, latest } = /** @type {any} */ (ledger.members.get(BOB));
  return { broken: ledger.broken?.rule ?? null, vouched, latest };
};

test('a successor is vouched for', async () => {
  const { bob0, bob1 } = identities;
  assert.deepEqual(standing(await ledgerOf([...begin(bob0, bob0), announced(bob1)])), { broken: null, vouched: true, latest: 1 });
});

test('a former identity that is set again is not vouched for, one step back or two', async () => {
  const { bob0, bob1, bob2 } = identities;
  for (const former of [bob0, bob1]) {
    const ledger = await ledgerOf([...begin(bob2, bob2), announced(former)]);
    assert.deepEqual(standing(ledger), { broken: null, vouched: false, latest: 2 });
    assert.equal(ledger.resets.get(4), 'former');
  }
});

test('nor is one that lies between two that the room has named', async () => {
  const { bob0, bob1, bob2 } = identities;
  const ledger = await ledgerOf([...begin(bob0, bob0), announced(bob2), announced(bob1)]);
  assert.deepEqual(standing(ledger), { broken: null, vouched: false, latest: 2 });
});

test('who joins with a former identity of the one invited is not vouched for', async () => {
  const { bob0, bob1, bob2 } = identities;
  assert.deepEqual(standing(await ledgerOf(begin(bob1, bob0))), { broken: null, vouched: false, latest: 1 });
  assert.deepEqual(standing(await ledgerOf(begin(bob1, bob2))), { broken: null, vouched: true, latest: 2 });
});

test('nor is who comes back with an identity from before they left', async () => {
  const { alice, bob0, bob1 } = identities;
  const back = [[alice, 'removed', BOB, {}], [alice, 'invited', BOB, { identityId: null, expires: LATE }], [bob0, 'joined', BOB, { identityId: bob0.id }]];
  const ledger = await ledgerOf([...begin(bob1, bob1), .../** @type {any[]} */ (back)]);
  assert.deepEqual(standing(ledger), { broken: null, vouched: false, latest: 1 });
});

test('the present identity announced once more breaks the room', async () => {
  const { bob1 } = identities;
  assert.equal(standing(await ledgerOf([...begin(bob1, bob1), announced(bob1)])).broken, 'identity-again');
});

test('a reset is not vouched for', async () => {
  const { bob2, reset } = identities;
  const ledger = await ledgerOf([...begin(bob2, bob2), announced(reset)]);
  assert.deepEqual(standing(ledger), { broken: null, vouched: false, latest: 3 });
  assert.equal(ledger.resets.get(4), 'reset');
});

test('an event of a kind that only a newer version knows is named as such, and nothing after it is believed', async () => {
  const { alice } = identities;
  const ledger = await ledgerOf([[alice, 'created', ALICE, { mode: 2, name: 'Room' }]]);
  const known = await signEvent({ roomId: ROOM, kind: 'renamed', time: 2, prevEvent: ledger.head, actor: ALICE, actorIdentity: alice.id, subject: NOBODY, data: { name: 'New' } }, alice.signing);
  const newer = known.slice();
  newer[21] = 99;
  await ledger.take([{ pos: 2, bytes: newer }, { pos: 3, bytes: known }]);
  assert.deepEqual([ledger.broken?.rule, ledger.broken?.pos, ledger.name], ['newer-event', 2, 'Room']);
});

test('bytes of a known kind that nobody has signed are never called newer', async () => {
  const { alice } = identities;
  const ledger = await ledgerOf([[alice, 'created', ALICE, { mode: 2, name: 'Room' }]]);
  const known = await signEvent({ roomId: ROOM, kind: 'renamed', time: 2, prevEvent: ledger.head, actor: ALICE, actorIdentity: alice.id, subject: NOBODY, data: { name: 'New' } }, alice.signing);
  known[known.length - 1] ^= 1;
  await ledger.take([{ pos: 2, bytes: known }]);
  assert.equal(ledger.broken?.rule, 'signature');
});
