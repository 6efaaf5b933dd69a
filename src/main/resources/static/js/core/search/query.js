// @ts-check
// What somebody types into the search: words that may go on, phrases in quotation marks, and filters.
import { fold, spaced, wordsIn, isUnspaced } from './words.js';

/** @typedef {'from'|'in'|'has'|'before'|'after'|'mentions'} FilterKey */
/** As it was typed; with an `id` where it was chosen. @typedef {{key: FilterKey, value: string, id?: string}} Filter */
/**
 * Words in a row; `isOpen` where the last one may go on. Of a language without spaces each letter is sought and then the whole:
 * how text is divided differs between browsers and with what stands around it.
 * @typedef {{text: string, words: {word: string, isOpen: boolean}[], isOpen: boolean}} Phrase
 */
/** @typedef {{words: string[], phrases: Phrase[], filters: Filter[]}} Parsed `words` are beginnings of words */

const KEYS = 'from|in|has|before|after|mentions';
const QUOTED = '"([^"]*)"?|“([^”]*)”?|„([^“”]*)[“”]?';
const TOKEN = new RegExp(`(${KEYS}):(?:${QUOTED}|(\\S*))|${QUOTED}|(\\S+)`, 'giu');
/** So many words of a query count. */
const MOST_WORDS = 60;

/** @param {string} text @returns {Parsed} */
export function parseQuery(text) {
  /** @type {Parsed} */
  const parsed = { words: [], phrases: [], filters: [] };
  for (const [, key, ...values] of text.normalize('NFC').matchAll(TOKEN)) {
    const value = values.find((one) => one !== undefined) ?? '';
    if (key) parsed.filters.push({ key: /** @type {FilterKey} */ (key.toLowerCase()), value: value.trim() });
    else if (values.at(-1) === undefined) addPhrase(parsed, value);
    else addPlain(parsed, value);
  }
  return limited(parsed);
}

/** A filter that is being typed and has no value yet is none. @param {Filter} filter */
export const isComplete = ({ key, value }) => value !== '' && (key !== 'has' || hasKind(value) !== null) && (key !== 'mentions' || fold(value) === 'me');

export const KINDS = /** @type {const} */ (['file', 'image', 'link', 'code']);

/** @param {string} value */
export const hasKind = (value) => KINDS.find((kind) => kind === fold(value)) ?? null;

/** One word goes on; several without a space between them, as in `10:30`, stand in a row. @param {Parsed} parsed @param {string} text */
function addPlain(parsed, text) {
  /** @type {import('./words.js').Word[]} */
  let row = [];
  const add = () => {
    if (row.length === 1) parsed.words.push(row[0].word);
    else if (row.length > 1) parsed.phrases.push(phraseOf(text.slice(row[0].from, /** @type {import('./words.js').Word} */ (row.at(-1)).to), row, true));
    row = [];
  };
  for (const one of wordsIn(text)) {
    if (!isUnspaced(one.word)) row.push(one);
    else {
      add();
      parsed.phrases.push(phraseOf(one.word, [one], true));
    }
  }
  add();
}

/** @param {string} text @param {import('./words.js').Word[]} words @param {boolean} isOpen @returns {Phrase} */
function phraseOf(text, words, isOpen) {
  const parts = words.flatMap(({ word }, at) => (isUnspaced(word) ? [...word].map((letter) => ({ word: letter, isOpen: true })) : [{ word, isOpen: isOpen && at === words.length - 1 }]));
  return { text: spaced(text), words: parts, isOpen };
}

/** @param {Parsed} parsed @param {string} text */
function addPhrase(parsed, text) {
  const words = wordsIn(text);
  if (words.length > 0) parsed.phrases.push(phraseOf(text, words, false));
}

/** @param {Parsed} parsed */
function limited({ words, phrases, filters }) {
  let left = MOST_WORDS;
  const fewer = [...new Set(words)].slice(0, left);
  left -= fewer.length;
  return { words: fewer, phrases: phrases.filter((phrase) => (left -= phrase.words.length) >= 0), filters };
}

/** A filter as one types it. @param {Filter} filter */
export const written = ({ key, value }) => `${key}:${/[\s"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value}`;
