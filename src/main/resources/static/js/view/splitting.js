// @ts-check
// Takes a text that is too long for one message apart, at the end of a paragraph, a line or a word.
import { MOST_BYTES, bytesOf } from './writing.js';

/** What closes code that goes on in the next part, and what opens it there. */
const FENCE = '```';
const ROOM = 16;
const ENDS = ['\n\n', '\n', ' '];

/** Parts that fit into a message each, in their order. @param {string} text @param {number} [most] bytes of one part */
export function partsOf(text, most = MOST_BYTES) {
  const parts = [];
  let rest = text.trim();
  while (bytesOf(rest) > most) {
    const at = cutOf(rest, longest(rest, most - ROOM));
    const part = rest.slice(0, at).trimEnd();
    const isCode = part.split(/^```/m).length % 2 === 0;
    parts.push(isCode ? `${part}\n${FENCE}` : part);
    rest = `${isCode ? `${FENCE}\n` : ''}${isCode ? rest.slice(at).replace(/^\n+/, '') : rest.slice(at).trimStart()}`;
  }
  if (rest) parts.push(rest);
  return parts;
}

/** How many characters fit. @param {string} text @param {number} most */
function longest(text, most) {
  let [low, high] = [1, text.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (bytesOf(text.slice(0, middle)) <= most) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where a part ends: not in the first half of what fits, and not within a character. @param {string} text @param {number} fits */
function cutOf(text, fits) {
  for (const end of ENDS) {
    const at = text.lastIndexOf(end, fits - end.length);
    if (at >= fits / 2) return at + end.length;
  }
  return /[\ud800-\udbff]/.test(text[fits - 1]) ? fits - 1 : fits;
}
