// @ts-check
// Words of a text as the search index holds them: without case and accents. Languages that put no spaces between words
// are divided by `Intl.Segmenter`.

/** A word of a text and where it stands there. @typedef {{word: string, from: number, to: number}} Word */

const RUN = /[\p{L}\p{N}\p{M}]+/gu;
const NO_WORD = /[^\p{L}\p{N}\p{M}]+/gu;
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\u30fc]/u;
const WORD = /[\p{L}\p{N}\p{M}]/u;
/** What has no other form than the one in lower case: ASCII, kana and the common ideographs. */
const PLAIN = /^[\0-\x7f\u3001\u3002\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff]*$/;
/** Accents and optional vowel signs. Marks of other scripts make other letters, as those of Thai and of kana do. */
const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0640]/g;
/** Letters that no decomposition brings to their plain form. @type {Record<string, string>} */
const LETTERS = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ħ: 'h', ı: 'i', ς: 'σ', ى: 'ي', ة: 'ه' };
const SPECIAL = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g');
/** Longer words are cut: nobody types them. */
const LONGEST = 64;

const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/** Without case, accents and variants of width. @param {string} text */
export function fold(text) {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text.normalize('NFKD').replace(ACCENTS, '').normalize('NFKC').toLowerCase().replace(SPECIAL, (letter) => LETTERS[letter]);
}

/** Whether text of this script has no spaces between words. @param {string} text */
export const isUnspaced = (text) => UNSPACED.test(text);

/** @param {string} text @returns {Word[]} in their order */
export function wordsIn(text) {
  /** @type {Word[]} */
  const words = [];
  for (const { 0: run, index } of text.matchAll(RUN)) {
    if (!UNSPACED.test(run)) add(words, run, index);
    else for (const { segment, index: at } of segmenter.segment(run)) add(words, segment, index + at);
  }
  return words;
}

/** @param {Word[]} words @param {string} piece @param {number} from */
function add(words, piece, from) {
  const word = fold(piece).slice(0, LONGEST);
  if (word) words.push({ word, from, to: from + piece.length });
}

/** What a text is found by, each once: words, and of those without spaces between them each part up to the end, as 都 of 京都. @param {string} text */
export function termsOf(text) {
  /** @type {Set<string>} */
  const terms = new Set();
  for (const { word } of wordsIn(text)) {
    terms.add(word);
    if (UNSPACED.test(word)) for (const letters = [...word].slice(1); letters.length > 0; letters.shift()) terms.add(letters.join(''));
  }
  return terms;
}

/** A text as its folded words with one space where something else stands between them. @param {string} text */
export const spaced = (text) => fold(text).replace(NO_WORD, ' ').trim();

/**
 * What says whether a folded text has these words one after the other, with whatever is no word between them.
 * @param {string} phrase spaced @param {boolean} isOpen whether its last word may go on @returns {(text: string) => boolean}
 */
export function phraseFinder(phrase, isOpen) {
  const pattern = new RegExp(phrase.replaceAll(' ', NO_WORD.source), 'gu');
  return (text) => {
    pattern.lastIndex = 0;
    for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
      if (isEdge(text, found.index) && (isOpen || isEdge(text, pattern.lastIndex))) return true;
      pattern.lastIndex = found.index + letterAt(text, found.index).length;
    }
    return false;
  };
}

/** Whether a word may begin or end here. @param {string} text @param {number} at */
function isEdge(text, at) {
  const [before, after] = [letterAt(text, at - (isSecondHalf(text, at - 1) ? 2 : 1)), letterAt(text, at)];
  return !WORD.test(before) || !WORD.test(after) || UNSPACED.test(before) || UNSPACED.test(after);
}

/** Empty beyond the text. @param {string} text @param {number} at */
const letterAt = (text, at) => (text[at] === undefined ? '' : String.fromCodePoint(/** @type {number} */ (text.codePointAt(at))));

/** Whether a pair of surrogates ends here. @param {string} text @param {number} at */
const isSecondHalf = (text, at) => (text.charCodeAt(at) & 0xfc00) === 0xdc00;
