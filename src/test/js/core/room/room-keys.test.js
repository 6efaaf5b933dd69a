// Epoch records follow from the room's events and from each other, or nothing more is sent; of one's grants the one that opens counts.
import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import { RoomKeys } from '../../../../main/resources/static/js/core/room/room-keys.js';
import { Unreadable } from '../../../../main/resources/static/js/crypto/unreadable.js';
import { fromBase64, toBase64 } from '../../../../main/resources/static/js/protocol/bytes.js';
import { fakePlatform } from '../../fake-platform.js';
import { ROOM, directoryOf, epochs, ledgerOf, person, trustOf } from '../../people.js';

/** @type {import('../../people.js').TestPerson[]} */
let people;
/** @type {Awaited<ReturnType<typeof epochs>>} */
let room;
/** What the server answers, as a test alters it. @type {(path: string) => any} */
let answer;
/** @type {string[]} */
let asked;

before(async () => {
  people = await Promise.all([1, 2, 3].map(person));
  room = await epochs(people[0], people.slice(0, 2), 4);
});

beforeEach(() => {
  asked = [];
  answer = (path) => room.answer(path, people[1]);
  fakePlatform({ request: async (_, path) => (asked.push(path.split('?')[1]), answer(path)) });
});

/** Bob's keys of the room. */
function keysOf({ ledger = /** @type {any} */ (ledgerOf(people.slice(0, 2))), trust = trustOf() } = {}) {
  const keys = new RoomKeys(ROOM, people[1].own, /** @type {any} */ (directoryOf(people)), ledger, /** @type {any} */ (trust));
  return { keys, trust };
}

test('the newest record is taken in and pinned, and its key opens with one’s own grant', async () => {
  const { keys, trust } = keysOf();
  await keys.anchor(4, null);
  assert.equal(keys.broken, null);
  assert.deepEqual([keys.newest?.epoch, trust.pinned], [4, [4]]);
  assert.equal((await keys.key(4)).record.epoch, 4);
  assert.equal(keys.isOpened(4), true);
});

test('an older epoch is reached downwards, each record once', async () => {
  const { keys } = keysOf();
  await keys.anchor(4, null);
  await Promise.all([keys.key(2), keys.key(1)]);
  assert.deepEqual(keys.records.map((r) => r.epoch), [1, 2, 3, 4]);
  assert.deepEqual(asked.filter((query) => query === 'from=2&to=3').length, 1);
});

test('everything from the pinned record on has to follow', async () => {
  const { keys } = keysOf();
  await keys.anchor(4, /** @type {any} */ ({ epoch: 2, mode: 2, number: 0, recordHash: null }));
  assert.deepEqual(keys.records.map((r) => r.epoch), [2, 3, 4]);
});

test('a room that is older than its pin is refused', async () => {
  const { keys } = keysOf();
  await keys.anchor(3, /** @type {any} */ ({ epoch: 4, mode: 2, number: 40 }));
  assert.equal(keys.broken?.rule, 'rolled-back');
});

for (const [what, code, alter] of /** @type {[string, string, (answer: any) => any][]} */ ([
  ['a record that is missing in the middle', 'chain', (a) => ({ ...a, records: a.records.slice(1) })],
  ['a record at another place', 'place', (a) => ({ ...a, records: a.records.map((/** @type {any} */ r) => ({ ...r, pos: r.pos + 1 })) })],
  ['a record whose signature does not hold', 'record-signature', (a) => ({ ...a, records: a.records.map((/** @type {any} */ r) => ({ ...r, entry: flipped(r.entry) })) })],
  ['another epoch’s record', 'chain', (a) => ({ ...a, records: [a.records[1], a.records[0], ...a.records.slice(2)] })],
])) test(`${what} is refused: ${code}`, async () => {
  const { keys } = keysOf();
  answer = (path) => alter(room.answer(path, people[1]));
  await keys.anchor(4, /** @type {any} */ ({ epoch: 1, mode: 2, number: 0 }));
  assert.equal(keys.broken?.rule, code);
});

/** @param {string} entry */
function flipped(entry) {
  const bytes = fromBase64(entry);
  bytes[bytes.length - 1] ^= 1;
  return toBase64(bytes);
}

for (const [what, members, code] of /** @type {[string, (number|string)[], string][]} */ ([
  ['a reader whom no event has made a member', [0], 'ghost'], ['a member who is left out', [0, 1, 2], 'rows'],
])) test(`a record with ${what} is refused: ${code}`, async () => {
  const { keys } = keysOf({ ledger: ledgerOf(members.map((i) => people[Number(i)])) });
  await keys.anchor(4, null);
  assert.equal(keys.broken?.rule, code);
  assert.equal(keys.newest, null);
});

test('a reader under another identity than the events name is refused', async () => {
  const swapped = { ...people[1], row: { ...people[1].row, identityId: people[2].identityId } };
  const { keys } = keysOf({ ledger: ledgerOf([people[0], swapped]) });
  await keys.anchor(4, null);
  assert.deepEqual([keys.broken?.rule, keys.newest], ['swapped', null]);
});

test('a bad grant stands before no good one', async () => {
  const { keys } = keysOf();
  answer = (path) => {
    const { records, grants } = room.answer(path, people[1]);
    return { records, grants: [...room.answer(path, people[0]).grants, ...grants] };
  };
  await keys.anchor(4, null);
  assert.equal((await keys.key(4)).record.epoch, 4);
  const { grant } = await keys.goodGrant(4);
  assert.equal(toBase64(grant), room.answer('?from=4&to=4', people[1]).grants[0]);
});

test('a key without a grant is lacking, and opens once the grant comes', async () => {
  const { keys } = keysOf();
  answer = (path) => ({ ...room.answer(path, people[1]), grants: [] });
  await keys.anchor(4, null);
  await assert.rejects(keys.key(4), (error) => error instanceof Unreadable && error.reason === 'no-key');
  assert.equal(keys.isUnreadable(4), true);
  assert.equal(keys.isNewestUnreadable(people[1].userId), true);
  keys.grant(fromBase64(room.answer('?from=4&to=4', people[1]).grants[0]));
  assert.equal((await keys.key(4)).record.epoch, 4);
  assert.equal(keys.isNewestUnreadable(people[1].userId), false);
});

test('grants that came with the records are not asked for again', async () => {
  const { keys } = keysOf();
  await keys.anchor(4, null);
  await keys.key(4);
  assert.deepEqual(asked, ['from=4&to=4']);
});

test('grants that came with the records and do not open or cannot be read leave room for others', async () => {
  const { keys } = keysOf();
  const real = answer;
  answer = (path) => ({ ...real(path), grants: [toBase64(new Uint8Array(3)), ...room.answer(path, people[0]).grants] });
  await keys.anchor(4, null);
  answer = real;
  assert.equal((await keys.key(4)).record.epoch, 4);
  assert.equal(asked.length, 2);
});

test('a key that lacked an answer is asked for again', async () => {
  const { keys } = keysOf();
  const real = answer;
  answer = (path) => ({ ...real(path), grants: [] });
  await keys.anchor(4, null);
  answer = () => {
    throw new Error('unreachable');
  };
  await assert.rejects(keys.key(4), { message: 'unreachable' });
  assert.equal(keys.isUnreadable(4), false);
  answer = real;
  assert.equal((await keys.key(4)).record.epoch, 4);
});

test('an epoch that is newer than any record here does not open', async () => {
  const { keys } = keysOf();
  await keys.anchor(4, null);
  await assert.rejects(keys.key(5), (error) => error instanceof Unreadable && error.reason === 'no-key');
});
