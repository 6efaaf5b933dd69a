// A recording as bars.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loudness } from '../../../main/resources/static/js/view/loudness.js';

test('the loudest part is a whole bar, and a quiet one is short', () => {
  const samples = new Float32Array(400).map((_, i) => (i < 200 ? 0.1 : -0.4) * (i % 2 ? 1 : -1));
  const bars = loudness(samples, 4).map((one) => Math.round(one * 100));
  assert.deepEqual(bars, [25, 25, 100, 100]);
});

test('silence and recordings shorter than the bars are drawn', () => {
  assert.deepEqual(loudness(new Float32Array(100), 3), [0, 0, 0]);
  assert.equal(loudness([0.5], 4).length, 4);
});
