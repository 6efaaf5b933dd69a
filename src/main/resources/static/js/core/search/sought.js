// @ts-check
// From what was typed to what the index is asked: names become people and rooms, dates become times.
import { HAS, MENTIONS_ME } from './documents.js';
import { lasting } from './dates.js';
import { hasKind, isComplete, parseQuery } from './query.js';
import { fold, phraseFinder, spaced } from './words.js';

/** @typedef {import('./query.js').Filter} Filter */
/** @typedef {{id: string, names: string[]}} Named somebody or something by its names */
/** @typedef {{me: string, people: Named[], rooms: Named[]}} Known */

/** Whether a filter says enough to be used. @param {Filter} filter */
export const isUsable = (filter) => isComplete(filter) && ((filter.key !== 'before' && filter.key !== 'after') || lasting(filter.value) !== null);

const ENDED = /(^|\s)((?:from|in|has|before|after|mentions):(?:"[^"]+"|“[^”]+”|[^\s"“]+))(?=\s)/giu;

/** Filters that were typed to their end, and the text without them. @param {string} text @returns {{text: string, filters: Filter[]}} */
export function takeFilters(text) {
  /** @type {Filter[]} */
  const filters = [];
  const left = text.replace(ENDED, (whole, before, typed) => {
    const [filter] = parseQuery(typed).filters;
    if (!filter || !isUsable(filter)) return whole;
    filters.push(filter);
    return before;
  });
  return { text: filters.length > 0 ? left.replace(/\s+/gu, ' ').replace(/^ /, '') : text, filters };
}

/**
 * What the index is asked; null where nothing is sought.
 * @param {string} text @param {Filter[]} chosen filters that stand apart from the text @param {Known} known @param {number} most
 * @returns {import('./matching.js').Query|null}
 */
export function soughtOf(text, chosen, known, most) {
  const { words, phrases, filters: typed } = parseQuery(text);
  const filters = [...chosen, ...typed.filter(isUsable)];
  if (words.length === 0 && phrases.length === 0 && filters.length === 0) return null;
  const of = (/** @type {Filter['key']} */ key) => filters.filter((filter) => filter.key === key);
  const rooms = known.rooms.map(({ id }) => id);
  return {
    words, phrases, most,
    rooms: of('in').length === 0 ? rooms : of('in').flatMap(({ value, id }) => (id ? [id] : named(known.rooms, value))).filter((id) => rooms.includes(id)),
    from: of('from').length === 0 ? null : of('from').flatMap(({ value, id }) => (id ? [id] : fold(value) === 'me' ? [known.me] : named(known.people, value.replace(/^@/, '')))),
    has: of('has').reduce((bits, { value }) => bits | HAS[hasKind(value) ?? 'file'], of('mentions').length > 0 ? MENTIONS_ME : 0),
    before: Math.min(Infinity, ...of('before').map(({ value }) => lasting(value)?.from ?? Infinity)),
    after: Math.max(0, ...of('after').map(({ value }) => lasting(value)?.to ?? 0)),
  };
}

/** Who is called so; else those who have a name in which words begin so. @param {Named[]} all @param {string} value @returns {string[]} ids */
export function named(all, value) {
  const sought = spaced(value);
  if (!sought) return [];
  const exact = all.filter(({ names }) => names.some((name) => spaced(name) === sought));
  const begins = phraseFinder(sought, true);
  const found = exact.length > 0 ? exact : all.filter(({ names }) => names.some((name) => begins(fold(name))));
  return found.map(({ id }) => id);
}
