// @ts-check
// The blocks of Markdown (CommonMark 0.31.2, appendix "A parsing strategy"; GFM tables), line by line: each line first
// continues the quotes and lists that are open, then opens others, and what is left of it is text.
import { Line } from './markdown-lines.js';
import { columnsOf } from './markdown-tables.js';

/** Quotes and lists inside each other; deeper ones are text. */
export const MOST_NESTED = 8;
const CODE_INDENT = 4;

/**
 * What is open or read. `end` is the last line that belongs to it.
 * @typedef {{kind: 'paragraph', lines: string[], start: number, end: number}} Paragraph
 * @typedef {{kind: 'fence', mark: string, indent: number, info: string, lines: string[], start: number, end: number}} Fence
 * @typedef {{kind: 'indented', lines: string[], start: number, end: number}} Indented
 * @typedef {{kind: 'table', align: import('./markdown-tables.js').Alignment[], lines: string[], start: number, end: number}} TableBlock
 * @typedef {Paragraph|Fence|Indented|TableBlock} Leaf
 * @typedef {{kind: 'heading', level: number, text: string, start: number, end: number}|{kind: 'rule', start: number, end: number}} Single
 * @typedef {{kind: 'document'|'quote', blocks: RawBlock[], start: number, end: number}} Quote
 * @typedef {{kind: 'list', mark: string, first: number|null, blocks: Item[], start: number, end: number}} List
 * @typedef {{kind: 'item', width: number, blocks: RawBlock[], start: number, end: number}} Item
 * @typedef {Quote|List|Item} Container
 * @typedef {Leaf|Single|Quote|List|Item} RawBlock
 */

