// Parts of a log that were indexed, and what is lacking.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { merged, missing, sizeOf } from '../../../../main/resources/static/js/core/search/spans.js';

test('parts that meet become one', () => {
  assert.deepEqual(merged([], [3, 5]), [[3, 5]]);
  assert.deepEqual(merged([[3, 5]], [6, 9]), [[3, 9]]);
  assert.deepEqual(merged([[3, 5], [9, 12]], [6, 8]), [[3, 12]]);
  assert.deepEqual(merged([[3, 5]], [8, 9]), [[3, 5], [8, 9]]);
  assert.deepEqual(merged([[8, 9]], [1, 20]), [[1, 20]]);
});

test('what is lacking lies between', () => {
  assert.deepEqual(missing([], [1, 4]), [[1, 4]]);
  assert.deepEqual(missing([[1, 4]], [1, 4]), []);
  assert.deepEqual(missing([[2, 3], [6, 9]], [1, 7]), [[1, 1], [4, 5]]);
  assert.deepEqual(missing([[20, 30]], [1, 4]), [[1, 4]]);
  assert.deepEqual(missing([[1, 30]], [5, 4]), []);
});

test('together they are all, for any parts', () => {
  for (let seed = 1; seed < 200; seed++) {
    /** @type {import('../../../../main/resources/static/js/core/search/spans.js').Span[]} */
    let spans = [];
    const covered = new Set();
    for (let i = 0; i < 6; i++) {
      const first = 1 + ((seed * 31 + i * 17 * seed) % 40);
      const last = first + ((seed * 7 + i) % 8);
      spans = merged(spans, [first, last]);
      for (let at = first; at <= last; at++) covered.add(at);
    }
    assert.equal(sizeOf(spans), covered.size);
    const gaps = missing(spans, [1, 60]);
    assert.equal(sizeOf(gaps), 60 - [...covered].filter((at) => at <= 60).length);
    assert.ok(gaps.every(([first, last]) => !covered.has(first) && !covered.has(last)));
  }
});
