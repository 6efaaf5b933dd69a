// @ts-check
// Which documents a query finds.
import { SEPARATOR } from './segment.js';
import { fold, phraseFinder } from './words.js';

/** @typedef {import('./documents.js').Document} Document */
/**
 * @typedef {object} Query what is sought, with names resolved
 * @property {string[]} words beginnings of words, all of them sought
 * @property {import('./query.js').Phrase[]} phrases
 * @property {string[]|null} rooms
 * @property {string[]|null} from ids of users
 * @property {number} has bits that all have to be there
 * @property {number} after the first time that counts, in milliseconds
 * @property {number} before the first time that counts no longer
 * @property {number} most so many results at most
 */
/** A word that a document needs; `isOpen` where it may go on. @typedef {{word: string, isOpen: boolean}} Needed */

/** @param {Query} query @returns {Needed[]} */
export const needed = ({ words, phrases }) => [...words.map((word) => ({ word, isOpen: true })), ...phrases.flatMap((phrase) => phrase.words)];

/** @param {Query} query @param {{at: number, has: number}} doc */
const isWithin = ({ after, before, has }, { at, has: bits }) => at >= after && at < before && (bits & has) === has;

/** Calls back with the number of each document that is found, the newest first. @param {import('./segment.js').Segment} segment @param {Query} query @param {(number: number) => void} each */
export function eachMatch(segment, query, each) {
  const needs = needed(query);
  const hits = new Uint8Array(segment.count);
  for (const [stage, { word, isOpen }] of needs.entries()) {
    const from = segment.wordFrom(word);
    const to = isOpen ? segment.wordFrom(`${word}\uffff`) : from + Number(from < segment.words && segment.word(from) === word);
    if (to <= from) return;
    segment.eachOf(from, to, (number) => {
      if (hits[number] === stage) hits[number]++;
    });
  }
  const users = query.from && new Set(query.from.map((id) => segment.users.indexOf(id)));
  for (let number = segment.count - 1; number >= 0; number--) {
    if (hits[number] !== needs.length || segment.dead[number] || (users && !users.has(segment.from[number]))) continue;
    if (!isWithin(query, { at: segment.at[number], has: segment.has[number] })) continue;
    if (query.phrases.length === 0 || hasPhrases(segment.textOf(number), query)) each(number);
  }
}

/** Whether a document that is in no segment yet is found. @param {Document} doc @param {Set<string>} terms @param {Query} query */
export function matches(doc, terms, query) {
  if (!isWithin(query, doc) || (query.from && !query.from.includes(doc.from))) return false;
  if (!needed(query).every(({ word, isOpen }) => terms.has(word) || (isOpen && beginsAny(terms, word)))) return false;
  return hasPhrases([doc.text, ...doc.names].join(SEPARATOR), query);
}

/** @param {Set<string>} terms @param {string} word */
function beginsAny(terms, word) {
  for (const term of terms) if (term.startsWith(word)) return true;
  return false;
}

/** What finds the phrases of a query, made once for all its texts. @type {WeakMap<Query, ((text: string) => boolean)[]>} */
const finders = new WeakMap();

/** @param {Query} query */
function findersOf(query) {
  const known = finders.get(query) ?? query.phrases.map(({ text, isOpen }) => phraseFinder(text, isOpen));
  finders.set(query, known);
  return known;
}

/** No phrase goes on from a text to the name of a file. @param {string} texts @param {Query} query */
function hasPhrases(texts, query) {
  if (query.phrases.length === 0) return true;
  const parts = texts.split(SEPARATOR).map(fold);
  return findersOf(query).every((isIn) => parts.some(isIn));
}

