// @ts-check
// Finds links in one pass over the text: the patterns of `marked` take quadratic time on hostile text at every bracket.

const LONGEST_ADDRESS = 2_000;
const LONGEST_LABEL = 1_000;
const LONGEST_MAIL = 700;
const MOST_PARENTHESES = 32;
const BEGINS = /^(?:https?:\/\/|www\.)/i;
const USER = /^[^\s/?#@<>"`\\]{0,200}@/;
/** An IPv6 address, or labels in any script. */
const HOST = /^(?:\[[0-9a-f:.]{2,45}\]|[\p{L}\p{N}\p{M}\p{Extended_Pictographic}._%\u200d\ufe0f-]+)/iu;
const PORT = /^:\d{1,5}(?!\d)/;
/** Quotation marks, the punctuation of scripts without spaces, and what nobody sees end an address anywhere. */
const REST = new RegExp('^[/?#][^\\s<>"`\u00ab\u00bb\u2039\u203a\u201c-\u201f\u3001-\u3003\u3008-\u3011\u3014-\u301b\uff01\uff08\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff3b\uff3d'
  + '\uff5b\uff5d\uff61-\uff64\ufffc\u200b\u200e\u200f\u2028-\u202f\u2060-\u206f\ufeff\u0000-\u001f]*', 'u');
const MAIL_ADDRESS = /^[\p{L}\p{N}\p{M}._+-]{1,64}@(?:[\p{L}\p{N}\p{M}-]{1,63}\.){1,8}(?=[^\s.]*\p{L})[\p{L}\p{N}\p{M}-]{0,62}[\p{L}\p{N}\p{M}](?![-_@\p{L}\p{N}])/u;
const WORD = /[\p{L}\p{N}]$/u;
/** These put no space between a word and an address. */
const WITHOUT_SPACES = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u30fc\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\p{sc=Tibetan}]$/u;
const AUTOLINK = /^<[a-z][a-z0-9+.-]{1,31}:[^\s<>]*>/i;
/** What ends an address only where nothing comes behind it. */
const AT_THE_END = /[?!.,:;*_~'|\\([{]|(?![\x00-\x7f])\p{P}/u;
const ESCAPE = /\\([!-/:-@[-`{-~])/g;
const BLANK = /[ \t\n]/;
const CONTROL = /[\x00-\x20]/;
/** @type {Record<string, string>} */
const OPENERS = { ')': '(', ']': '[', '}': '{' };
/** @type {Record<string, string>} */
const TITLES = { '"': '"', "'": "'", '(': ')' };

/** @typedef {{raw: string, text: string, href: string}} Link */

/** `[text](address "title")` at the start of a text, as CommonMark says; the title is left out. @param {string} src @returns {Link|null} */
export function inlineLink(src) {
  const label = labelEnd(src);
  if (label < 0 || src[label + 1] !== '(') return null;
  const from = skipBlanks(src, label + 2);
  const to = addressEnd(src, from);
  const end = to < 0 ? -1 : closing(src, to);
  if (end < 0) return null;
  const address = src[from] === '<' ? src.slice(from + 1, to - 1) : src.slice(from, to);
  return { raw: src.slice(0, end + 1), text: src.slice(1, label), href: address.replace(ESCAPE, '$1') };
}

/** The bracket that closes the first one; those in code and in `<address>`, and escaped ones, do not count. @param {string} src */
function labelEnd(src) {
  for (let at = 1, depth = 0; at < src.length && at <= LONGEST_LABEL; at++) {
    const c = src[at];
    if (c === '\\') at++;
    else if (c === '`') at = codeEnd(src, at) - 1;
    else if (c === '<') at += Math.max(0, (AUTOLINK.exec(src.slice(at, at + LONGEST_LABEL))?.[0].length ?? 0) - 1);
    else if (c === '[') depth++;
    else if (c === ']' && depth-- === 0) return at;
  }
  return -1;
}

/** Behind the code that starts here, or behind its backticks where nothing closes it. @param {string} src @param {number} from */
function codeEnd(src, from) {
  const ticks = /** @type {RegExpExecArray} */ (/^`+/.exec(src.slice(from, from + LONGEST_LABEL)))[0];
  for (let at = from + ticks.length; at < src.length && at <= LONGEST_LABEL; at++) {
    if (src[at] !== '`') continue;
    let end = at;
    while (src[end] === '`') end++;
    if (end - at === ticks.length) return end;
    at = end;
  }
  return from + ticks.length;
}

/** Behind the address that starts here; negative where there is none. @param {string} src @param {number} from */
function addressEnd(src, from) {
  if (src[from] === '<') {
    const end = /^<(?:\\.|[^\n<>\\])*>/.exec(src.slice(from, from + LONGEST_ADDRESS))?.[0].length ?? -1;
    return end < 0 ? -1 : from + end;
  }
  let depth = 0;
  let at = from;
  for (; at < src.length && !CONTROL.test(src[at]); at++) {
    if (at - from > LONGEST_ADDRESS) return -1;
    if (src[at] === '\\') at++;
    else if (src[at] === '(' && ++depth > MOST_PARENTHESES) return -1;
    else if (src[at] === ')' && --depth < 0) break;
  }
  return depth > 0 ? -1 : at;
}

/** The parenthesis that closes the link, behind a title where there is one; negative where there is none. @param {string} src @param {number} from */
function closing(src, from) {
  let at = skipBlanks(src, from);
  if (at > from && src[at] in TITLES) {
    const close = TITLES[src[at]];
    for (at++; at < src.length && src[at] !== close; at++) if (src[at] === '\\') at++;
    at = skipBlanks(src, at + 1);
  }
  return src[at] === ')' ? at : -1;
}

/** @param {string} src @param {number} from */
function skipBlanks(src, from) {
  let at = from;
  while (at < src.length && BLANK.test(src[at])) at++;
  return at;
}

/** Whether an address may begin behind this text: not in the middle of a word. @param {string} before */
export const mayPrecede = (before) => !WORD.test(before) || WITHOUT_SPACES.test(before);

/** An address that stands in the text, in any script, to where common sense ends it. @param {string} src @returns {Link|null} */
export function bareLink(src) {
  const web = webAddress(src.slice(0, LONGEST_ADDRESS));
  const text = web || (MAIL_ADDRESS.exec(src.slice(0, LONGEST_MAIL))?.[0] ?? '');
  if (!text) return null;
  return { raw: text, text, href: web ? text.replace(/^www\./i, 'http://$&') : `mailto:${text}` };
}

/** @param {string} src */
function webAddress(src) {
  const begin = BEGINS.exec(src)?.[0];
  if (!begin) return '';
  const at = /^w/i.test(begin) ? 0 : begin.length + (USER.exec(src.slice(begin.length))?.[0].length ?? 0);
  const host = HOST.exec(src.slice(at))?.[0] ?? '';
  const end = at + host.length + (PORT.exec(src.slice(at + host.length))?.[0].length ?? 0);
  const rest = REST.exec(src.slice(end))?.[0] ?? '';
  const address = withoutTheEnd(rest ? src.slice(0, end) + rest : src.slice(0, end).replace(/[-%]+$/, ''));
  return host && address.length > Math.max(at, begin.length) ? address : '';
}

/** An address without the punctuation of the sentence around it: a closing bracket stays where the address opens it. @param {string} address */
function withoutTheEnd(address) {
  /** How many more of a bracket are closed than opened. @type {Record<string, number>} */
  const extra = Object.fromEntries(Object.entries(OPENERS).map(([close, open]) => [close, count(address, close) - count(address, open)]));
  let end = address.length;
  for (; end > 0; end--) {
    const last = address[end - 1];
    if (AT_THE_END.test(last)) continue;
    if (!(extra[last]-- > 0)) break;
  }
  return address.slice(0, end);
}

/** @param {string} text @param {string} letter */
const count = (text, letter) => text.split(letter).length - 1;
