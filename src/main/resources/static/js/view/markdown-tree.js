// @ts-check
// Turns the lexer's Markdown tokens into a tree of what the page draws.
import { lexed } from './markdown-lexer.js';

/**
 * @typedef {{t: 'text', text: string}|{t: 'code', text: string}|{t: 'br'}|{t: 'link', href: string, inside: Inline[]}
 *   |{t: 'strong'|'em'|'del', inside: Inline[]}|import('./mention-tree.js').Mention} Inline
 * @typedef {{blocks: Block[], checked: boolean|null}} Item
 * @typedef {'left'|'center'|'right'|null} Alignment
 * @typedef {{t: 'paragraph', inside: Inline[]}|{t: 'heading', level: number, inside: Inline[]}|{t: 'rule'}
 *   |{t: 'quote', blocks: Block[]}|{t: 'block', language: string, text: string}
 *   |{t: 'list', start: number|null, loose: boolean, items: Item[]}
 *   |{t: 'table', align: Alignment[], head: Inline[][], rows: Inline[][][]}} Block
 * @typedef {import('marked').Token} Token
 * @typedef {import('marked').Tokens.Table} Table
 * @typedef {import('marked').Tokens.List} List
 */

const LANGUAGE = /^[\w+#.-]{1,20}(?=\s|$)/;
const ALLOWED = /^(?:https?:\/\/|mailto:)/i;

/** @param {string} text @returns {Block[]} */
export function blocks(text) {
  const { tokens } = lexed(text);
  return tokens ? blocksOf(tokens) : [{ t: 'paragraph', inside: plain(text) }];
}

/** Text as it was typed, line by line. @param {string} text @returns {Inline[]} */
const plain = (text) => text.split('\n').flatMap((line, i) => /** @type {Inline[]} */ (i > 0 ? [{ t: 'br' }, { t: 'text', text: line }] : [{ t: 'text', text: line }]));

/** @param {Token[]} tokens @returns {Block[]} */
const blocksOf = (tokens) => tokens.filter((token) => token.type !== 'space').map(block);

/** @param {Token} token @returns {Block} */
function block(token) {
  switch (token.type) {
    case 'heading': return { t: 'heading', level: token.depth, inside: inlines(token.tokens) };
    case 'hr': return { t: 'rule' };
    case 'blockquote': return { t: 'quote', blocks: blocksOf(token.tokens ?? []) };
    case 'code': return { t: 'block', language: LANGUAGE.exec(token.lang ?? '')?.[0] ?? '', text: token.text };
    case 'list': return list(/** @type {List} */ (token));
    case 'table': return table(/** @type {Table} */ (token));
    default: return { t: 'paragraph', inside: 'tokens' in token ? trimmed(inlines(token.tokens)) : plain(token.raw) };
  }
}

/** @param {List} token @returns {Block} */
function list({ ordered, start, loose, items }) {
  return {
    t: 'list', start: ordered ? Number(start) : null, loose,
    items: items.map((item) => ({ blocks: blocksOf(item.tokens), checked: item.task ? item.checked === true : null })),
  };
}

/** @param {Table} token @returns {Block} */
function table({ align, header, rows }) {
  return { t: 'table', align, head: header.map((cell) => inlines(cell.tokens)), rows: rows.map((row) => row.map((cell) => inlines(cell.tokens))) };
}

/** @param {Token[]|undefined} tokens @returns {Inline[]} */
const inlines = (tokens) => tidy((tokens ?? []).flatMap(inline));

/** @param {Token} token @returns {Inline[]} */
function inline(token) {
  switch (token.type) {
    case 'strong': case 'em': case 'del': return [{ t: token.type, inside: inlines(token.tokens) }];
    case 'codespan': return [{ t: 'code', text: token.text }];
    case 'br': return [{ t: 'br' }];
    case 'link': return link(token);
    case 'escape': return [{ t: 'text', text: token.text }];
    default: return [{ t: 'text', text: token.raw }];
  }
}

/** @param {Token} token @returns {Inline[]} */
function link(token) {
  const href = 'href' in token ? safe(token.href) : null;
  if (!href) return [{ t: 'text', text: token.raw }];
  const inside = inlines('tokens' in token ? token.tokens : []);
  return [{ t: 'link', href, inside: inside.length > 0 ? inside : [{ t: 'text', text: href }] }];
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

/** Without the spaces at both ends. @param {Inline[]} all */
function trimmed(all) {
  const [first, last] = [all[0], all.at(-1)];
  if (first?.t === 'text') first.text = first.text.trimStart();
  if (last?.t === 'text') last.text = last.text.trimEnd();
  return withoutEmpty(all);
}

/** Joins neighbouring texts, and takes away the spaces behind line breaks. @param {Inline[]} all @returns {Inline[]} */
function tidy(all) {
  /** @type {Inline[]} */
  const out = [];
  for (const one of all) {
    const last = out.at(-1);
    if (one.t !== 'text') out.push(one);
    else if (last?.t === 'text') last.text += one.text;
    else out.push({ t: 'text', text: last?.t === 'br' ? one.text.trimStart() : one.text });
  }
  return withoutEmpty(out);
}

/** @param {Inline[]} all */
const withoutEmpty = (all) => all.filter((one) => one.t !== 'text' || one.text !== '');

/** What somebody reads who sees no marks. @param {Inline[]} all @returns {string} */
export const textOf = (all) => all.map((one) => ('inside' in one ? textOf(one.inside) : one.t === 'br' ? ' ' : one.text)).join('');
