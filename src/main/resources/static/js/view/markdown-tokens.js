// @ts-check
// A small Markdown, as tokens. Each pattern looks ahead a bounded distance, so that no text takes
// longer than its length.

/**
 * @typedef {{t: 'text', text: string}|{t: 'code', text: string}|{t: 'link', href: string, text: string}
 *   |{t: 'strong'|'em'|'del', inside: Inline[]}} Inline
 * @typedef {{t: 'paragraph'|'quote', lines: Inline[][]}|{t: 'block', language: string, text: string}
 *   |{t: 'list', ordered: boolean, start: number, items: Inline[][]}} Block
 */

const FENCE = /^```([\w+#.-]{0,20})\s*$/;
const BULLET = /^[-*+] +(.*)$/;
const NUMBER = /^(\d{1,4})[.)] +(.*)$/;
const URL_START = /^(https?:\/\/|mailto:)/i;
const MARKS = /** @type {const} */ ([['**', 'strong'], ['__', 'strong'], ['~~', 'del'], ['*', 'em'], ['_', 'em']]);
const DEPTH = 4;

/** @param {string} text @returns {Block[]} */
export function blocks(text) {
  const lines = text.split('\n');
  /** @type {Block[]} */
  const out = [];
  for (let i = 0; i < lines.length; ) i = block(lines, i, out);
  return out;
}

/** @param {string[]} lines @param {number} i @param {Block[]} out the next line's number comes back */
function block(lines, i, out) {
  const fence = FENCE.exec(lines[i]);
  if (fence) {
    const end = lines.indexOf('```', i + 1);
    if (end > 0) {
      out.push({ t: 'block', language: fence[1], text: lines.slice(i + 1, end).join('\n') });
      return end + 1;
    }
  }
  if (lines[i].startsWith('> ') || lines[i] === '>') return run(lines, i, (l) => l.startsWith('>'), (all) => out.push({ t: 'quote', lines: all.map((l) => inline(l.replace(/^> ?/, ''))) }));
  if (BULLET.test(lines[i])) return run(lines, i, (l) => BULLET.test(l), (all) => out.push({ t: 'list', ordered: false, start: 1, items: all.map((l) => inline(/** @type {any} */ (BULLET.exec(l))[1])) }));
  const number = NUMBER.exec(lines[i]);
  if (number) return run(lines, i, (l) => NUMBER.test(l), (all) => out.push({ t: 'list', ordered: true, start: Number(number[1]), items: all.map((l) => inline(/** @type {any} */ (NUMBER.exec(l))[2])) }));
  const last = out.at(-1);
  if (last?.t === 'paragraph') last.lines.push(inline(lines[i]));
  else out.push({ t: 'paragraph', lines: [inline(lines[i])] });
  return i + 1;
}

/** @param {string[]} lines @param {number} from @param {(line: string) => boolean} belongs @param {(all: string[]) => void} take */
function run(lines, from, belongs, take) {
  let to = from;
  while (to < lines.length && belongs(lines[to])) to++;
  take(lines.slice(from, to));
  return to;
}

/** @param {string} text @returns {Inline[]} */
export function inline(text, depth = 0) {
  /** @type {Inline[]} */
  const out = [];
  let plain = '';
  const push = (/** @type {Inline} */ token) => {
    if (plain) out.push({ t: 'text', text: plain });
    plain = '';
    out.push(token);
  };
  for (let i = 0; i < text.length; ) {
    const found = token(text, i, depth);
    if (found) {
      push(found.token);
      i = found.end;
    } else {
      plain += text[i++];
    }
  }
  if (plain) out.push({ t: 'text', text: plain });
  return out;
}

/** @param {string} text @param {number} i @param {number} depth @returns {{token: Inline, end: number}|null} */
function token(text, i, depth) {
  if (text[i] === '`') return code(text, i);
  if (text[i] === '[') return namedLink(text, i);
  if (URL_START.test(text.slice(i, i + 8)) && !/[\p{L}\d]/u.test(text[i - 1] ?? ' ')) return bareLink(text, i);
  return depth < DEPTH ? marked(text, i, depth) : null;
}

/** @param {string} text @param {number} i */
function code(text, i) {
  const end = text.indexOf('`', i + 1);
  return end > i + 1 ? { token: { t: /** @type {const} */ ('code'), text: text.slice(i + 1, end) }, end: end + 1 } : null;
}

/** @param {string} text @param {number} i */
function namedLink(text, i) {
  const match = /^\[([^\]\n]{1,200})\]\(([^\s()]{1,2000})\)/.exec(text.slice(i, i + 2300));
  const href = match && safe(match[2]);
  return href ? { token: { t: /** @type {const} */ ('link'), href, text: match[1] }, end: i + match[0].length } : null;
}

/** @param {string} text @param {number} i */
function bareLink(text, i) {
  const [run] = /** @type {RegExpExecArray} */ (/^[^\s<>"]{0,2000}/.exec(text.slice(i, i + 2000)));
  const address = run.replace(/[.,;:!?'")\]}]+$/, '');
  const href = safe(address);
  return href ? { token: { t: /** @type {const} */ ('link'), href, text: address }, end: i + address.length } : null;
}

/** Only addresses that lead out of the page by themselves. @param {string} address */
function safe(address) {
  if (!URL_START.test(address)) return null;
  try {
    return new URL(address).href;
  } catch {
    return null;
  }
}

/** @param {string} text @param {number} i @param {number} depth */
function marked(text, i, depth) {
  for (const [mark, t] of MARKS) {
    if (!text.startsWith(mark, i) || /\s/.test(text[i + mark.length] ?? ' ')) continue;
    if (mark.includes('_') && /[\p{L}\d]/u.test(text[i - 1] ?? ' ')) continue;
    const end = text.indexOf(mark, i + mark.length + 1);
    if (end < 0 || /\s/.test(text[end - 1])) continue;
    if (mark.includes('_') && /[\p{L}\d]/u.test(text[end + mark.length] ?? ' ')) continue;
    return { token: { t, inside: inline(text.slice(i + mark.length, end), depth + 1) }, end: end + mark.length };
  }
  return null;
}
