// @ts-check
// What changed between two versions of a text: the words that both begin and end with stand, and the stretch between
// them was replaced.

const words = new Intl.Segmenter(undefined, { granularity: 'word' });

/** @param {string} text */
const wordsOf = (text) => [...words.segment(text)].map(({ segment }) => segment);

/** @param {string} from @param {string} to @returns {{kind: 'same'|'removed'|'added', text: string}[]} in order, without empty ones */
export function changes(from, to) {
  const [before, after] = [wordsOf(from), wordsOf(to)];
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return [
    { kind: /** @type {const} */ ('same'), text: after.slice(0, start).join('') },
    { kind: /** @type {const} */ ('removed'), text: before.slice(start, before.length - end).join('') },
    { kind: /** @type {const} */ ('added'), text: after.slice(start, after.length - end).join('') },
    { kind: /** @type {const} */ ('same'), text: after.slice(after.length - end).join('') },
  ].filter(({ text }) => text !== '');
}
