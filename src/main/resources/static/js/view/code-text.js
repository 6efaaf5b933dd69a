// @ts-check
// Whether a text of several lines looks like the code of a program: indented, with the signs that end its lines.

/** Lists, quotes and numbered lines are prose, indented or not. */
const PROSE = /^\s*(?:[-*+•>]|\d+[.)])\s/;
const INDENTED = /^(?:\t| {2,})\S/;
/** Ends of lines of code, and what stands inside them. */
const SIGNS = /[{}()[\];:,>\\]$|[=!<>]=|=>|->|<\/|^\s*(?:#|\/\/|@)\w|\w\(|\w\s=\s/;

const FEWEST_LINES = 3;

/** @param {string} text */
export function looksLikeCode(text) {
  const lines = text.split('\n').map((line) => line.trimEnd()).filter(Boolean);
  if (lines.length < FEWEST_LINES || lines.some((line) => /^ {0,3}(?:```|~~~)/.test(line))) return false;
  const count = (/** @type {RegExp} */ pattern) => lines.filter((line) => pattern.test(line)).length;
  return count(PROSE) * 4 <= lines.length && count(INDENTED) * 4 >= lines.length && count(SIGNS) * 2 >= lines.length;
}
