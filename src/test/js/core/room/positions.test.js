// Values by position, and lists that grow: earlier ones stay as they were.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Growing } from '../../../../main/resources/static/js/core/room/growing.js';
import { Positions } from '../../../../main/resources/static/js/core/room/positions.js';

test('values are walked in the order of their positions, up and down from anywhere', () => {
  const all = [700, 3, 255, 256, 100_000, 512].reduce((values, pos) => values.with(pos, `v${pos}`), /** @type {Positions<string>} */ (new Positions()));
  assert.deepEqual([...all.upFrom()].map(([pos]) => pos), [3, 255, 256, 512, 700, 100_000]);
  assert.deepEqual([...all.upFrom(-400)].map(([pos]) => pos), [3, 255, 256, 512, 700, 100_000]);
  assert.deepEqual([...all.upFrom(256)].map(([pos]) => pos), [256, 512, 700, 100_000]);
  assert.deepEqual([...all.downFrom()].map(([pos]) => pos), [100_000, 700, 512, 256, 255, 3]);
  assert.deepEqual([...all.downFrom(256)].map(([pos]) => pos), [255, 3]);
  assert.deepEqual([...all.downFrom(0)], []);
  assert.deepEqual([all.get(255), all.get(254), all.get(1e9), all.size], ['v255', undefined, undefined, 6]);
});

test('a changed value leaves the earlier ones as they were', () => {
  const before = new Positions().withAll([[1, 'a'], [2, 'b']]);
  const after = before.withAll([[2, 'c'], [300, 'd']]);
  assert.deepEqual([[...before.upFrom()], before.size], [[[1, 'a'], [2, 'b']], 2]);
  assert.deepEqual([[...after.upFrom()], after.size], [[[1, 'a'], [2, 'c'], [300, 'd']], 3]);
});

test('lists that grow out of the same one do not see each other', () => {
  const [empty, other] = [new Growing(), new Growing()];
  const one = empty.with(1);
  const [two, three] = [one.with(2), one.with(3)];
  assert.deepEqual([[...empty], [...other.with(9)], [...one], [...two], [...three], [...empty.with(4)]], [[], [9], [1], [1, 2], [1, 3], [4]]);
  assert.deepEqual([two.at(1), one.at(1), two.countBelow((n) => n < 2), two.countBelow((n) => n < 9)], [2, undefined, 1, 2]);
});
