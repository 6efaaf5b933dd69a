// @ts-check
// Markdown around what is selected in a text field: by a button, or by Ctrl or Cmd with B, I, E for code and K for a link.
import { isOfComposition } from './composition.js';

/** @typedef {{text: string, start: number, end: number}} Selected a text, and what is selected of it */

/** What replaces a part of the text, and what is selected of it then. @typedef {{from: number, to: number, text: string, start: number, end: number}} Change */
/** @typedef {'bold'|'italic'|'strike'|'link'|'code'|'block'|'list'|'quote'} Style */

/** @type {Record<string, Style>} */
const KEYS = { b: 'bold', i: 'italic', e: 'code', k: 'link' };
const ADDRESS = 'https://';

/** Puts a mark around what is selected, or takes it away where it stands there. @param {Selected} selected @param {string} mark @returns {Selected} what replaces the selection, and what is selected of it then */
export function marked({ text, start, end }, mark) {
  const inside = text.slice(start, end);
  const { length } = mark;
  const has = inside.length >= 2 * length && inside.startsWith(mark) && inside.endsWith(mark);
  if (has) return { text: inside.slice(length, -length), start: 0, end: inside.length - 2 * length };
  return { text: `${mark}${inside}${mark}`, start: start === end ? length : 0, end: start === end ? length : inside.length + 2 * length };
}

/** A link whose address is selected, to be typed over. @param {Selected} selected @returns {Selected} */
export function linked({ text, start, end }) {
  const inside = text.slice(start, end);
  return { text: `[${inside}](${ADDRESS})`, start: inside.length + 3, end: inside.length + 3 + ADDRESS.length };
}

/** Puts a prefix before each line that is selected, or takes it away where all have it. @param {Selected} selected @param {string} prefix @returns {Change} */
export function prefixed({ text, start, end }, prefix) {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const last = text.indexOf('\n', end > start && text[end - 1] === '\n' ? end - 1 : end);
  const to = last < 0 ? text.length : last;
  const lines = text.slice(from, to).split('\n');
  const has = lines.every((line) => line.startsWith(prefix));
  const changed = lines.map((line) => (has ? line.slice(prefix.length) : prefix + line)).join('\n');
  if (start !== end) return { from, to, text: changed, start: 0, end: changed.length };
  const caret = Math.max(0, start - from + (has ? -prefix.length : prefix.length));
  return { from, to, text: changed, start: caret, end: caret };
}

/** A block of code on lines of its own, whatever fences are inside. @param {Selected} selected @returns {Selected} */
export function fenced({ text, start, end }) {
  const inside = text.slice(start, end).replace(/\n$/, '');
  const longest = Math.max(0, ...(inside.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  const before = `${start > 0 && text[start - 1] !== '\n' ? '\n' : ''}${fence}\n`;
  const after = `\n${fence}${end < text.length && text[end] !== '\n' ? '\n' : ''}`;
  return { text: before + inside + after, start: before.length, end: before.length + inside.length };
}

/** @param {Selected} selected @param {(selected: Selected) => Selected} change @returns {Change} */
const inPlace = (selected, change) => ({ from: selected.start, to: selected.end, ...change(selected) });

/** @type {Record<Style, (selected: Selected) => Change>} */
const STYLES = {
  bold: (one) => inPlace(one, (of) => marked(of, '**')), italic: (one) => inPlace(one, (of) => marked(of, '_')), strike: (one) => inPlace(one, (of) => marked(of, '~~')),
  code: (one) => inPlace(one, (of) => marked(of, '`')), link: (one) => inPlace(one, linked), block: (one) => inPlace(one, fenced),
  list: (one) => prefixed(one, '- '), quote: (one) => prefixed(one, '> '),
};

/** @param {HTMLTextAreaElement} area @param {Style} style */
export function apply(area, style) {
  const { value: text, selectionStart: start, selectionEnd: end } = area;
  const change = STYLES[style]({ text, start, end });
  area.focus();
  area.setSelectionRange(change.from, change.to);
  insert(area, change.text);
  area.setSelectionRange(change.from + change.start, change.from + change.end);
}

/** Says whether the key was one of these. @param {KeyboardEvent} e @param {HTMLTextAreaElement} area */
export function format(e, area) {
  if (!(e.ctrlKey || e.metaKey) || e.altKey || e.shiftKey || isOfComposition(e)) return false;
  const key = e.key.toLowerCase();
  // Without a selection the key goes to a room.
  if (!Object.hasOwn(KEYS, key) || (key === 'k' && area.selectionStart === area.selectionEnd)) return false;
  e.preventDefault();
  e.stopPropagation();
  apply(area, KEYS[key]);
  return true;
}

/** As if it was typed, so that it can be undone. @param {HTMLTextAreaElement} area @param {string} text */
export function insert(area, text) {
  if (document.execCommand('insertText', false, text)) return;
  area.setRangeText(text);
  area.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
