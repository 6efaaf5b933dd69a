// Nobody who asks for a key is forgotten, and nobody gets one unasked whom signatures do not vouch for.
import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import { FakeClock, fakePlatform } from '../../fake-platform.js';
import { RoomKeys } from '../../../../main/resources/static/js/core/room/room-keys.js';
import { Sharing } from '../../../../main/resources/static/js/core/room/sharing.js';
import { openGrant } from '../../../../main/resources/static/js/crypto/epochs.js';
import { openSeed, withNewSeed, wrapSeed } from '../../../../main/resources/static/js/crypto/letters.js';
import { sha256 } from '../../../../main/resources/static/js/crypto/primitives.js';
import { fromBase64 } from '../../../../main/resources/static/js/protocol/bytes.js';
import { grantNumber } from '../../../../main/resources/static/js/protocol/letters.js';
import { unreachable } from '../../../../main/resources/static/js/protocol/problems.js';
import { readEpoch, readGrant } from '../../../../main/resources/static/js/protocol/room-structures.js';
import { ROOM, directoryOf, epochs, ledgerOf, person, trustOf } from '../../people.js';

/** Alice has all keys; Bob stands in the rows; Carol joined later. @type {import('../../people.js').TestPerson[]} */
let people;
/** @type {Awaited<ReturnType<typeof epochs>>} */
let epochsMade;
/** A letterbox that Alice opened while Bob was there. @type {any} */
let box;
/** @type {FakeClock} */
let clock;
/** @type {{method: string, path: string, body: any}[]} */
let asked;
/** What members lack, as the server says. @type {any[]} */
let wanted;
/** @type {(path: string) => Promise<void>} */
let meanwhile;
/** How often the room's events and records were read. */
let learnt = 0;

before(async () => {
  people = await Promise.all([1, 2, 3].map(person));
  epochsMade = await epochs(people[0], people.slice(0, 2), 3);
  box = await withNewSeed(async (key, seed) => {
    const made = { roomId: ROOM, box: 1, key, hash: await sha256(Uint8Array.of(1)), pos: 25 };
    return { ...made, grant: await wrapSeed(seed, made, people[0]) };
  });
});

beforeEach(() => {
  asked = [];
  wanted = [];
  learnt = 0;
  meanwhile = async () => {};
  clock = new FakeClock();
  fakePlatform({ clock, request: async (method, path, body) => {
    asked.push({ method, path, body: body && JSON.parse(body) });
    await meanwhile(path);
    return path.includes('/grants?') ? epochsMade.answer(path, people[0]) : { wanted: [...wanted], shared: [] };
  } });
});

const wish = (/** @type {number} */ who, epoch = 2, identityId = people[who].identityId) => ({ userId: people[who].userId, identityId, epoch, since: 0 });

/** Alice’s sharing in a room whose events say this. */
async function sharing({ fullHistory = false, verdict = 'fine', closedPos = /** @type {number|null} */ (null), change = (/** @type {any} */ _) => {} } = {}) {
  const members = people.slice(0, 2);
  const directory = /** @type {any} */ (directoryOf(people));
  const trust = /** @type {any} */ (trustOf(() => verdict));
  const keys = new RoomKeys(ROOM, people[0].own, directory, /** @type {any} */ (ledgerOf(members)), trust);
  await keys.anchor(3, null);
  const ledger = ledgerOf(people, fullHistory);
  change(ledger);
  asked = [];
  const state = { now: { people: { boxes: new Map([[1, { ...box, closedPos }]]) } } };
  ledger.rowsAt = (/** @type {number} */ pos) => (pos === box.pos ? members : people).map(({ row }) => row);
  const boxKeys = { goodGrant: async () => box.grant };
  return new Sharing(/** @type {any} */ ({ boxKeys, state, roomId: ROOM, me: people[0].userId, own: people[0].own, ledger, keys, directory, trust, learn: async () => void learnt++ }));
}

/** @param {Promise<unknown>} work */
async function done(work) {
  let isDone = false;
  const ending = work.finally(() => (isDone = true));
  ending.catch(() => {});
  await clock.until(() => isDone);
  return ending;
}

/** The grants that were handed to the server. */
const given = () => asked.filter(({ path }) => path.endsWith('/keys/shared')).flatMap(({ body }) => body.grants.map(fromBase64));

test('who lacks a key that a record names them for gets it, and can open it', async () => {
  const room = await sharing();
  wanted = [wish(1, 1), wish(1, 2)];
  await done(room.answer());
  const grants = given();
  assert.deepEqual(grants.map((grant) => [readGrant(grant).identityId, readGrant(grant).epoch]), [[people[1].identityId, 1], [people[1].identityId, 2]]);
  const bytes = epochsMade.made[1].record;
  const record = { ...readEpoch(bytes), hash: await sha256(bytes) };
  assert.equal((await openGrant(grants[1], record, people[1].own)).record.epoch, 2);
  await assert.rejects(openGrant(grants[1], record, people[2].own), { reason: 'no-key' });
});

