// @ts-check
// Names of files, as they are sent, shown and saved (F8).
import { textToUtf8 } from '../../protocol/bytes.js';

const LONGEST_BYTES = 255;
/** What a system's own limit leaves for a suffix such as " (2)". */
const LONGEST_SAVED_BYTES = 200;
const UNNAMED = 'file';
/** Control characters, and formatting characters: those that change the direction of text are among them. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu;
/** Separators of paths, of their parts, and what Windows refuses in a name. */
const SEPARATORS = /[/\\:*?"<>|]/g;
/** Names of devices on Windows, with whatever suffix. */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:[\s.].*)?$/i;

/** A name without anything that hides what it is. @param {string} name */
export function cleanName(name) {
  const plain = name.replace(HIDDEN, '').replace(SEPARATORS, '_').replace(/\s/gu, ' ').replace(/^[\s.]+|[\s.]+$/gu, '');
  const safe = RESERVED.test(plain) ? `_${plain}` : plain;
  return cut(safe, LONGEST_SAVED_BYTES) || UNNAMED;
}

/** A name as it is sent: readers clean it themselves. @param {string} name */
export const sentName = (name) => cut(name.replace(/[\p{Cc}\p{Surrogate}]/gu, ''), LONGEST_BYTES) || UNNAMED;

/** Shortens a name before its suffix. @param {string} name @param {number} most bytes */
function cut(name, most) {
  if (textToUtf8(name).length <= most) return name;
  const suffix = /\.[^.\s]{1,16}$/u.exec(name)?.[0] ?? '';
  const rest = [...name.slice(0, name.length - suffix.length)];
  let length = textToUtf8(suffix).length;
  let kept = '';
  for (const char of rest) {
    length += textToUtf8(char).length;
    if (length > most) break;
    kept += char;
  }
  return kept.trimEnd() + suffix;
}
