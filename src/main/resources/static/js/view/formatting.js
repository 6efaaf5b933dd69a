// @ts-check
// Keys that put Markdown around what is selected in the composer: Ctrl or Cmd with B, I, E for code and K for a link.
import { isOfComposition } from './composition.js';

/** @typedef {{text: string, start: number, end: number}} Selected a text, and what is selected of it */

/** @type {Record<string, string>} */
const MARKS = { b: '**', i: '_', e: '`' };
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

/** Says whether the key was one of these. @param {KeyboardEvent} e @param {HTMLTextAreaElement} area */
export function format(e, area) {
  if (!(e.ctrlKey || e.metaKey) || e.altKey || e.shiftKey || isOfComposition(e)) return false;
  const { value: text, selectionStart: start, selectionEnd: end } = area;
  const key = e.key.toLowerCase();
  // Without a selection the key goes to a room.
  const change = key === 'k' && start !== end ? linked({ text, start, end }) : Object.hasOwn(MARKS, key) ? marked({ text, start, end }, MARKS[key]) : null;
  if (!change) return false;
  e.preventDefault();
  e.stopPropagation();
  insert(area, change.text);
  area.setSelectionRange(start + change.start, start + change.end);
  return true;
}

/** As if it was typed, so that it can be undone. @param {HTMLTextAreaElement} area @param {string} text */
function insert(area, text) {
  if (document.execCommand('insertText', false, text)) return;
  area.setRangeText(text);
  area.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
