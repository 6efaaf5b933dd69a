// Which part of a long room is drawn: about 200 rows, wherever somebody reads.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EMPTY, apply, applyAll } from '../../../main/resources/static/js/core/room/state.js';
import { MessageWindow, SIZE, countAfter, newestPos } from '../../../main/resources/static/js/view/window.js';

/** @param {number} pos @returns {any} */
const message = (pos) => ({ kind: 'message', key: `p${pos}`, pos, at: pos });
const state = applyAll(EMPTY, Array.from({ length: 5000 }, (_, i) => message(i + 1)));

/** @param {MessageWindow} window */
const span = (window) => [window.items[0].pos, window.last, window.items.length];

test('it follows the newest message, and knows what stands above its first row', () => {
  const window = new MessageWindow();
  window.take(state, true);
  assert.deepEqual([span(window), window.above?.pos, window.hasMore], [[4801, 5000, SIZE], 4800, false]);
  window.take(apply(state, message(5001)), true);
  assert.deepEqual([span(window), window.hasMore], [[4802, 5001, SIZE], false]);
});

test('who reads further up keeps their place while others come', () => {
  const window = new MessageWindow();
  window.take(state, true);
  assert.equal(window.up(state), true);
  window.take(state, false);
  const before = span(window);
  assert.deepEqual([before[2], window.hasMore, before[0] < 4801], [SIZE, true, true]);
  window.take(applyAll(state, [message(5001), message(5002)]), false);
  assert.deepEqual(span(window), before);
});

test('up to the first message and down to the last one every message is drawn, never more than 200 at once', () => {
  const window = new MessageWindow();
  window.take(state, true);
  /** @param {(state: any) => boolean} move */
  const walk = (move) => {
    const seen = new Set();
    for (let isMoved = true; isMoved; isMoved = move(state)) {
      window.take(state, false);
      assert.ok(window.items.length <= SIZE);
      window.items.forEach(({ pos }) => seen.add(pos));
    }
    return seen;
  };
  assert.equal(walk((s) => window.up(s)).size, 5000);
  assert.deepEqual(span(window), [1, SIZE, SIZE]);
  assert.equal(walk((s) => window.down(s)).size, 5000);
  assert.deepEqual([window.last, window.hasMore], [5000, false]);
});

test('in a room with few messages all are drawn and there is nowhere to go', () => {
  const few = applyAll(EMPTY, [message(1), message(2)]);
  const window = new MessageWindow();
  window.take(few, true);
  assert.deepEqual([span(window), window.up(few), window.down(few)], [[1, 2, 2], false, false]);
  window.take(EMPTY, true);
  assert.deepEqual([window.items, window.above, window.hasMore, newestPos(EMPTY)], [[], null, false, 0]);
});

test('what has come behind a position is counted, and edits, reactions and pins are not', () => {
  const relation = /** @type {any} */ ({ kind: 'relation', key: 'p5002', pos: 5002, relation: { pos: 5002, userId: 'a', identityId: 'i', content: { t: 'pin', of: [1, ''], on: true, at: 1 } } });
  const grown = applyAll(state, [message(5001), relation, message(5003)]);
  assert.deepEqual([countAfter(grown, 5000), newestPos(grown)], [2, 5003]);
});
