// @ts-check
// What is wrong with a name that a person is typing, with the character that it is about. The server decides: it knows
// more rules, and a name that passes here may be refused there.
export { LONGEST_TOPIC } from '../../protocol/room-structures.js';

/** `key` names a message. @typedef {{key: string, values?: Record<string, string|number>}} Fault */

const LONGEST_USERNAME = 32;
const LONGEST_NAME = 64;
const LONGEST_STATUS = 80;
const SCRIPTS = ['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Georgian', 'Hebrew', 'Arabic', 'Devanagari', 'Thai', 'Hangul', 'Han', 'Hiragana', 'Katakana']
  .map((name) => ({ name, pattern: new RegExp(`^\\p{Script=${name}}$`, 'u') }));
/** Scripts that are written together. */
const TOGETHER = [['Han', 'Hiragana', 'Katakana'], ['Han', 'Hangul']];
/** Invisible, or changes the direction of text; joiners, tags and variations are part of emoji and of some scripts. */
const HIDDEN = /[\p{Cc}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0]|(?![\u200c\u200d\u{e0020}-\u{e007f}])\p{Cf}/u;
const CHECK_MARK = /[\u2713\u2714\u2705\u2611\u221a\u{1f5f8}\u{1f5f9}]/u;

/** @param {string} key @param {Record<string, string|number>} [values] @returns {Fault} */
const fault = (key, values) => ({ key: `check.${key}`, values });

/** @param {string} text */
const code = (text) => `U+${(text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** @param {string} typed */
export const missing = (typed) => (typed.trim() === '' ? fault('missing') : null);

/** @param {string} password */
export const passwordFault = (password) =>
  (password === '' ? fault('missing') : password.length < 8 || password.length > 256 ? { key: 'problem.bad-password' } : null);

/** A character that nobody sees. @param {string[]} all @returns {Fault|null} */
export const hidden = (all) => {
  const at = all.findIndex((character) => HIDDEN.test(character));
  return at < 0 ? null : fault('hidden', { code: code(all[at]), place: at + 1 });
};

/** @param {string} typed @returns {Fault|null} */
export function usernameFault(typed) {
  const name = typed.trim().normalize('NFKC').toLowerCase().normalize('NFKC');
  const all = [...name];
  if (all.length === 0) return fault('missing');
  if (/\s/u.test(name)) return fault('username-space');
  const odd = all.find((character) => !/[\p{Ll}\p{Lo}\p{Lm}\p{Mn}\p{Mc}0-9._-]/u.test(character));
  if (odd) return hidden(all) ?? fault('username-character', { character: odd });
  if (!/^\p{L}/u.test(name)) return fault('username-start', { character: all[0] });
  if (all.length < 2) return fault('username-short');
  if (all.length > LONGEST_USERNAME) return fault('username-long', { count: all.length - LONGEST_USERNAME });
  const stranger = ofAnotherAlphabet(all);
  return stranger ? fault('username-alphabet', { character: stranger, code: code(stranger) }) : null;
}

/** The first letter of an alphabet that most letters of the name do not belong to. @param {string[]} all */
function ofAnotherAlphabet(all) {
  const letters = all.flatMap((letter) => {
    const script = SCRIPTS.find(({ pattern }) => pattern.test(letter))?.name;
    return script ? [{ letter, script }] : [];
  });
  const scripts = [...new Set(letters.map(({ script }) => script))];
  if (scripts.length < 2 || TOGETHER.some((group) => scripts.every((script) => group.includes(script)))) return null;
  const count = (/** @type {string} */ wanted) => letters.filter(({ script }) => script === wanted).length;
  const [most] = scripts.sort((a, b) => count(b) - count(a));
  return letters.find(({ script }) => script !== most)?.letter ?? null;
}

/** @param {string} typed @returns {Fault|null} */
export function displayNameFault(typed) {
  const name = typed.replace(/\p{Zs}+/gu, ' ').trim().normalize('NFC');
  const all = [...name];
  if (all.length === 0) return fault('missing');
  if (all.length > LONGEST_NAME) return fault('name-long', { count: all.length - LONGEST_NAME });
  const unseen = hidden(all);
  if (unseen) return unseen;
  const marked = /.?[\p{Mn}\p{Me}]{4,}/u.exec(name);
  if (marked) return fault('name-marks', { character: [...marked[0]].slice(0, 2).join('') });
  const mark = CHECK_MARK.exec(name);
  if (mark) return fault('name-character', { character: mark[0] });
  return /[^\p{Z}\p{C}\p{M}]/u.test(name) ? null : fault('name-invisible');
}

/** @param {string} typed @returns {Fault|null} */
export function statusFault(typed) {
  const all = [...typed.replace(/\p{Zs}+/gu, ' ').trim().normalize('NFC')];
  return all.length > LONGEST_STATUS ? fault('status-long', { count: all.length - LONGEST_STATUS }) : hidden(all);
}

/** @param {string} typed @returns {Fault|null} */
export const roomNameFault = (typed) => missing(typed) ?? hidden([...typed.trim()]);
