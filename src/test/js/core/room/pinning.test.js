// Which messages are pinned, in which order, and by whom.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Pinning } from '../../../../main/resources/static/js/core/room/pinning.js';
import { EMPTY, applyAll } from '../../../../main/resources/static/js/core/room/state.js';
import { FakeClock, fakePlatform } from '../../fake-platform.js';

/** @type {any} */
let room;
/** @type {any[]} */
let pending;
/** @type {any[]} */
let posted;

/** @param {number} pos @returns {any} */
const message = (pos) => ({
  kind: 'message', key: `p${pos}`, pos, at: pos, sender: { userId: 'bob' }, text: 'x', target: { pos, hash: `h${pos}`, userId: 'bob', identityId: 'bob 1', text: 'x', at: pos },
});
/** @param {number} pos @param {number} of @param {boolean} on @returns {any} */
const pin = (pos, of, on, userId = 'bob', hash = `h${of}`) => ({
  kind: 'relation', key: `p${pos}`, pos, at: pos, sender: { userId }, relation: { pos, userId, identityId: `${userId} 1`, content: { t: 'pin', of: [of, hash], on, at: pos } },
});

/** @param {any[]} items of a log that is loaded from position 10 on */
function pinningOf(...items) {
  room.state = applyAll(EMPTY, items);
  return new Pinning(room, /** @type {any} */ ({ get pending() { return pending; } }));
}

beforeEach(() => {
  fakePlatform({ clock: new FakeClock() });
  [pending, posted] = [[], []];
  room = {
    isBlocked: false, standing: 'member', mayWrite: true, state: EMPTY, post: async (/** @type {any} */ content) => posted.push(content),
    replying: { quoteOf: (/** @type {[number, string]} */ [pos, hash]) => ({ kind: pos < 10 ? 'earlier' : hash === `h${pos}` ? 'open' : 'missing', pos }) },
  };
});

/** @param {Pinning} pinning */
const shown = (pinning) => pinning.all.map(({ pos, userId }) => `${pos} by ${userId}`);

test('the last one that was pinned comes first, and of several pins of a message the last one counts', () => {
  assert.deepEqual(shown(pinningOf(message(11), message(12), pin(13, 12, true), pin(14, 11, true, 'ann'))), ['11 by ann', '12 by bob']);
  assert.deepEqual(shown(pinningOf(message(11), pin(13, 11, true), pin(14, 11, false, 'ann'))), []);
  assert.deepEqual(shown(pinningOf(message(11), pin(13, 11, true), pin(14, 11, false, 'ann', 'other'))), ['11 by bob'], 'one that names another message counts for nothing');
});

test('a message further up than what is loaded is listed, one that comes later than its pin is not', () => {
  assert.deepEqual(shown(pinningOf(pin(13, 4, true))), ['4 by bob']);
  assert.deepEqual(shown(pinningOf(message(15), pin(13, 15, true))), []);
});

test('a pin that is on its way is shown, and an unpinned message goes at once', async () => {
  const pinning = pinningOf(message(11), pin(13, 11, true));
  assert.equal(pinning.isPinned(message(11)), true);
  await pinning.toggle(message(11));
  assert.deepEqual(posted.map(({ t, of, on }) => [t, of, on]), [['pin', [11, 'h11'], false]]);
  pending = [{ content: posted[0], state: 'sending' }];
  assert.deepEqual([pinning.isPinned(message(11)), shown(pinning)], [false, []]);
  pending = [{ content: posted[0], state: 'failed' }];
  assert.equal(pinning.isPinned(message(11)), true);
});

test('only members who may send pin, and only what stands in the log', () => {
  const pinning = pinningOf();
  assert.deepEqual([pinning.may(message(11)), pinning.may({ ...message(11), kind: 'locked' }), pinning.may(/** @type {any} */ ({ kind: 'message', pos: null }))], [true, false, false]);
  room.standing = 'outsider';
  assert.equal(pinning.may(message(11)), false);
});
