// Which messages may be deleted, how long that can be undone, and what the event names.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Deleting, UNDO_MILLIS } from '../../../../main/resources/static/js/core/room/deleting.js';
import { EMPTY, applyAll } from '../../../../main/resources/static/js/core/room/state.js';
import { fromBase64, toBase64 } from '../../../../main/resources/static/js/protocol/bytes.js';
import { Problem } from '../../../../main/resources/static/js/protocol/problems.js';
import { NOBODY, readEvent } from '../../../../main/resources/static/js/protocol/room-structures.js';
import { FakeClock, fakePlatform } from '../../fake-platform.js';

const [ALICE, BOB, ROOM, KEYS] = [1, 2, 3, 4].map((n) => `${String(n).repeat(8)}-0000-4000-8000-000000000000`);
const bytesOf = (/** @type {number} */ pos) => new Uint8Array(32).fill(pos);
const hashOf = (/** @type {number} */ pos) => toBase64(bytesOf(pos).slice(0, 16));

/** @param {number} pos @returns {any} */
const message = (pos, userId = ALICE) => ({
  kind: 'message', key: `p${pos}`, pos, at: pos, own: userId === ALICE, sender: { userId }, text: `text ${pos}`, state: 'sent',
  target: { pos, hash: hashOf(pos), userId, identityId: KEYS, text: `text ${pos}`, at: pos, hasFiles: false },
});
/** @param {number} pos @param {string} userId @param {any} content @returns {any} */
const relation = (pos, userId, content) => ({ kind: 'relation', key: `p${pos}`, pos, at: pos, sender: { userId }, relation: { pos, userId, identityId: KEYS, content: { at: pos, of: [1, hashOf(1)], ...content } } });

/** @type {any} */
let world;

/** The event comes into the log. @param {any} event */
function take(event) {
  world.room.state = applyAll(world.room.state, [{ kind: 'event', pos: 90 + world.taken++, hash: bytesOf(90), facts: {}, event }]);
}

