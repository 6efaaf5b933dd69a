// @ts-check
// What stands inside a line of Markdown: code, links, line breaks, and emphasis between them.
import { Nodes, runBetween } from './markdown-emphasis.js';
import { autolink, bareLink, inlineLink, mayPrecede } from './markdown-links.js';

/** @typedef {import('./markdown-tree.js').Inline} Inline */

/** Links and their texts inside each other; deeper ones are text. */
const MOST_NESTED = 8;
const PUNCTUATION = /[!-/:-@[-`{-~]/;
const TICKS = /`+/g;
const ALLOWED = /^(?:https?:\/\/|mailto:)/i;
/** Letters up to where an address may begin: scripts without spaces and others are told apart. */
const UNSPACED = '[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\u30fc\\p{sc=Hangul}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}\\p{sc=Tibetan}]';
const WORD = new RegExp(`(?:(?!https?:|www\\.)${UNSPACED})+|(?:(?!https?:|www\\.|${UNSPACED})[\\p{L}\\p{N}\\p{M}])+|[^]`, 'iuy');

class Inlines {
  #text;
  #budget;
  #depth;
  #at = 0;
  #plain = '';
  #nodes = new Nodes();
  /** Where runs of backticks begin, by their length, the last one first. @type {Map<number, number[]>} */
  #ticks = new Map();
  #lastMail;
  #lastLink;

  /** @param {string} text @param {import('./markdown-tree.js').Budget} budget @param {number} depth how many links it stands in */
  constructor(text, budget, depth) {
    this.#text = text;
    this.#budget = budget;
    this.#depth = depth;
    this.#lastMail = text.lastIndexOf('@');
    this.#lastLink = text.lastIndexOf('](');
    for (const { 0: run, index } of [...text.matchAll(TICKS)].reverse()) {
      const same = this.#ticks.get(run.length);
      if (same) same.push(index);
      else this.#ticks.set(run.length, [index]);
    }
  }

  /** @returns {Inline[]} */
  read() {
    this.#budget.spend(this.#text.length);
    while (this.#at < this.#text.length) this.#next();
    this.#flush();
    return this.#nodes.paired();
  }

  #next() {
    const c = this.#text[this.#at];
    switch (c) {
      case '\n': return this.#break(1);
      case '\\': return this.#escape();
      case '`': return this.#code();
      case '*': case '_': case '~': return this.#run(c);
      case '[': return (this.#lastLink > this.#at && this.#take(this.#link())) || this.#say('[');
      case '<': return this.#take(this.#autolink()) || this.#say('<');
      default: return this.#word();
    }
  }

  /** @param {string} text */
  #say(text) {
    this.#plain += text;
    this.#at += text.length;
  }

  #flush() {
    if (this.#plain) this.#nodes.add({ t: 'text', text: this.#plain });
    this.#plain = '';
  }

  /** @param {number} length */
  #break(length) {
    this.#plain = this.#plain.replace(/[ \t]{1,1000}$/, '');
    this.#flush();
    this.#nodes.add({ t: 'br' });
    this.#at += length;
    while (this.#text[this.#at] === ' ' || this.#text[this.#at] === '\t') this.#at++;
  }

  #escape() {
    const next = this.#text[this.#at + 1] ?? '';
    if (next === '\n') return this.#break(2);
    if (!PUNCTUATION.test(next)) return this.#say('\\');
    this.#plain += next;
    this.#at += 2;
  }

  #code() {
    const from = this.#at;
    let length = 1;
    while (this.#text[from + length] === '`') length++;
    const runs = this.#ticks.get(length) ?? [];
    while (Number(runs.at(-1)) <= from) runs.pop();
    const end = runs.at(-1);
    if (end === undefined) return this.#say('`'.repeat(length));
    const inside = this.#text.slice(from + length, end).replaceAll('\n', ' ');
    this.#flush();
    this.#nodes.add({ t: 'code', text: /^ .*[^ ].* $/s.test(inside) ? inside.slice(1, -1) : inside });
    this.#at = end + length;
  }

  /** @param {string} mark */
  #run(mark) {
    const from = this.#at;
    let end = from;
    while (this.#text[end] === mark) end++;
    const length = end - from;
    if (mark === '~' && length > 2) return this.#say(mark.repeat(length));
    this.#flush();
    this.#nodes.add({ t: 'text', text: '' }, runBetween(mark, length, characterBefore(this.#text, from), characterAt(this.#text, end)));
    this.#at = end;
  }

  /** Of links inside each other only the inner one is a link. @returns {[Inline, number]|null} */
  #link() {
    const link = inlineLink(this.#text.slice(this.#at, this.#at + LONGEST_LINK));
    this.#budget.spend(link ? link.raw.length : 1);
    if (!link || this.#depth >= MOST_NESTED) return null;
    const inside = new Inlines(link.text, this.#budget, this.#depth + 1).read();
    if (holdsLink(inside)) return null;
    const href = safe(link.href);
    if (!href) return [{ t: 'text', text: link.raw }, link.raw.length];
    return [{ t: 'link', href, inside: inside.length > 0 ? inside : [{ t: 'text', text: href }] }, link.raw.length];
  }

  /** @returns {[Inline, number]|null} */
  #autolink() {
    const link = autolink(this.#text.slice(this.#at, this.#at + LONGEST_LINK));
    return link && linked(link);
  }

  /** @param {[Inline, number]|null} found */
  #take(found) {
    if (!found) return false;
    this.#flush();
    this.#nodes.add(found[0]);
    this.#at += found[1];
    return true;
  }

  /** A word, or an address that begins here. In the text of a link there are no others. */
  #word() {
    if (this.#depth === 0 && this.#beginsLink()) {
      const link = bareLink(this.#text.slice(this.#at, this.#at + LONGEST_LINK));
      this.#budget.spend(link ? link.raw.length : 10);
      if (link && this.#take(linked(link))) return;
    }
    WORD.lastIndex = this.#at;
    this.#say(/** @type {RegExpExecArray} */ (WORD.exec(this.#text))[0]);
  }

  #beginsLink() {
    const c = this.#text[this.#at];
    return (this.#lastMail > this.#at || c === 'h' || c === 'H' || c === 'w' || c === 'W') && mayPrecede(this.#text.slice(Math.max(0, this.#at - 2), this.#at));
  }
}

/** As long as the longest text and address of a link together. */
const LONGEST_LINK = 4_000;

/** @param {import('./markdown-links.js').Link} link @returns {[Inline, number]|null} */
function linked({ raw, text, href }) {
  const address = safe(href);
  return address ? [{ t: 'link', href: address, inside: [{ t: 'text', text }] }, raw.length] : null;
}

/** Only addresses that lead out of the page by themselves. @param {string} address */
function safe(address) {
  if (!ALLOWED.test(address)) return null;
  try {
    return new URL(address).href;
  } catch {
    return null;
  }
}

/** @param {Inline[]} all @returns {boolean} */
const holdsLink = (all) => all.some((one) => one.t === 'link' || ('inside' in one && holdsLink(one.inside)));

/** @param {string} text @param {number} at */
const characterAt = (text, at) => String.fromCodePoint(text.codePointAt(at) ?? 0).replace('\0', '');

/** @param {string} text @param {number} at */
const characterBefore = (text, at) => [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? '';

/** Joins neighbouring texts. @param {Inline[]} all @returns {Inline[]} */
function tidy(all) {
  /** @type {Inline[]} */
  const out = [];
  for (const one of all) {
    const last = out.at(-1);
    if ('inside' in one) one.inside = tidy(one.inside);
    if (one.t === 'text' && last?.t === 'text') last.text += one.text;
    else if (one.t !== 'text' || one.text !== '') out.push(one);
  }
  return out;
}

/** @param {string} text @param {import('./markdown-tree.js').Budget} budget @returns {Inline[]} */
export const inlines = (text, budget) => tidy(new Inlines(text.trim(), budget, 0).read());
