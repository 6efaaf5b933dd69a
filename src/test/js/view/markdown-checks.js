// Runs in a page of the tests: Markdown's examples, and what hostile texts cost. Its modules are given.

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

/** Examples whose tree is another one. @param {any} tree the module @param {any} examples */
export function failures({ blocks }, { examples, own }) {
  return [...examples, ...own.map((/** @type {any[]} */ one) => ['own', ...one])].flatMap(([number, text, wanted]) => {
    const got = JSON.stringify(compact(blocks(text)));
    return got === JSON.stringify(wanted) ? [] : [`${number} ${JSON.stringify(text)}\n  wanted ${JSON.stringify(wanted)}\n  got    ${got}`];
  });
}

/** Numbers of the specification's examples that are neither run nor left out for a reason. @param {any} examples */
export function unaccounted({ examples, leftOut }) {
  const known = new Set([...examples.map(([/** @type {number} */ number]) => number), ...Object.values(leftOut).flat()]);
  return Array.from({ length: 652 }, (_, i) => i + 1).filter((number) => !known.has(number));
}

const LENGTH = 16_384;
const UNITS = [
  '*', '_', '[', ']', '`', '~', '<', '>', '(', '!', ' ', 'a', '\\', '|', '-', '#', '&', '\n', '\t', '*a ', '**a ', '_a ', '*a_b ', '*a **b ', '*_a',
  '[a](', '[a](b', '[](', '![', '![a](', '[a][', '[a]: b\n', '[a](b "', '[`', '``` ', '`a', '`a``b```c ', '~~a ', '<a ', '<http:', 'a@', 'a@b.', '!a', '\\*',
  '> ', '> > a\nb\n', '> - a\nb\n', '> a\n\n', '- ', '- a\n', '- a\n* b\n', '-\n', '1. a\n', '|a', '|a|\n', '-|-\n', 'a\n-|-\n', 'http://a', 'http://a)', 'www.', '(http://a.b/(',
  '```\n', '    a\n', '# a\n', 'a\n---\n', '[a](\\"', '<!--',
];
const SHAPES = [
  '*_'.repeat(4000) + 'x' + '_*'.repeat(4000), '['.repeat(1000) + 'x' + '](https://a.example)'.repeat(700), `a${' '.repeat(16_000)}b`, '> '.repeat(5000) + 'a',
  `${'|a'.repeat(1500)}|\n${'|-'.repeat(1500)}|\n${'|\n'.repeat(4000)}`, `http://a${')'.repeat(16_000)}`, `[a](https://a.example/${'('.repeat(16_000)}`,
  Array.from({ length: 170 }, (_, i) => `${'`'.repeat(i + 1)}a`).join(''),
];

/** What each hostile text costs: characters looked at, patterns tried, nodes made and how deep they lie. @param {any} lexer the module @param {any} tree the module */
export function costs({ lexed }, { blocks }) {
  const texts = [...UNITS.map((unit) => unit.repeat(LENGTH).slice(0, LENGTH)), ...SHAPES, '*'.repeat(65_536), '['.repeat(65_536)];
  return texts.map((text) => ({ text: text.slice(0, 24), length: text.length, work: lexed(text).work, patterns: patternsTried(() => blocks(text)), ...size(blocks(text)) }));
}

/** @param {() => void} work */
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

/** Makes patterns of the library throw that take the square of a text's length, or longer; the tree must not change. @param {any} marked @param {any} tree the module */
export function withoutCostlyPatterns({ Tokenizer }, { blocks }) {
  for (const name of ['link', 'reflink', 'url', 'html', 'tag', 'lheading', 'def']) {
    Tokenizer.prototype[name] = () => {
      throw new Error(name);
    };
  }
  return JSON.stringify(compact(blocks('[*a*](https://a.example/) <b> https://b.example\n===\n[c]: d')));
}
