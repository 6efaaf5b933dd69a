// Which messages may be changed, and what a change comes to before it stands in the log.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Editing } from '../../../../main/resources/static/js/core/room/editing.js';
import { EMPTY, applyAll, pictureAt } from '../../../../main/resources/static/js/core/room/state.js';
import { FakeClock, fakePlatform } from '../../fake-platform.js';

const ME = { userId: 'alice' };
/** @type {any} */
let room;
/** @type {any[]} */
let pending;
/** @type {any[]} */
let posted;

/** @param {number} pos @param {string} userId @param {string} identityId @returns {any} */
const message = (pos, userId = 'alice', identityId = 'alice 2') => ({
  kind: 'message', key: `p${pos}`, pos, at: pos, sender: { userId }, text: `text ${pos}`, state: 'sent',
  target: { pos, hash: `hash ${pos}`, userId, identityId, text: `text ${pos}`, at: pos, hasFiles: false },
});

/** @param {number} pos @param {number} of @param {string} b @returns {any} */
const edit = (pos, of, b) => ({
  kind: 'relation', key: `p${pos}`, pos, at: pos, sender: ME,
  relation: { pos, userId: 'alice', identityId: 'alice 2', content: { t: 'edit', of: [of, `hash ${of}`], b, at: pos } },
});

/** @param {any[]} items */
function editingOf(...items) {
  room.state = applyAll(EMPTY, items);
  return new Editing(room, /** @type {any} */ ({ me: ME, ownKeys: [{ identityId: 'alice 2' }, { identityId: 'alice 1' }] }), /** @type {any} */ ({ get items() { return pending; }, get pending() { return pending; }, discard: async (/** @type {string} */ id) => (pending = pending.filter((one) => one.clientId !== id)) }));
}

beforeEach(() => {
  fakePlatform({ clock: new FakeClock() });
  pending = [];
  posted = [];
  room = {
    isBlocked: false, standing: 'member', state: EMPTY, mentioning: { of: (/** @type {string} */ text) => (text.includes('@bob') ? { mn: ['bob'] } : {}) }, post: async (/** @type {any} */ content) => posted.push(content),
    verified: { timeline: { pictureAt: (/** @type {number} */ pos) => pictureAt(room.state, pos) } },
  };
});

test('only one’s own messages by the keys of now may be changed', () => {
  const editing = editingOf();
  assert.equal(editing.may(message(1)), true);
  assert.equal(editing.may(message(1, 'bob', 'bob 1')), false);
  assert.equal(editing.may(message(1, 'alice', 'alice 1')), false, 'readers would not count it');
  assert.equal(editing.may(message(1, 'bob', 'alice 2')), false);
  assert.equal(editing.may(/** @type {any} */ ({ kind: 'message', pos: null, text: 'on its way' })), false);
  for (const kind of ['system', 'locked', 'closed', 'relation']) assert.equal(editing.may({ ...message(1), kind }), false);
  room.isBlocked = true;
  assert.equal(editing.may(message(1)), false, 'nothing may be sent');
  room.isBlocked = false;
  room.standing = 'gone';
  assert.equal(editing.may(message(1)), false, 'no member');
});

test('the newest of one’s own is found behind those of others', () => {
  assert.equal(editingOf(message(1), message(2), message(3, 'bob', 'bob 1')).newest?.pos, 2);
  assert.equal(editingOf(message(3, 'bob', 'bob 1')).newest, null);
});

test('a change on its way is the text by now, and the last one in the log after it', () => {
  const editing = editingOf(message(1), edit(2, 1, 'second'), edit(3, 1, 'third'));
  assert.equal(editing.textOf(message(1)), 'third');
  pending = [
    { clientId: 'c4', content: { t: 'edit', of: [1, 'hash 1'], b: 'fourth', at: 4 }, state: 'waiting' },
    { clientId: 'c5', content: { t: 'edit', of: [1, 'hash 1'], b: 'fifth', at: 5 }, state: 'sending' },
    { clientId: 'c6', content: { t: 'text', b: 'another', at: 6 }, state: 'sending' },
    { clientId: 'c7', content: { t: 'react', of: [1, 'hash 1'], e: '👍', on: true, at: 7 }, state: 'sending' },
  ];
  assert.equal(editing.textOf(message(1)), 'fifth');
  assert.deepEqual([...editing.pending.keys()], [1]);
});

test('what is saved names the message, and nothing is sent for the same text', async () => {
  const editing = editingOf(message(1), edit(2, 1, 'second'));
  editing.begin(message(1));
  assert.deepEqual([editing.pos, editing.text], [1, 'second']);
  await editing.save(message(1), 'second');
  assert.deepEqual(posted, []);
  editing.begin(message(1));
  await editing.save(message(1), 'third \ud83d');
  assert.equal(editing.pos, null);
  const [{ t, of, b }] = posted;
  assert.deepEqual({ t, of, b }, { t: 'edit', of: [1, 'hash 1'], b: 'third \ufffd' });
});

test('only the beginning and the end of a change are told', () => {
  const editing = editingOf(message(1));
  let told = 0;
  editing.addEventListener('change', () => told++);
  editing.begin(message(1));
  editing.text = 'typed';
  editing.end();
  assert.deepEqual([told, editing.pos, editing.text], [2, null, '']);
});

test('a change that was typed is not lost by beginning again or another one', () => {
  const editing = editingOf(message(1), message(2));
  assert.equal(editing.begin(message(1)), true);
  editing.text = 'typed';
  assert.equal(editing.begin(message(1)), false);
  assert.equal(editing.begin(message(2)), false);
  assert.deepEqual([editing.pos, editing.text], [1, 'typed']);
  editing.end();
  assert.equal(editing.begin(message(2)), true);
  assert.equal(editing.begin(message(1)), true, 'nothing was typed');
});

test('a change that was refused does not come after a later one', async () => {
  const editing = editingOf(message(1));
  pending = [
    { clientId: 'failed', content: { t: 'edit', of: [1, 'hash 1'], b: 'refused', at: 4 }, state: 'failed' },
    { clientId: 'other', content: { t: 'edit', of: [2, 'hash 2'], b: 'refused', at: 4 }, state: 'failed' },
  ];
  editing.begin(message(1), 'better');
  await editing.save(message(1), 'better');
  assert.deepEqual([pending.map((one) => one.clientId), posted.map(({ b }) => b)], [['other'], ['better']]);
});

test('with other keys than when the change began nothing is sent that readers would not count', async () => {
  const editing = editingOf(message(1));
  editing.begin(message(1, 'alice', 'alice 1'));
  await editing.save(message(1, 'alice', 'alice 1'), 'new text');
  assert.deepEqual(posted, []);
});
