// Reactions as they are shown: what stands in the log, with one's own on their way.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Reacting, reactionsWith } from '../../../../main/resources/static/js/core/room/reacting.js';
import { EMPTY, applyAll, pictureAt } from '../../../../main/resources/static/js/core/room/state.js';
import { FakeClock, fakePlatform } from '../../fake-platform.js';

const standing = [{ emoji: '👍', userIds: ['bob', 'alice'] }, { emoji: '🎉', userIds: ['bob'] }];
/** In short: emoji, count, and a star where it is one's own. @param {any[]} all */
const shown = (all) => all.map(({ emoji, userIds, isMine }) => `${emoji}${userIds.length}${isMine ? '*' : ''}`).join(' ');

for (const [pending, expected] of /** @type {[any[], string][]} */ ([
  [[], '👍2* 🎉1'],
  [[['👍', false]], '👍1 🎉1'],
  [[['🎉', true]], '👍2* 🎉2*'],
  [[['👀', true]], '👍2* 🎉1 👀1*'],
  [[['👀', true], ['👀', false]], '👍2* 🎉1'],
  [[['👍', false], ['👍', true]], '👍2* 🎉1'],
  [[['👍', true]], '👍2* 🎉1'],
  [[['🙏', false]], '👍2* 🎉1'],
])) {
  test(`with ${JSON.stringify(pending)} on the way: ${expected}`, () => {
    assert.equal(shown(reactionsWith(standing, pending.map(([emoji, on]) => ({ emoji, on })), 'alice')), expected);
  });
}

test('what stands is not changed by what is on its way', () => {
  const before = structuredClone(standing);
  reactionsWith(standing, [{ emoji: '👍', on: false }, { emoji: '🎉', on: true }], 'alice');
  assert.deepEqual(standing, before);
});

class FakeOutbox extends EventTarget {
  /** @type {any[]} */
  items = [];
  get pending() {
    return this.items;
  }
  async discard(/** @type {string} */ id) {
    this.items = this.items.filter((item) => item.clientId !== id);
  }
}

/** @type {any} */
let room;
/** @type {any} */
let outbox;
/** @type {any[]} */
let posted;
/** @type {string[]} */
let told;

/** @returns {any} */
const message = () => ({
  kind: 'message', key: 'p1', pos: 1, at: 1, sender: { userId: 'bob' }, text: 'hello', state: 'sent',
  target: { pos: 1, hash: 'h', userId: 'bob', identityId: 'bob 1', text: 'hello', at: 1, hasFiles: false },
});
/** @param {number} pos @param {string} userId @param {string} e @returns {any} */
const reaction = (pos, userId, e) => ({
  kind: 'relation', key: `p${pos}`, pos, at: pos, relation: { pos, userId, identityId: `${userId} 1`, content: { t: 'react', of: [1, 'h'], e, on: true, at: pos } },
});

/** @param {any[]} items */
function reactingTo(...items) {
  room.state = applyAll(EMPTY, [message(), ...items]);
  return new Reacting(room, { me: /** @type {any} */ ({ userId: 'alice' }), notice: ({ key }) => told.push(key) }, outbox);
}

beforeEach(() => {
  fakePlatform({ clock: new FakeClock() });
  [posted, told] = [[], []];
  outbox = new FakeOutbox();
  room = {
    isBlocked: false, standing: 'member', state: EMPTY, post: async (/** @type {any} */ content) => posted.push(content),
    verified: { timeline: { pictureAt: (/** @type {number} */ pos) => pictureAt(room.state, pos) } },
  };
});

test('the same emoji again takes one’s own back, and leaves those of others', async () => {
  const reacting = reactingTo(reaction(2, 'bob', '👍'));
  await reacting.toggle(message(), '👍');
  assert.deepEqual(posted.map(({ t, of, e, on }) => [t, of, e, on]), [['react', [1, 'h'], '👍', true]]);
  const mine = reactingTo(reaction(2, 'bob', '👍'), reaction(3, 'alice', '👍'));
  await mine.toggle(message(), '👍');
  assert.equal(posted[1].on, false);
});

test('a twenty-first emoji would not be shown, and is not sent', async () => {
  const emoji = Array.from({ length: 20 }, (_, i) => String.fromCodePoint(0x1f600 + i));
  const reacting = reactingTo(...emoji.map((e, i) => reaction(i + 2, 'bob', e)));
  await reacting.toggle(message(), '🎉');
  assert.deepEqual(posted, []);
  await reacting.toggle(message(), emoji[19]);
  assert.equal(posted.length, 1);
});

test('a reaction that was refused is dropped and told of, and a message that was is kept', async () => {
  const reacting = reactingTo();
  outbox.items = [
    { clientId: 'a', content: { t: 'react', of: [1, 'h'], e: '👍', on: true, at: 1 }, state: 'failed' },
    { clientId: 'b', content: { t: 'text', b: 'hello', at: 1 }, state: 'failed' },
    { clientId: 'c', content: { t: 'react', of: [1, 'h'], e: '🎉', on: true, at: 1 }, state: 'waiting' },
  ];
  outbox.dispatchEvent(new Event('change'));
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([outbox.items.map((/** @type {any} */ item) => item.clientId), told], [['b', 'c'], ['reaction.failed']]);
  assert.equal(shown(reacting.of(message())), '🎉1*');
});

test('nobody reacts where nothing may be sent, or to what is no message in the log', () => {
  const reacting = reactingTo();
  assert.equal(reacting.may(message()), true);
  for (const kind of ['system', 'locked', 'closed', 'relation']) assert.equal(reacting.may({ ...message(), kind }), false);
  assert.equal(reacting.may(/** @type {any} */ ({ kind: 'message', pos: null })), false);
  room.isBlocked = true;
  assert.equal(reacting.may(message()), false);
});
