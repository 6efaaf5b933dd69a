// @ts-check
// Checks that `JSON.parse` lacks: duplicate names in an object, and the spelling of numbers.
import { require } from './bytes.js';

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],]|[^\s"{}[\],:]+/g;
const AFTER_NAME = /\s*:/y;
const COUNT = /^(?:0|[1-9][0-9]*|true|false|null)$/;

/**
 * Throws `Malformed` where an object of a valid JSON text has a name twice.
 * @param {string} text
 * @returns {{onlyCounts: boolean}} whether all of its numbers are whole, not negative and without an exponent
 */
export function inspectJson(text) {
  /** The names so far of each object around here; null for a list. @type {(Set<string>|null)[]} */
  const around = [];
  let onlyCounts = true;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === '{') around.push(new Set());
    else if (token === '[') around.push(null);
    else if (token === '}' || token === ']') around.pop();
    else if (token.startsWith('"')) takeName(around.at(-1) ?? null, token, text, index + token.length);
    else if (token !== ',') onlyCounts &&= COUNT.test(token);
  }
  return { onlyCounts };
}

/** @param {Set<string>|null} names @param {string} token @param {string} text @param {number} end of the token */
function takeName(names, token, text, end) {
  AFTER_NAME.lastIndex = end;
  if (!names || !AFTER_NAME.test(text)) return;
  const name = JSON.parse(token);
  require(!names.has(name));
  names.add(name);
}
