// @ts-check
// What is shown of a message that was found: a piece of its text around the first hit, with the hits marked.
import { fold, isUnspaced, wordsIn } from './words.js';

/** From where to where, in UTF-16 units. @typedef {[from: number, to: number]} Range */
/** @typedef {{text: string, marks: Range[]}} Snippet */

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** So much of a text is shown, and so much of it before the first hit. */
const LENGTH = 240;
const BEFORE = 60;
const CONTEXT = 120;

/** Text without the marks of its format, in one line. @param {string} text */
export const plain = (text) => text.replace(/```[\w-]*|~~~[\w-]*|\*\*|~~|__|\|\||`/gu, '').replace(/^[ \t]*(?:>+|#{1,6})[ \t]+/gmu, '').replace(/\s+/gu, ' ').trim();

/** @param {string} text @param {import('./matching.js').Query} query @returns {Snippet} */
export function snippetOf(text, query) {
  const line = plain(text);
  const marks = marksIn(line, query);
  const from = line.length <= LENGTH || marks.length === 0 || marks[0][0] < LENGTH - BEFORE ? 0 : wholeFrom(line, marks[0][0] - BEFORE);
  const to = Math.min(line.length, whole(line, from + LENGTH));
  const lead = from > 0 ? '…' : '';
  return {
    text: `${lead}${line.slice(from, to)}${to < line.length ? '…' : ''}`,
    marks: marks.filter(([, end]) => end <= to && end > from).map(([start, end]) => [start - from + lead.length, end - from + lead.length]),
  };
}

/** The beginning of a message that stands before or after. @param {string} text */
export function brief(text) {
  const line = plain(text);
  return line.length <= CONTEXT ? line : `${line.slice(0, whole(line, CONTEXT))}…`;
}

/** A name with its hits. @param {string} name @param {import('./matching.js').Query} query @returns {Snippet} */
export const marked = (name, query) => ({ text: name, marks: marksIn(name, query) });

/** No surrogate pair is cut. @param {string} text @param {number} at */
const whole = (text, at) => (at < text.length && /[\udc00-\udfff]/.test(text[at]) ? at - 1 : at);

/** The beginning of a word near a place. @param {string} text @param {number} at */
function wholeFrom(text, at) {
  const space = text.indexOf(' ', at);
  return whole(text, space >= 0 && space < at + BEFORE / 2 ? space + 1 : at);
}

/** @param {string} text @param {import('./matching.js').Query} query @returns {Range[]} ascending, joined where only a space is between them */
function marksIn(text, { words, phrases }) {
  const exact = new Set(phrases.flatMap((phrase) => phrase.words.filter(({ word, isOpen }) => !isOpen && !isUnspaced(word)).map(({ word }) => word)));
  const begun = [...words, ...phrases.flatMap((phrase) => phrase.words.filter(({ word, isOpen }) => isOpen && !isUnspaced(word)).map(({ word }) => word))];
  /** @type {Range[]} */
  const marks = wordsIn(text).filter(({ word }) => exact.has(word) || begun.some((start) => word.startsWith(start))).map(({ from, to }) => [from, to]);
  const unspaced = phrases.map((phrase) => phrase.text).filter(isUnspaced);
  if (unspaced.length > 0) marks.push(...placesOf(text, unspaced));
  return joined(marks.sort((a, b) => a[0] - b[0] || a[1] - b[1]), text);
}

/** @param {Range[]} marks ascending @param {string} text */
function joined(marks, text) {
  /** @type {Range[]} */
  const all = [];
  for (const [from, to] of marks) {
    const last = all.at(-1);
    if (last && /^\s?$/u.test(text.slice(last[1], from))) last[1] = Math.max(last[1], to);
    else all.push([from, to]);
  }
  return all;
}

/** Where folded texts stand in a text. @param {string} text @param {string[]} sought @returns {Range[]} */
function placesOf(text, sought) {
  /** Where each unit of the folded text comes from. @type {number[]} */
  const origins = [];
  let plainText = '';
  for (const { segment, index } of graphemes.segment(text)) {
    const piece = fold(segment);
    for (let i = 0; i < piece.length; i++) origins.push(index);
    plainText += piece;
  }
  origins.push(text.length);
  return sought.flatMap((one) => {
    /** @type {Range[]} */
    const places = [];
    for (let at = plainText.indexOf(one); at >= 0; at = plainText.indexOf(one, at + one.length)) places.push([origins[at], origins[at + one.length]]);
    return places;
  });
}