const FENCE = /^(?:(`{3,})([^`]*)|(~{3,})(.*))$/s;
const HEADING = /^(#{1,6})(?:[ \t]+(.*))?$/s;
const RULE = /^(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const MARKER = /^(?:[-+*]|(\d{1,9})[.)])(?=[ \t]|$)/;

class Blocks {
  /** @type {Container[]} */
  #open = [{ kind: 'document', blocks: [], start: 0, end: 0 }];
  /** @type {Leaf|null} */
  #leaf = null;
  #number = 0;

  /** @param {string} text */
  read(text) {
    for (const line of text.replace(/\n$/, '').split('\n')) {
      this.#number++;
      this.#line(new Line(line));
    }
    return /** @type {Quote} */ (this.#open[0]);
  }

  /** @param {Line} line */
  #line(line) {
    const matched = this.#continued(line);
    const isWhole = matched === this.#open.length;
    if (isWhole && this.#leaf && this.#goesOn(line, this.#leaf)) return;
    const depth = this.#starts(line, matched);
    if (depth === null) return;
    if (this.#leaf?.kind === 'paragraph' && !line.isBlank) return this.#append(this.#leaf, line.text);
    this.#close(depth);
    if (!line.isBlank) this.#begin({ kind: 'paragraph', lines: [line.text], start: this.#number, end: this.#number });
  }

  /** How many of the open blocks this line belongs to. @param {Line} line */
  #continued(line) {
    let count = 1;
    for (; count < this.#open.length; count++) {
      const one = this.#open[count];
      if (one.kind === 'quote' ? !this.#quoteGoesOn(line, one) : one.kind === 'item' && !itemGoesOn(line, one)) break;
    }
    // A list goes on only with one of its items, or with a new one.
    return count;
  }

  /** @param {Line} line @param {Quote} quote */
  #quoteGoesOn(line, quote) {
    if (line.indent >= CODE_INDENT || line.text[0] !== '>') return false;
    line.take(1);
    line.skip(1);
    quote.end = this.#number;
    return true;
  }

  /** Whether the line belongs to code or a table that is open. @param {Line} line @param {Leaf} leaf */
  #goesOn(line, leaf) {
    if (leaf.kind === 'fence') {
      if (closes(line, leaf)) {
        leaf.end = this.#number;
        this.#leaf = null;
        return true;
      }
      line.skip(leaf.indent);
      this.#append(leaf, line.rest);
      return true;
    }
    if (leaf.kind === 'indented' && (line.indent >= CODE_INDENT || line.isBlank)) {
      const { end } = leaf;
      const { isBlank } = line;
      line.skip(CODE_INDENT);
      this.#append(leaf, line.rest);
      if (isBlank) leaf.end = end;
      return true;
    }
    return false;
  }

  /** Opens what begins on this line: how many blocks hold the rest of it, null where nothing is left. @param {Line} line @param {number} matched */
  #starts(line, matched) {
    let depth = matched;
    const isInParagraph = this.#leaf?.kind === 'paragraph' && matched === this.#open.length;
    for (let opened = false; ; opened = true) {
      if (line.indent >= CODE_INDENT) return this.#indented(line, depth) ? null : depth;
      const { text } = line;
      if (text[0] === '>' && this.#mayNest(depth)) {
        this.#close(depth);
        this.#push({ kind: 'quote', blocks: [], start: this.#number, end: this.#number });
        line.take(1);
        line.skip(1);
      } else if (this.#single(text, line.indent, depth)) {
        return null;
      } else if (!this.#item(line, depth, isInParagraph && !opened)) {
        return (isInParagraph && !opened && this.#table(text)) || this.#row(text, depth) ? null : depth;
      }
      depth = this.#open.length;
    }
  }

  /** @param {Line} line @param {number} depth */
  #indented(line, depth) {
    if (line.isBlank || this.#leaf?.kind === 'paragraph') return false;
    this.#close(depth);
    line.skip(CODE_INDENT);
    this.#begin({ kind: 'indented', lines: [line.rest], start: this.#number, end: this.#number });
    return true;
  }

  /** A heading, a line across, or the start of code between fences. @param {string} text @param {number} indent @param {number} depth */
  #single(text, indent, depth) {
    const place = { start: this.#number, end: this.#number };
    const heading = HEADING.exec(text);
    const fence = FENCE.exec(text);
    if (!heading && !fence && !RULE.test(text)) return false;
    this.#close(depth);
    if (fence) this.#begin({ kind: 'fence', mark: fence[1] ?? fence[3], info: (fence[2] ?? fence[4]).trim(), indent, lines: [], ...place });
    else this.#add(heading ? { kind: 'heading', level: heading[1].length, text: withoutClosing(heading[2] ?? ''), ...place } : { kind: 'rule', ...place });
    return true;
  }

  /** Opens an item of a list, of the list that is open or of a new one. @param {Line} line @param {number} depth @param {boolean} isInParagraph */
  #item(line, depth, isInParagraph) {
    const { text, indent } = line;
    const marker = MARKER.exec(text);
    if (!marker) return false;
    const isEmpty = text.slice(marker[0].length).trim() === '';
    const first = marker[1] === undefined ? null : Number(marker[1]);
    if (isInParagraph && (isEmpty || (first !== null && first !== 1))) return false;
    const mark = marker[0].at(-1) ?? '';
    const list = this.#listAt(depth);
    const isSame = list?.mark === mark;
    if (!isSame && !this.#mayNest(depth - (list ? 1 : 0))) return false;
    this.#close(isSame || !list ? depth : depth - 1);
    if (!isSame) this.#push({ kind: 'list', mark, first, blocks: [], start: this.#number, end: this.#number });
    line.take(marker[0].length);
    const spaces = isEmpty || line.indent > CODE_INDENT ? 1 : line.indent;
    line.skip(spaces);
    this.#push({ kind: 'item', width: indent + marker[0].length + spaces, blocks: [], start: this.#number, end: this.#number });
    return true;
  }

  /** @param {number} depth @returns {List|null} */
  #listAt(depth) {
    const last = this.#open[depth - 1];
    return last.kind === 'list' ? last : null;
  }

  /** @param {number} depth */
  #mayNest(depth) {
    return this.#open.slice(0, depth).filter(({ kind }) => kind === 'quote' || kind === 'list').length < MOST_NESTED;
  }

  /** The last line of a paragraph is the head of a table where this one parts its columns. @param {string} text */
  #table(text) {
    const paragraph = /** @type {Paragraph} */ (this.#leaf);
    const align = columnsOf(/** @type {string} */ (paragraph.lines.at(-1)), text);
    if (!align) return false;
    const head = /** @type {string} */ (paragraph.lines.pop());
    const { blocks } = this.#open[this.#open.length - 1];
    if (paragraph.lines.length === 0) blocks.pop();
    else paragraph.end--;
    this.#begin({ kind: 'table', align, lines: [head, text], start: this.#number - 1, end: this.#number });
    return true;
  }

  /** @param {string} text @param {number} depth */
  #row(text, depth) {
    if (this.#leaf?.kind !== 'table' || text === '' || depth < this.#open.length) return false;
    this.#append(this.#leaf, text);
    return true;
  }

  /** @param {Leaf} leaf @param {string} text */
  #append(leaf, text) {
    leaf.lines.push(text);
    leaf.end = this.#number;
  }

  /** @param {Leaf} leaf */
  #begin(leaf) {
    this.#add(leaf);
    this.#leaf = leaf;
  }

  /** @param {Container} container */
  #push(container) {
    this.#add(container);
    this.#open.push(container);
  }

  /** Into the innermost block; a list holds items alone. @param {RawBlock} block */
  #add(block) {
    this.#leaf = null;
    while (block.kind !== 'item' && this.#open.at(-1)?.kind === 'list') this.#open.pop();
    /** @type {RawBlock[]} */ (this.#open[this.#open.length - 1].blocks).push(block);
  }

  /** Closes what is open beyond this depth, and the text inside it. @param {number} depth */
  #close(depth) {
    this.#open.length = depth;
    this.#leaf = null;
  }
}

/** @param {Line} line @param {Item} item */
function itemGoesOn(line, item) {
  if (line.isBlank ? item.blocks.length === 0 : line.indent < item.width) return false;
  line.skip(line.isBlank ? line.indent : item.width);
  return true;
}

/** @param {Line} line @param {Fence} fence */
function closes(line, { mark }) {
  const text = line.text.trimEnd();
  return line.indent < CODE_INDENT && text.length >= mark.length && text === mark[0].repeat(text.length);
}

/** A heading without the `#` at its end. @param {string} text */
function withoutClosing(text) {
  const trimmed = text.trim();
  let end = trimmed.length;
  while (trimmed[end - 1] === '#') end--;
  return end === 0 || /[ \t]/.test(trimmed[end - 1]) ? trimmed.slice(0, end).trim() : trimmed;
}

/** @param {string} text @returns {Quote} */
export const rawBlocks = (text) => new Blocks().read(text);

/** Whether something blank stands between the items of a list, or between the blocks of one of them. @param {List} list */
export const isLoose = (list) => hasGap(list.blocks) || list.blocks.some((item) => hasGap(item.blocks));

/** @param {RawBlock[]} blocks */
const hasGap = (blocks) => blocks.some((block, i) => i > 0 && block.start - endOf(blocks[i - 1]) > 1);

/** @param {RawBlock} block @returns {number} */
function endOf(block) {
  const last = 'blocks' in block ? block.blocks.at(-1) : undefined;
  return Math.max(block.end, last ? endOf(last) : 0);
}
