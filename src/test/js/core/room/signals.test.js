// Who is typing and who has seen what: for members as the events name them, and for messages that the page holds.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Signals } from '../../../../main/resources/static/js/core/room/signals.js';
import { EMPTY, applyAll } from '../../../../main/resources/static/js/core/room/state.js';
import { FakeClock, fakePlatform } from '../../fake-platform.js';

/** @type {FakeClock} */
let clock;
/** @type {any[]} */
let sent = [];
/** @type {any} */
let settings;

beforeEach(() => {
  clock = new FakeClock();
  sent = [];
  settings = Object.assign(new EventTarget(), { values: { typing: true, receipts: true } });
  fakePlatform({ clock });
});

/** @param {number} pos @param {string} userId */
const message = (pos, userId) => /** @type {any} */ ({ kind: 'message', key: `p${pos}`, pos, at: 0, sender: { userId }, own: userId === 'me', text: 'x', state: 'sent', target: {} });

/** @param {any[]} items @param {string[]} [members] */
function room(items, members = ['me', 'bob', 'mei']) {
  const people = { ...EMPTY.people, members: new Map(members.map((id) => [id, { joinedPos: 1 }])) };
  const state = { ...applyAll(EMPTY, items), people };
  return /** @type {any} */ ({ roomId: 'r', state, lastPos: Math.max(0, ...items.map(({ pos }) => pos)) });
}
/** @param {any} of */
const signals = (of) => new Signals(of, /** @type {any} */ ({ me: { userId: 'me' }, settings, send: (/** @type {any} */ frame) => sent.push(frame) }));

test('typing is said at once, again after five seconds, and at once after the message was sent', async () => {
  const mine = signals(room([]));
  mine.typed();
  mine.typed();
  await clock.pass(4900);
  mine.typed();
  assert.equal(sent.length, 1);
  await clock.pass(200);
  mine.typed();
  assert.deepEqual(sent, [{ type: 'typing', roomId: 'r' }, { type: 'typing', roomId: 'r' }]);
  mine.sent();
  mine.typed();
  assert.equal(sent.length, 3);
});

test('who does not share it, or is in a room of more than 100, says nothing', () => {
  const large = room([], Array.from({ length: 101 }, (_, i) => `u${i}`));
  signals(large).typed();
  settings.values.typing = false;
  signals(room([])).typed();
  assert.deepEqual(sent, []);
});

test('somebody is shown for ten seconds after the last sign, and the list is told', async () => {
  const mine = signals(room([]));
  let told = 0;
  mine.addEventListener('typing', () => told++);
  mine.typingBy(['bob']);
  await clock.pass(9000);
  mine.typingBy(['bob', 'mei']);
  await clock.pass(9900);
  assert.deepEqual(mine.typing, ['bob', 'mei']);
  await clock.pass(200);
  assert.deepEqual(mine.typing, []);
  assert.equal(told, 4);
});

test('neither oneself on another page nor somebody who is no member is shown', () => {
  const mine = signals(room([]));
  mine.typingBy(['me', 'stranger', 'bob']);
  assert.deepEqual(mine.typing, ['bob']);
});

test('whose message has come is not typing any more', () => {
  const of = room([message(2, 'bob')]);
  const mine = signals(of);
  mine.typingBy(['bob', 'mei']);
  assert.deepEqual(mine.typing, ['bob', 'mei']);
  of.state = applyAll(of.state, [message(3, 'bob')]);
  assert.deepEqual(mine.typing, ['mei']);
});

test('the newest own message that somebody has seen carries who has, the latest first', () => {
  const mine = signals(room([message(2, 'me'), message(3, 'bob'), message(4, 'me'), message(5, 'me')]));
  assert.equal(mine.seen, null);
  mine.read([{ userId: 'bob', pos: 3, at: 10 }]);
  assert.deepEqual(mine.seen, { pos: 2, key: 'p2', by: [{ userId: 'bob', at: 10 }] });
  mine.read([{ userId: 'mei', pos: 4, at: 20 }]);
  assert.deepEqual(mine.seen, { pos: 4, key: 'p4', by: [{ userId: 'mei', at: 20 }] });
  mine.read([{ userId: 'bob', pos: 9, at: 30 }]);
  assert.deepEqual(mine.seen, { pos: 5, key: 'p5', by: [{ userId: 'bob', at: 30 }] });
});

test('a mark never moves back, whatever the order of frames', () => {
  const mine = signals(room([message(2, 'me'), message(4, 'me')]));
  mine.read([{ userId: 'bob', pos: 4, at: 20 }]);
  mine.read([{ userId: 'bob', pos: 2, at: 30 }]);
  assert.equal(mine.seen?.pos, 4);
});

test('a mark at 0 takes back what somebody shared', () => {
  const mine = signals(room([message(2, 'me')]));
  mine.read([{ userId: 'bob', pos: 2, at: 1 }, { userId: 'mei', pos: 2, at: 2 }]);
  mine.read([{ userId: 'bob', pos: 0, at: 0 }]);
  assert.deepEqual(mine.seen?.by, [{ userId: 'mei', at: 2 }]);
  mine.read([{ userId: 'bob', pos: 2, at: 1 }]);
  assert.equal(mine.seen?.by.length, 2);
});

test('neither one\'s own mark nor those of others than members count, nor of those who joined later', () => {
  const of = room([message(2, 'me')]);
  of.state.people.members.get('mei').joinedPos = 3;
  const mine = signals(of);
  mine.read(['me', 'stranger', 'mei'].map((userId) => ({ userId, pos: 2, at: 1 })));
  assert.equal(mine.seen, null);
});

test('of each own message it is known who has seen it, while receipts are on', () => {
  const of = room([message(2, 'me'), message(3, 'bob'), message(4, 'me')]);
  const mine = signals(of);
  mine.read([{ userId: 'bob', pos: 3, at: 10 }]);
  assert.deepEqual(mine.seenOf(of.state.items.get(2)), [{ userId: 'bob', at: 10 }]);
  assert.deepEqual(mine.seenOf(of.state.items.get(4)), []);
  assert.equal(mine.maySee(of.state.items.get(4)), true);
  assert.equal(mine.maySee(of.state.items.get(3)), false);
  settings.values.receipts = false;
  assert.equal(mine.maySee(of.state.items.get(4)), false);
});

test('who turns read receipts off sees none, at once', () => {
  const mine = signals(room([message(2, 'me')]));
  mine.read([{ userId: 'bob', pos: 2, at: 1 }]);
  let told = 0;
  mine.addEventListener('seen', () => told++);
  settings.values.receipts = false;
  settings.dispatchEvent(new Event('change'));
  assert.equal(mine.seen, null);
  assert.equal(told, 1);
});

test('marks that say nothing new redraw nothing', () => {
  const mine = signals(room([message(1, 'me'), message(2, 'me')]));
  let told = 0;
  mine.addEventListener('seen', () => told++);
  mine.read([{ userId: 'bob', pos: 0, at: 0 }]);
  mine.read([]);
  assert.equal(told, 0);
  mine.read([{ userId: 'bob', pos: 2, at: 1 }]);
  mine.read([{ userId: 'bob', pos: 2, at: 1 }, { userId: 'bob', pos: 1, at: 2 }]);
  assert.equal(told, 1);
  mine.read([{ userId: 'bob', pos: 0, at: 0 }]);
  assert.equal(told, 2);
});
