// Within a room no two people share a color while another one is free.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Colours, PALETTE, colour, colourIn } from '../../../main/resources/static/js/view/colours.js';

/** Ids that begin so. @param {...number} bytes */
const ids = (...bytes) => bytes.map((byte, i) => `${byte.toString(16).padStart(2, '0')}${String(i).padStart(4, '0')}`);
/** @param {string[]} members */
const allOf = (members, colours = new Colours()) => members.map((id) => colours.of(id, () => members));

test('two people whose ids have one color get two', () => {
  const [first, second] = ids(0, 12);
  assert.equal(colour(first), colour(second));
  assert.deepEqual(allOf([first, second]), [1, 2]);
});

test('who shares with nobody keeps the color of their id, whatever the order', () => {
  const members = ids(0, 12, 1, 5);
  assert.deepEqual(allOf(members), [1, 3, 2, 6]);
  assert.deepEqual(allOf(members.toReversed()).toReversed().slice(2), [2, 6]);
});

test('twelve people have twelve colors, and more share them evenly', () => {
  assert.equal(new Set(allOf(ids(...new Array(PALETTE).fill(7)))).size, PALETTE);
  const many = allOf(ids(...Array.from({ length: 30 }, (_, i) => (i * 37) % 256)));
  const counts = Array.from({ length: PALETTE }, (_, i) => many.filter((one) => one === i + 1).length);
  assert.ok(Math.max(...counts) - Math.min(...counts) <= 1, String(counts));
});

test('who has a color keeps it while others come and go', () => {
  const members = ids(0, 12, 24);
  const colours = new Colours();
  const before = allOf(members, colours);
  const more = [...ids(36, 0, 1, 2).map((id) => `${id}x`), ...members];
  allOf(more, colours);
  assert.deepEqual(allOf(members, colours), before);
  assert.deepEqual(members.map((id) => colours.of(id, () => [])), before);
});

test('each room spreads by itself, and without a room the id decides', () => {
  const [a, b, c] = ids(0, 12, 24);
  const one = { members: [{ userId: a }, { userId: b }] };
  const other = { members: [{ userId: c }] };
  assert.deepEqual([colourIn(a, one), colourIn(b, one), colourIn(c, other), colourIn(c), colourIn(c, null)], [1, 2, 1, 1, 1]);
  assert.notEqual(colourIn(c, one), colourIn(a, one));
});
