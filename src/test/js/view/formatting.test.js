// Marks around what is selected.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linked, marked } from '../../../main/resources/static/js/view/formatting.js';

/** @param {string} text with the selection in brackets */
function selected(text) {
  const start = text.indexOf('[');
  return { text: text.replace(/[[\]]/g, ''), start, end: text.indexOf(']') - 1 };
}
/** @param {any} change */
const shown = ({ text, start, end }) => `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`;

for (const [before, mark, after] of [
  ['a [b] c', '**', '[**b**]'], ['a [**b**] c', '**', '[b]'], ['a [] c', '_', '_[]_'], ['[x]', '`', '[`x`]'], ['[**]', '**', '[******]'], ['[_a_]', '_', '[a]'],
]) {
  test(`${before} with ${mark} becomes ${after}`, () => assert.equal(shown(marked(selected(before), mark)), after));
}

test('a link has its address selected', () => {
  assert.deepEqual(linked({ text: 'a page', start: 2, end: 6 }), { text: '[page](https://)', start: 7, end: 15 });
});
