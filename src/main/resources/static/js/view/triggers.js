// @ts-check
// What opens a list of completions while somebody types: `@` and `:` at the start of a word, `/` at the start of the
// message.

/** `from` is where the character stands, `query` what follows it up to the caret. @typedef {{kind: '@'|':'|'/', from: number, query: string}} Trigger */

const COMMAND = /^\/([\p{L}-]*)$/u;
const NAME = /(?:^|[\s([{"'«“‘>*_~])@([\p{L}\p{N}\p{M}._-]{0,32})$/u;
/** So that `10:30` and a smiley such as `:)` open nothing. */
const EMOJI = /(?:^|[\s([{"'«“‘>*_~]):(\p{L}[\p{L}\p{N}_+-]+)$/u;

/** @param {string} text @param {number} caret @returns {Trigger|null} */
export function triggerAt(text, caret) {
  const before = text.slice(0, caret);
  const command = COMMAND.exec(before);
  if (command) return { kind: '/', from: 0, query: command[1] };
  for (const [kind, pattern] of /** @type {['@'|':', RegExp][]} */ ([['@', NAME], [':', EMOJI]])) {
    const found = pattern.exec(before);
    if (found) return { kind, from: caret - found[1].length - 1, query: found[1] };
  }
  return null;
}

/** The text with what was chosen in place of what was typed, and where the caret stands then. @param {string} text @param {number} caret @param {Trigger} trigger @param {string} chosen */
export function completed(text, caret, { from }, chosen) {
  const rest = text.slice(caret);
  const inserted = /^\s/.test(rest) ? chosen : `${chosen} `;
  return { text: text.slice(0, from) + inserted + rest, caret: from + chosen.length + 1 };
}
