// Marks around what is selected.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looksLikeCode } from '../../../main/resources/static/js/view/code-text.js';
import { fenced, linked, marked, prefixed } from '../../../main/resources/static/js/view/formatting.js';

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

for (const [before, prefix, after] of [
  ['one\n[two\nthree]', '- ', 'one\n[- two\n- three]'], ['[- two\n- three]', '- ', '[two\nthree]'], ['a []b', '> ', '> a []b'], ['[]', '- ', '- []'], ['[a\n]b', '> ', '[> a]\nb'],
]) {
  test(`${JSON.stringify(before)} with ${prefix}before each line becomes ${JSON.stringify(after)}`, () => {
    const of = { text: before.replace(/[[\]]/g, ''), start: before.indexOf('['), end: before.indexOf(']') - 1 };
    const { from, to, text, start, end } = prefixed(of, prefix);
    const whole = of.text.slice(0, from) + text + of.text.slice(to);
    assert.equal(`${whole.slice(0, from + start)}[${whole.slice(from + start, from + end)}]${whole.slice(from + end)}`, after);
  });
}

test('a block stands on lines of its own, within fences that are longer than any inside', () => {
  assert.deepEqual(fenced({ text: 'see x', start: 4, end: 5 }), { text: '\n```\nx\n```', start: 5, end: 6 });
  assert.equal(fenced({ text: 'a\n```\nb', start: 0, end: 7 }).text, '````\na\n```\nb\n````');
  assert.equal(fenced({ text: 'x\n', start: 0, end: 2 }).text, '```\nx\n```');
});

const CODE = ['function a() {\n  return 1;\n}', 'def a(b):\n    if b:\n        return c(b)\n    return None', 'a: 1\nb:\n  c: [1, 2]\n  d: "x",', '<ul>\n  <li>a</li>\n</ul>', '\tif (x == 1) {\n\t\ty();\n\t}'];
const PROSE = ['one\ntwo\nthree', '- a\n  - b\n  - c', 'Dear all,\n\n  we meet at nine\n  and leave at ten.\n\nSee you', '1. a\n   b\n2. c', 'x = 1', '```\n  a();\n  b();\n```', '> a\n>   b\n> c'];
for (const text of CODE) test(`${JSON.stringify(text)} looks like code`, () => assert.ok(looksLikeCode(text)));
for (const text of PROSE) test(`${JSON.stringify(text)} does not`, () => assert.ok(!looksLikeCode(text)));