beforeEach(async () => {
  const clock = new FakeClock();
  const pair = /** @type {CryptoKeyPair} */ (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']));
  world = { clock, sent: [], kept: [], dropped: [], notices: [], answer: null, taken: 0, isOnline: true, outbox: { items: [], discard: async (/** @type {string} */ id) => world.discarded.push(id) }, discarded: [] };
  fakePlatform({ clock, request: async (_, __, body) => {
    if (world.answer) throw new Problem(world.answer);
    const events = JSON.parse(/** @type {string} */ (body)).events.map((/** @type {string} */ one) => readEvent(fromBase64(one)));
    world.sent.push(...events);
    events.forEach(take);
    return { lastPos: 99 };
  } });
  world.room = {
    roomId: ROOM, isBlocked: false, standing: 'member', role: 'member', editing: { pos: null, end: () => (world.room.editing.pos = null) },
    state: applyAll(EMPTY, [message(1), message(2, BOB), relation(3, ALICE, { t: 'edit', b: 'new' }), relation(4, BOB, { t: 'react', e: '👍', on: true }), relation(5, ALICE, { t: 'react', e: '🎉', on: true })]),
    open: async () => {}, catchUp: async () => {},
    verified: { reach: async () => {}, ledger: { head: new Uint8Array(32) }, log: { at: (/** @type {number} */ pos) => ({ pos, entryHash: bytesOf(pos) }) } },
  };
  world.context = {
    me: { userId: ALICE }, isOnline: () => world.isOnline, notice: (/** @type {any} */ one) => world.notices.push(one.key),
    actor: { userId: ALICE, keys: { identityId: KEYS, signing: pair.privateKey }, now: () => 1 },
    unsent: { keep: async (/** @type {any} */ one) => world.kept.push(one), drop: async (/** @type {string} */ id) => world.dropped.push(id) },
  };
  world.deleting = new Deleting(world.room, world.context, world.outbox);
});

/** Time passes, and what it starts is done. @param {number} millis */
async function pass(millis) {
  await world.clock.pass(millis);
  await world.clock.rest();
}

test('one’s own messages may be deleted, and by owners those of others', () => {
  const { deleting, room } = world;
  assert.deepEqual([deleting.may(message(1)), deleting.may(message(2, BOB))], [true, false]);
  room.role = 'owner';
  assert.equal(deleting.may(message(2, BOB)), true);
  for (const kind of ['system', 'locked', 'closed', 'deleted']) assert.equal(deleting.may({ ...message(1), kind }), false);
  room.isBlocked = true;
  assert.equal(deleting.may(message(1)), false);
});

test('after six seconds the event names the message with its edits and its sender’s own reactions', async () => {
  const { deleting } = world;
  await deleting.begin(message(1));
  assert.deepEqual([deleting.isPending(1), deleting.may(message(1)), world.kept[0].content], [true, false, { t: 'delete', of: [1, hashOf(1)], at: world.kept[0].at }]);
  await pass(UNDO_MILLIS - 1);
  assert.equal(world.sent.length, 0);
  await pass(1);
  assert.deepEqual([world.sent[0].kind, world.sent[0].subject, world.sent[0].data.messages.map((/** @type {any} */ one) => one.pos)], ['deleted', ALICE, [1, 3, 5]]);
  assert.deepEqual([deleting.isPending(1), deleting.isDeleted(1), world.dropped], [false, true, [world.kept[0].clientId]]);
});

test('a letter is deleted by owners alone, with a subject of zeros', async () => {
  const { deleting, room } = world;
  const letter = { kind: 'letter', key: 'p7', pos: 7, at: 7, text: 'Disk full', hash: hashOf(7) };
  assert.equal(deleting.may(letter), false);
  room.role = 'owner';
  room.state = applyAll(room.state, [/** @type {any} */ (letter)]);
  await deleting.begin(letter);
  assert.deepEqual([deleting.may(letter), world.kept[0].content.of], [false, [7, hashOf(7)]]);
  await pass(UNDO_MILLIS);
  assert.deepEqual([world.sent[0].subject, world.sent[0].data.messages], [NOBODY, [{ pos: 7, hash: hashOf(7) }]]);
  assert.equal(deleting.isDeleted(7), true);
});

test('until then it can be undone, and nothing is sent', async () => {
  const { deleting } = world;
  await deleting.begin(message(1));
  assert.equal(deleting.undo(1), true);
  await pass(UNDO_MILLIS * 2);
  assert.deepEqual([world.sent.length, deleting.isPending(1), world.dropped.length, deleting.undo(1)], [0, false, 1, false]);
});

test('without a connection it waits, and goes when there is one', async () => {
  const { deleting } = world;
  world.isOnline = false;
  await deleting.begin(message(1));
  await pass(UNDO_MILLIS * 3);
  assert.deepEqual([world.sent.length, deleting.isPending(1)], [0, true]);
  world.isOnline = true;
  await deleting.resume();
  assert.equal(world.sent.length, 1);
});

test('what an earlier page left is done by the next one, once', async () => {
  const { deleting } = world;
  deleting.restore([{ clientId: 'c', roomId: ROOM, content: { t: 'delete', of: [1, hashOf(1)], at: -9e9 }, at: -9e9 }, { clientId: 'd', content: { t: 'text' } }]);
  assert.equal(deleting.count, 1);
  await pass(1);
  await deleting.resume();
  assert.deepEqual([world.sent.length, deleting.count, world.dropped], [1, 0, ['c']]);
});

test('another page has done it or undone it', async () => {
  const { deleting } = world;
  await deleting.begin(message(1));
  assert.equal(deleting.noted('other'), false);
  assert.equal(deleting.noted(world.kept[0].clientId), true);
  await pass(UNDO_MILLIS * 2);
  assert.equal(world.sent.length, 0);
});

test('a refusal that lasts ends it and is said, another is tried again', async () => {
  const { deleting } = world;
  world.answer = { code: 'busy', retryAfter: 1 };
  await deleting.begin(message(1));
  await pass(UNDO_MILLIS);
  assert.deepEqual([deleting.isPending(1), world.notices], [true, []]);
  world.answer = { code: 'not-allowed' };
  await pass(60_000);
  assert.deepEqual([deleting.isPending(1), world.notices], [false, ['delete.failed']]);
});

test('what somebody else deleted meanwhile is done', async () => {
  const { deleting } = world;
  await deleting.begin(message(1));
  take({ kind: 'deleted', actor: BOB, subject: ALICE, data: { messages: [{ pos: 1, hash: hashOf(1) }] } });
  await deleting.settle();
  await pass(UNDO_MILLIS);
  assert.deepEqual([world.sent.length, deleting.count], [0, 0]);
});

test('a change of a deleted message is neither typed nor sent any more', async () => {
  const { deleting, room, outbox } = world;
  room.editing.pos = 1;
  outbox.items = [{ clientId: 'a', content: { t: 'edit', of: [1, hashOf(1)], b: 'x' } }, { clientId: 'b', content: { t: 'text', b: 'x' } }, { clientId: 'c', content: { t: 'react', of: [2, hashOf(2)] } }];
  take({ kind: 'deleted', actor: ALICE, subject: ALICE, data: { messages: [{ pos: 1, hash: hashOf(1) }] } });
  await deleting.settle();
  assert.deepEqual([room.editing.pos, world.discarded], [null, ['a']]);
});
