// What the page makes of a room's events: the cases of ledger.json and ledger-boxes.json in src/test/resources/vectors,
// which the server's rules are held to as well (LedgerVectorsTest).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ledger } from '../../../../main/resources/static/js/core/room/ledger.js';
import { policyOf } from '../../../../main/resources/static/js/core/room/policy.js';
import { retentionOf } from '../../../../main/resources/static/js/core/room/retention.js';
import { StateHolder } from '../../../../main/resources/static/js/core/room/state.js';
import { fromBase64, toBase64 } from '../../../../main/resources/static/js/protocol/bytes.js';
import { readIdentity } from '../../../../main/resources/static/js/protocol/structures.js';

const read = (/** @type {string} */ name) => JSON.parse(readFileSync(new URL(`../../../resources/vectors/${name}.json`, import.meta.url), 'utf8'));
const [vectors, boxes] = [read('ledger'), read('ledger-boxes')];
const cases = [...vectors.cases, ...boxes.cases];
/** @type {Map<string, any>} */
const identities = new Map([...vectors.identities, ...boxes.identities].map((/** @type {any} */ i) => [i.identityId, { ...i, ...readIdentity(fromBase64(i.record)) }]));

/** What the page knows of people, without a server. */
const directory = /** @type {any} */ ({
  identity: async (/** @type {string} */ id) => {
    const found = identities.get(id);
    if (!found) throw new Error(`nobody has the identity ${id}`);
    return found;
  },
  serverKey: async () => fromBase64(vectors.server.edKey),
  relation: async (/** @type {string} */ _userId, /** @type {string} */ from, /** @type {string} */ to) => {
    if (from === to) return 'same';
    const next = identities.get(to);
    return next?.before === from && next.follows ? 'successor' : 'unknown';
  },
});

/** The log of a case, as far as the page knows it. @param {any[]} log */
const writtenIn = (log) => async (/** @type {number} */ pos) => {
  const entry = log.find((one) => one.pos === pos);
  return entry ? { isMessage: entry.userId !== null, hash: toBase64(fromBase64(entry.hash).slice(0, 16)), userId: entry.erased ? null : entry.userId } : null;
};

/** @param {string[]} events @param {{positions?: number[], log?: any[]}} [places] */
async function take(events, { positions, log = [] } = {}, state = new StateHolder()) {
  const ledger = new Ledger(vectors.roomId, directory, state, writtenIn(log));
  await ledger.take(events.map((event, i) => ({ pos: positions?.[i] ?? i + 1, bytes: fromBase64(event) })));
  return ledger;
}

const byUser = (/** @type {any} */ a, /** @type {any} */ b) => (a.userId < b.userId ? -1 : 1);

for (const { name, events, then, refused, ...places } of cases) {
  if (then) {
    test(`taken in: ${name}`, async () => {
      const state = new StateHolder();
      const ledger = await take(events, places, state);
      assert.equal(ledger.broken, null);
      assert.equal(state.now.people.topic, then.topic);
      assert.equal(policyOf(state.now.people), then.policy);
      assert.equal(retentionOf(state.now.people), then.retention);
      assert.deepEqual([...ledger.deletions.upFrom()].map(([pos]) => pos), then.deleted);
      const { mode, name: called, fullHistory } = ledger;
      assert.deepEqual({ mode, name: called, fullHistory }, { mode: then.mode, name: then.name, fullHistory: then.fullHistory });
      const members = [...ledger.members.values()].map(({ userId, identityId, role, joinedPos, suspended }) => ({ userId, role, joinedPos, suspended, identityId }));
      assert.deepEqual(members.sort(byUser), then.members.sort(byUser));
      const invitations = [...ledger.invitations].map(([userId, { by }]) => ({ userId, by }));
      assert.deepEqual(invitations.sort(byUser), then.invitations.sort(byUser));
      const rows = then.members.filter((/** @type {any} */ m) => !m.suspended).map(({ userId, identityId, role }) => ({ userId, identityId, role }));
      assert.deepEqual(ledger.rowsAt(Infinity), rows);
      const opened = [...state.now.people.boxes.values()].map(({ box, webhook, key, name: label, closedPos }) => ({ box, kind: webhook ? 1 : 0, key: toBase64(key), name: label, open: closedPos === null }));
      assert.deepEqual(opened, then.boxes ?? []);
    });
  } else {
    test(`refused: ${name}`, async () => {
      const ledger = await take(events, places);
      assert.equal(ledger.broken?.rule ?? null, refused.reader);
      if (refused.reader) assert.equal(ledger.broken?.pos, places.positions?.at(-1) ?? events.length);
      const before = await take(events.slice(0, -1), places);
      assert.equal(before.broken, null);
      if (!refused.reader) return;
      assert.deepEqual([...ledger.members], [...before.members]);
      assert.deepEqual([...ledger.invitations], [...before.invitations]);
    });
  }
}

test('more is refused than taken in', () => {
  const taken = cases.filter((/** @type {any} */ c) => c.then).length;
  assert.ok(cases.length - taken > taken);
});

const called = (/** @type {string} */ name) => vectors.cases.find((/** @type {any} */ c) => c.name === name).events;

test('each event of suspension ends the epoch', async () => {
  const ledger = await take(called('a member who is back is in the rows'));
  assert.equal(ledger.endsBetween(3, 5), true);
  assert.equal(ledger.endsBetween(4, 6), true);
});

test('rows and standing are those of the number asked about', async () => {
  const ledger = await take(called('a member who is back is in the rows'));
  const bob = vectors.people.bob;
  assert.deepEqual([4, 5, 6].map((pos) => ledger.wasSuspended(bob, pos)), [false, true, false]);
  assert.deepEqual([4, 5, 6].map((pos) => ledger.wasMember(bob, pos)), [true, false, true]);
});

test('who was removed while suspended is not suspended when invited again', async () => {
  const ledger = await take(called('removed while suspended, and back by a new invitation'));
  assert.equal(ledger.wasSuspended(vectors.people.bob, Infinity), false);
});

test('nobody vouches for another identity than the one invited', async () => {
  const other = await take(called('another identity than the one invited joins, and nobody vouches for it'));
  assert.equal(other.members.get(vectors.people.bob)?.vouched, false);
  const successor = await take(called('a successor of the identity invited is vouched for'));
  assert.equal(successor.members.get(vectors.people.bob)?.vouched, true);
});
