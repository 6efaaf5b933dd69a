// A name in a sentence of plain text does not turn the words around it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isolated } from '../../../main/resources/static/js/locale/isolate.js';

for (const [name, text] of [
  ['Garden', 'Garden'], ['Café 7', 'Café 7'], ['', ''], ['גן', '\u2068גן\u2069'], ['حديقة 3', '\u2068حديقة 3\u2069'], ['a\u202egarden', 'agarden'], ['a\u202bb\u202c', 'ab'],
  ['a\u2067b', 'ab'], ['a\u2069b', 'ab'], ['\u2069\u2066', ''], ['\u2068a\u2069', '\u2068a\u2069'], ['\u202eגן\u2069', '\u2068גן\u2069'],
]) {
  test(`${JSON.stringify(name)} in a sentence from left to right`, () => assert.equal(isolated(name, false), text));
}

test('in a sentence from right to left each name stands by itself', () => {
  assert.equal(isolated('Garden', true), '\u2068Garden\u2069');
  assert.equal(isolated('a\u2069\u202eb', true), '\u2068ab\u2069');
});
