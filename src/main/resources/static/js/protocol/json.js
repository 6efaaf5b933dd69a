// @ts-check
// What `JSON.parse` does not say about a text: whether a name comes twice in an object, and how numbers are written.
import { require } from './bytes.js';

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],]|[^\s"{}[\],:]+/g;
const AFTER_NAME = /\s*:/y;
const COUNT = /^(?:0|[1-9][0-9]*|true|false|null)$/;

/**
 * Looks at a text that `JSON.parse` takes; throws `Malformed` where an object has a name twice.
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
