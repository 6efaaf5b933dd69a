// @ts-check
// The lexer of `marked` without the constructs that we leave out (docs/markdown.md), and with limits: some of its
// regular expressions take quadratic time on hostile text.
import { Lexer, Tokenizer } from 'marked';
import { bareLink, inlineLink, mayPrecede } from './markdown-links.js';

/** Longer than any message, whose content has at most 16,384 bytes. */
export const MOST_CHARACTERS = 16_384;
/** Quotes and lists inside each other; deeper ones are text. */
export const MOST_NESTED = 8;
/** Cells of one table. A row of two characters is filled up with as many cells as the head has. */
export const MOST_CELLS = 1_000;
/** Characters that one text may make the lexer look at. The longest ordinary messages take a tenth of it. */
export const MOST_WORK = 1_000_000;

const QUOTE = /^ {0,3}>/;
/** A quote that no item of a list holds: items are indented by two spaces at least. */
const QUOTE_BESIDE = /\n ?>/;
const MAIL_RUN = /^[a-zA-Z0-9.!#$%&'*+/=?_`{|}~-]*/;
const SPACES = / {32,}/g;
const LINK = /** @type {const} */ ('link');
const WORD = /[\p{L}\p{N}]/u;

/** Text that would take too long. */
class TooMuch extends Error {}

/** @typedef {import('marked').Tokens.Generic} Token */

class BoundedTokenizer extends Tokenizer {
  /** Characters looked at. */
  work = 0;
  #blocks = 0;
  #inlines = 0;
  #before = '';

  /** @param {number} characters */
  spend(characters) {
    if (this.work + characters > MOST_WORK) throw new TooMuch();
    this.work += characters;
  }

  /** @param {string} src @override */
  blockquote(src) {
    if (this.#blocks >= MOST_NESTED || !QUOTE.test(src)) return undefined;
    this.spend(this.rules.block.blockquote.exec(src)?.[0].length ?? 0);
    return this.#within(() => super.blockquote(src));
  }

  /** @param {string} src @override */
  list(src) {
    if (this.#blocks >= MOST_NESTED || !this.rules.block.list.test(src)) return undefined;
    const quote = src.search(QUOTE_BESIDE);
    const token = this.#within(() => super.list(quote === -1 ? src : src.slice(0, quote + 1)));
    if (token) this.spend(token.raw.length);
    return token;
  }

  /** @param {string} src @override */
  table(src) {
    const [found, head] = this.rules.block.table.exec(src) ?? [];
    if (!found || !head) return undefined;
    this.spend(found.length);
    const [columns, rows] = [head.split('|').length, found.split('\n').length];
    return columns * rows <= MOST_CELLS ? super.table(src) : undefined;
  }

  /** @param {string} src @override */
  link(src) {
    return src[0] === '[' ? this.#inline(src, () => this.#found(inlineLink(src))) : undefined;
  }

  /** @param {string} src @param {string} masked @param {string} before @override */
  emStrong(src, masked, before) {
    this.#before = before;
    this.spend(1);
    if (src[0] !== '*' && src[0] !== '_') return undefined;
    return src[0] === '_' && WORD.test(before) ? undefined : this.#inline(src, () => super.emStrong(src, masked, before));
  }

  /** @param {string} src @override */
  codespan(src) {
    return src[0] === '`' ? this.#inline(src, () => super.codespan(src)) : undefined;
  }

  /** @param {string} src @override */
  del(src) {
    return src[0] === '~' ? this.#inline(src, () => super.del(src)) : undefined;
  }

  /** @param {string} src @override */
  url(src) {
    const link = mayPrecede(this.#before) ? bareLink(src) : null;
    return link ? { type: LINK, ...link, tokens: [{ type: 'text', raw: link.raw, text: link.text }] } : undefined;
  }

  /** @param {string} src @override */
  inlineText(src) {
    this.spend(MAIL_RUN.exec(src.slice(1))?.[0].length ?? 0);
    return super.inlineText(src);
  }

  /** Raw HTML, setext headings and reference links are text. @override */
  html() {
    return undefined;
  }

  /** @override */
  tag() {
    return undefined;
  }

  /** @override */
  lheading() {
    return undefined;
  }

  /** @override */
  def() {
    return undefined;
  }

  /** @override */
  reflink() {
    return undefined;
  }

  /** Of links inside each other only the inner one is a link. @param {import('./markdown-links.js').Link|null} link */
  #found(link) {
    if (!link) return undefined;
    const { state } = this.lexer;
    state.inLink = true;
    const tokens = this.lexer.inlineTokens(link.text);
    state.inLink = false;
    return holdsLink(tokens) ? undefined : { type: LINK, ...link, tokens };
  }

  /** @template T @param {() => T} work */
  #within(work) {
    this.#blocks++;
    try {
      return work();
    } finally {
      this.#blocks--;
    }
  }

  /** What is not found was looked for to the end. @template {Token} T @param {string} src @param {() => T|undefined} work */
  #inline(src, work) {
    if (this.#inlines >= MOST_NESTED) return undefined;
    this.#inlines++;
    const token = work();
    this.#inlines--;
    this.spend(token ? token.raw.length : src.length);
    return token;
  }
}

/** @param {import('marked').Token[]} tokens @returns {boolean} */
const holdsLink = (tokens) => tokens.some((token) => token.type === 'link' || ('tokens' in token && holdsLink(token.tokens ?? [])));

/**
 * Markdown tokens of a text; null where it is longer than a message or too costly to read, and is to be shown as it is.
 * @param {string} text
 * @returns {{tokens: import('marked').Token[]|null, work: number}} with the characters that were looked at
 */
export function lexed(text) {
  const tokenizer = new BoundedTokenizer();
  if (text.length > MOST_CHARACTERS) return { tokens: null, work: 0 };
  try {
    // The lexer looks for a line's end from each of the spaces in a row.
    for (const [run] of text.matchAll(SPACES)) tokenizer.spend(run.length ** 2);
    return { tokens: new Lexer({ gfm: true, breaks: true, tokenizer }).lex(text), work: tokenizer.work };
  } catch {
    // If the library fails, the message is shown as plain text.
    return { tokens: null, work: tokenizer.work };
  }
}
