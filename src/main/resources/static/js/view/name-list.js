// @ts-check
// Names that somebody writes one after another.

/** Commas and semicolons of all scripts, tabs and ends of lines. */
const SEPARATORS = new RegExp([
  '[,;\\t\\n\\v\\f\\r\\u0085\\u2028\\u2029', '\\u055d', '\\u060c\\u061b', '\\u07f8', '\\u1363\\u1364', '\\u1802\\u1808', '\\u2e32\\u2e34\\u2e35\\u2e41\\u2e4c', '\\u3001',
  '\\ufe10\\ufe11\\ufe14\\ufe50\\ufe51\\ufe54', '\\uff0c\\uff1b\\uff64]',
].join(''), 'u');
const UNSEEN = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu;

/** @param {string} text */
export const hasSeparator = (text) => SEPARATORS.test(text);

/** Each name once. @param {string} text @returns {string[]} */
export function namesIn(text) {
  /** @type {Map<string, string>} */
  const names = new Map();
  for (const part of text.split(SEPARATORS)) {
    const name = part.replace(UNSEEN, '');
    const key = name.normalize('NFKC').toLowerCase();
    if (name && !names.has(key)) names.set(key, name);
  }
  return [...names.values()];
}
