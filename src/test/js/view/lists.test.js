// Letters find an item of a list or a menu.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byLetters } from '../../../main/resources/static/js/view/lists.js';

const NAMES = ['anna', 'bea', 'ben', 'bo', 'émile', 'زيد'];

test('several letters find the name that begins so, from the present one on', () => {
  assert.equal(byLetters('be', NAMES, 0), 1);
  assert.equal(byLetters('ben', NAMES, 1), 2);
  assert.equal(byLetters('é', NAMES, 0), 4);
  assert.equal(byLetters('ز', NAMES, 0), 5);
});

test('one letter again and again goes through all that begin with it, and round', () => {
  assert.deepEqual([byLetters('b', NAMES, 0), byLetters('b', NAMES, 1), byLetters('bb', NAMES, 2), byLetters('bbb', NAMES, 3)], [1, 2, 3, 1]);
  assert.equal(byLetters('a', NAMES, 0), 0);
});

test('what nothing begins with moves nowhere', () => {
  assert.ok(Number.isNaN(byLetters('x', NAMES, 0)));
  assert.ok(Number.isNaN(byLetters('bex', NAMES, 0)));
  assert.ok(Number.isNaN(byLetters('b', [], 0)));
});
