// @ts-check
// The tree of what the page draws of a text in Markdown (docs/markdown.md). Reading takes time linear in the length of
// the text, and no more than its budget.
import { isLoose, rawBlocks } from './markdown-blocks.js';
import { inlines } from './markdown-inline.js';
import { isTooLarge, tableOf } from './markdown-tables.js';

/** Longer than any message, whose content has at most 16,384 bytes. */
export const MOST_CHARACTERS = 16_384;
/** Characters that one text may make the page look at. The longest ordinary messages take a tenth of it. */
export const MOST_WORK = 1_000_000;

/**
 * @typedef {{t: 'text', text: string}|{t: 'code', text: string}|{t: 'br'}|{t: 'link', href: string, inside: Inline[]}
 *   |{t: 'strong'|'em'|'del', inside: Inline[]}} Inline
 * @typedef {{blocks: Block[], checked: boolean|null}} Item
 * @typedef {'left'|'center'|'right'|null} Alignment
 * @typedef {{t: 'paragraph', inside: Inline[]}|{t: 'heading', level: number, inside: Inline[]}|{t: 'rule'}
 *   |{t: 'quote', blocks: Block[]}|{t: 'block', language: string, text: string}
 *   |{t: 'list', start: number|null, loose: boolean, items: Item[]}
 *   |{t: 'table', align: Alignment[], head: Inline[][], rows: Inline[][][]}} Block
 * @typedef {import('./markdown-blocks.js').RawBlock} RawBlock
 */

const LANGUAGE = /^[\w+#.-]{1,20}(?=\s|$)/;
const ESCAPE = /\\([!-/:-@[-`{-~])/g;
const TASK = /^\[([ \txX])\][ \t\n]+(?=\S)/;

/** Text that would take too long. */
class TooMuch extends Error {}

/** How much work is left. */
export class Budget {
  work = 0;

  /** @param {number} characters */
  spend(characters) {
    this.work += characters;
    if (this.work > MOST_WORK) throw new TooMuch();
  }
}

/** A text that is too long or too costly to read is shown as it is. @param {string} text @returns {Block[]} */
export const blocks = (text) => read(text).blocks;

/** @param {string} text @returns {{blocks: Block[], work: number}} with the characters that were looked at */
export function read(text) {
  const budget = new Budget();
  const whole = text.replace(/\r\n?/g, '\n').replaceAll('\0', '\ufffd');
  try {
    if (whole.length <= MOST_CHARACTERS) return { blocks: blocksOf(rawBlocks(whole).blocks, budget), work: budget.work };
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error;
  }
  return { blocks: [{ t: 'paragraph', inside: plain(whole) }], work: budget.work };
}

/** Text as it was typed, line by line. @param {string} text @returns {Inline[]} */
const plain = (text) => text.split('\n').flatMap((line, i) => /** @type {Inline[]} */ (i > 0 ? [{ t: 'br' }, { t: 'text', text: line }] : [{ t: 'text', text: line }]));

/** @param {RawBlock[]} raw @param {Budget} budget @returns {Block[]} */
const blocksOf = (raw, budget) => raw.flatMap((one) => block(one, budget));

/** @param {RawBlock} raw @param {Budget} budget @returns {Block[]} */
function block(raw, budget) {
  switch (raw.kind) {
    case 'paragraph': return [{ t: 'paragraph', inside: inlines(raw.lines.join('\n'), budget) }];
    case 'heading': return [{ t: 'heading', level: raw.level, inside: inlines(raw.text, budget) }];
    case 'rule': return [{ t: 'rule' }];
    case 'quote': case 'document': return [{ t: 'quote', blocks: blocksOf(raw.blocks, budget) }];
    case 'fence': return [{ t: 'block', language: LANGUAGE.exec(raw.info.replace(ESCAPE, '$1'))?.[0] ?? '', text: raw.lines.join('\n') }];
    case 'indented': return [{ t: 'block', language: '', text: withoutBlanks(raw.lines).join('\n') }];
    case 'list': return [list(raw, budget)];
    case 'table': return [table(raw, budget)];
    case 'item': return blocksOf(raw.blocks, budget);
  }
}

/** Without empty lines at the end. @param {string[]} lines */
const withoutBlanks = (lines) => lines.slice(0, lines.findLastIndex((line) => line.trim() !== '') + 1);

/** @param {import('./markdown-blocks.js').List} raw @param {Budget} budget @returns {Block} */
function list(raw, budget) {
  return { t: 'list', start: raw.first, loose: isLoose(raw), items: raw.blocks.map((one) => item(one, budget)) };
}

/** @param {import('./markdown-blocks.js').Item} raw @param {Budget} budget @returns {Item} */
function item({ blocks: [first, ...others] }, budget) {
  if (!first) return { blocks: [], checked: null };
  const text = first.kind === 'paragraph' ? first.lines.join('\n') : '';
  const [mark, box] = TASK.exec(text) ?? [];
  if (!mark) return { blocks: blocksOf([first, ...others], budget), checked: null };
  return { blocks: [{ t: 'paragraph', inside: inlines(text.slice(mark.length), budget) }, ...blocksOf(others, budget)], checked: /x/i.test(box) };
}

/** @param {import('./markdown-blocks.js').TableBlock} raw @param {Budget} budget @returns {Block} */
function table(raw, budget) {
  if (isTooLarge(raw)) return { t: 'paragraph', inside: plain(raw.lines.join('\n')) };
  const [head, ...rows] = tableOf(raw).map((row) => row.map((cell) => inlines(cell, budget)));
  return { t: 'table', align: raw.align, head, rows };
}

/** What somebody reads who sees no marks. @param {Inline[]} all @returns {string} */
export const textOf = (all) => all.map((one) => ('inside' in one ? textOf(one.inside) : one.t === 'br' ? ' ' : one.text)).join('');
