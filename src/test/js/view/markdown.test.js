// Markdown as specified by CommonMark and GFM, as far as docs/markdown.md promises it, at bounded cost.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { MOST_WORK, blocks, read } from '../../../main/resources/static/js/view/markdown-tree.js';

const { examples, own, leftOut } = JSON.parse(readFileSync('src/test/js/view/markdown-examples.json', 'utf8'));

/** @param {any[]} all */
const inline = (all) => all.map((one) => {
  if (one.t === 'text') return one.text;
  if (one.t === 'code') return ['code', one.text];
  return one.t === 'link' ? ['a', one.href, ...inline(one.inside)] : [one.t, ...inline(one.inside ?? [])];
});

/** A tree as the examples write it; a `*` marks a list whose items stand apart. @param {any[]} blocks @returns {any[]} */
const compact = (blocks) => blocks.map((b) => {
  switch (b.t) {
    case 'paragraph': return ['p', ...inline(b.inside)];
    case 'heading': return [`h${b.level}`, ...inline(b.inside)];
    case 'rule': return ['hr'];
    case 'quote': return ['quote', ...compact(b.blocks)];
    case 'block': return ['block', b.language, b.text];
    case 'table': return ['table', b.align, b.head.map(inline), ...b.rows.map((/** @type {any[]} */ row) => row.map(inline))];
    default: return [`${b.start === null ? 'ul' : 'ol'}${b.loose ? '*' : ''}`, ...(b.start === null ? [] : [b.start]), ...b.items.map(item)];
  }
});

/** @param {any} one */
const item = ({ blocks, checked }) => (checked === null ? compact(blocks) : [checked, ...compact(blocks)]);

for (const [number, text, wanted] of [...examples, ...own.map((/** @type {any[]} */ one) => ['own', ...one])]) {
  test(`${number} ${JSON.stringify(text)}`, () => assert.deepEqual(compact(blocks(text)), wanted));
}

test('each example of the specification is run or left out for a reason', () => {
  const known = [...examples.map(([/** @type {number} */ number]) => number), ...Object.values(leftOut).flat()];
  assert.deepEqual(known.sort((a, b) => a - b), Array.from({ length: 652 }, (_, i) => i + 1));
});

const LENGTH = 16_384;
const UNITS = [
  '*', '_', '[', ']', '`', '~', '<', '>', '(', '!', ' ', 'a', '\\', '|', '-', '#', '&', '\n', '\t', '*a ', '**a ', '_a ', '*a_b ', '*a **b ', '*_a',
  '[a](', '[a](b', '[](', '![', '![a](', '[a][', '[a]: b\n', '[a](b "', '[`', '``` ', '`a', '`a``b```c ', '~~a ', '<a ', '<http:', 'a@', 'a@b.', '!a', '\\*',
  '> ', '> > a\nb\n', '> - a\nb\n', '> a\n\n', '- ', '- a\n', '- a\n* b\n', '-\n', '1. a\n', '|a', '|a|\n', '-|-\n', 'a\n-|-\n', 'http://a', 'http://a)', 'www.', '(http://a.b/(',
  '```\n', '    a\n', '# a\n', 'a\n---\n', '[a](\\"', '<!--', '_*~', '[`', '[``a```b](', '[<a:', '*a `', 'あ@', 'あhttps://', '[[a](b)', 'a@b.c ', '>\t', '-\t', '1) a\n', '   a\n', ' \n', '~~~a ', '[a](<',
];
const SHAPES = [
  '*_'.repeat(4000) + 'x' + '_*'.repeat(4000), '['.repeat(1000) + 'x' + '](https://a.example)'.repeat(700), `a${' '.repeat(16_000)}b`, '> '.repeat(5000) + 'a',
  `${'|a'.repeat(1500)}|\n${'|-'.repeat(1500)}|\n${'|\n'.repeat(4000)}`, `http://a${')'.repeat(16_000)}`, `[a](https://a.example/${'('.repeat(16_000)}`,
  Array.from({ length: 170 }, (_, i) => `${'`'.repeat(i + 1)}a`).join(''),
];

const HOSTILE = [...UNITS.map((unit) => unit.repeat(LENGTH).slice(0, LENGTH)), ...SHAPES, '*'.repeat(65_536), '['.repeat(65_536)];

for (const text of HOSTILE) {
  test(`${JSON.stringify(text.slice(0, 24))}… costs no more than its limits`, () => {
    const { nodes, depth } = size(blocks(text));
    // Some way beyond the budget: what the last piece of work looked at is counted as well.
    assert.ok(read(text).work <= MOST_WORK + LENGTH, 'work');
    assert.ok(patternsTried(() => blocks(text)) <= MOST_WORK, 'patterns');
    assert.ok(nodes <= LENGTH + 2 && depth <= 24, `${nodes} nodes, ${depth} deep`);
  });
}

test('twice the text takes at most about twice the work', () => {
  for (const unit of UNITS) {
    const [half, whole] = [LENGTH / 2, LENGTH].map((length) => patternsTried(() => blocks(unit.repeat(length).slice(0, length))));
    assert.ok(whole <= 2.5 * half + 1_000, `${JSON.stringify(unit)}: ${half}, ${whole}`);
  }
});

/** How many regular expressions are run. @param {() => void} work */
function patternsTried(work) {
  const { exec } = RegExp.prototype;
  let tried = 0;
  RegExp.prototype.exec = function counted(text) {
    tried++;
    return exec.call(this, text);
  };
  try {
    work();
  } finally {
    RegExp.prototype.exec = exec;
  }
  return tried;
}

/** @param {any} value @returns {{nodes: number, depth: number}} */
function size(value) {
  if (value === null || typeof value !== 'object') return { nodes: 0, depth: 0 };
  const all = Object.values(value).map(size);
  const own = Array.isArray(value) ? 0 : 1;
  return { nodes: all.reduce((sum, one) => sum + one.nodes, own), depth: all.reduce((most, one) => Math.max(most, one.depth), 0) + own };
}