for (const [what, setting, wishes] of /** @type {[string, any, () => any[]][]} */ ([
  ['somebody who joined after the epoch, where newcomers see new messages only', {}, () => [wish(2)]],
  ['somebody who joined later without a voucher', { fullHistory: true, change: (/** @type {any} */ l) => (l.members.get(people[2].userId).vouched = false) }, () => [wish(2)]],
  ['somebody under another identity than the events name', { fullHistory: true }, () => [wish(1, 2, people[2].identityId)]],
  ['somebody whose identity is in doubt', { verdict: 'changed' }, () => [wish(1)]],
  ['a suspended member', { change: (/** @type {any} */ l) => (l.members.get(people[1].userId).suspended = true) }, () => [wish(1)]],
  ['somebody who is no member', { change: (/** @type {any} */ l) => l.members.delete(people[1].userId) }, () => [wish(1)]],
  ['anybody where the events contradict each other', { change: (/** @type {any} */ l) => (l.broken = new Error('forged')) }, () => [wish(1)]],
  ['oneself', {}, () => [wish(0)]],
])) test(`nothing is shared unasked with ${what}`, async () => {
  const room = await sharing(setting);
  wanted = wishes();
  await done(room.answer());
  assert.deepEqual(given(), []);
});

test('where newcomers see earlier messages a vouched member gets earlier keys', async () => {
  const room = await sharing({ fullHistory: true });
  wanted = [wish(2)];
  await done(room.answer());
  assert.deepEqual(given().map((grant) => readGrant(grant).identityId), [people[2].identityId]);
});

test('a person’s own word shares everything that one identity lacks, and nothing with others', async () => {
  const room = await sharing({ verdict: 'changed' });
  wanted = [wish(1, 1), wish(2, 1), wish(1, 3)];
  await done(room.shareWith(people[1].userId, people[1].identityId));
  assert.deepEqual(given().map((grant) => [readGrant(grant).identityId, readGrant(grant).epoch]), [[people[1].identityId, 1], [people[1].identityId, 3]]);
});

test('the seed of an open box is shared with who was there and with who joined later, and opens', async () => {
  const room = await sharing();
  wanted = [wish(1, grantNumber(1)), wish(2, grantNumber(1))];
  await done(room.answer());
  const grants = given();
  assert.deepEqual(grants.map((grant) => readGrant(grant).identityId), [people[1].identityId, people[2].identityId]);
  for (const i of [0, 1]) await openSeed(grants[i], box, people[i + 1].own);
});

for (const [what, setting, who] of /** @type {[string, any, number[]]} */ ([
  ['of a closed box goes to those who were there alone', { closedPos: 30 }, [1]],
  ['of a closed box goes to newcomers who see earlier messages', { closedPos: 30, fullHistory: true }, [1, 2]],
  ['goes to nobody whom nobody vouches for', { change: (/** @type {any} */ l) => (l.members.get(people[2].userId).vouched = false) }, [1]],
  ['goes to nobody whose identity is in doubt', { verdict: 'changed' }, []],
])) test(`a seed ${what}`, async () => {
  const room = await sharing(setting);
  wanted = [wish(1, grantNumber(1)), wish(2, grantNumber(1)), wish(1, grantNumber(2))];
  await done(room.answer());
  assert.deepEqual(given().map((grant) => readGrant(grant).identityId), who.map((one) => people[one].identityId));
});

test('seeds are asked for by the numbers of their grants; those of boxes that do not exist are not', async () => {
  const room = await sharing();
  await room.ask([grantNumber(1), grantNumber(2)]);
  assert.deepEqual(asked.map(({ body }) => body), [{ epochs: [grantNumber(1)] }]);
});

test('where nobody else lacks anything, events and records are not read', async () => {
  const room = await sharing();
  wanted = [wish(0, 1)];
  await done(room.answer());
  assert.deepEqual([asked.length, learnt], [1, 0]);
  wanted = [wish(1, 1)];
  await done(room.answer());
  assert.equal(learnt, 1);
});

test('who asks while others are being answered is answered afterwards', async () => {
  const room = await sharing();
  wanted = [wish(1, 1)];
  let looks = 0;
  meanwhile = async (path) => {
    if (!path.endsWith('/keys') || ++looks > 1) return;
    room.answer();
    wanted = [wish(1, 1)];
    setTimeout(() => (wanted = [wish(1, 3)]));
  };
  await done(room.answer());
  assert.deepEqual(given().map((grant) => readGrant(grant).epoch), [1, 3]);
});

test('what could not be asked for is asked for again; what was asked for is not', async () => {
  const room = await sharing({ fullHistory: true });
  meanwhile = async () => {
    throw unreachable();
  };
  await assert.rejects(room.ask([3]), { code: 'unreachable' });
  assert.equal(room.askedAt(3), null);
  meanwhile = async () => {};
  await room.ask([3]);
  await room.ask([3]);
  assert.deepEqual(asked.map(({ body }) => body), [{ epochs: [3] }, { epochs: [3] }]);
  assert.equal(room.askedAt(3), clock.now());
});

test('nobody asks for a key that they may not have', async () => {
  const room = await sharing();
  const other = new Sharing(/** @type {any} */ ({ roomId: ROOM, me: people[2].userId, own: people[2].own, ledger: ledgerOf(people), keys: /** @type {any} */ ({ reach: async () => {}, accepted: () => ({ rows: [people[0].row, people[1].row] }) }) }));
  assert.equal(await other.ask([1, 2]), false);
  assert.equal(await room.ask([2]), true);
  assert.deepEqual(asked.filter(({ method }) => method === 'POST').map(({ body }) => body), [{ epochs: [2] }]);
});
