// @ts-check
// Opens one entry of type letter, and finds letters that come again.
import { openLetter } from '../../crypto/letters.js';
import { Unreadable } from '../../crypto/unreadable.js';
import { toBase64 } from '../../protocol/bytes.js';
import { refHash } from '../../protocol/content.js';
import { grantNumber, readLetter } from '../../protocol/letters.js';
import { isOpenAt } from './boxes.js';
import { locked } from './items.js';
import { personOf } from './opening.js';

/** @typedef {import('./log.js').Entry} Entry */
/** @typedef {import('./boxes.js').Box} Box */
/** @typedef {{entry: Entry, hasExpired?: boolean, isDeleted?: boolean, by?: import('../session/directory.js').Person|null, box?: Box, letter?: {text: string, at: number}|null, error?: unknown}} OpenedLetter */

/**
 * @param {Entry} entry
 * @param {{boxes: import('./boxes.js').Boxes, keys: import('./box-keys.js').BoxKeys, directory: import('../session/directory.js').Directory, isOwed: boolean,
 *   deletion: import('./deletions.js').Deletion|undefined, hasExpired: boolean}} room
 * @returns {Promise<OpenedLetter>}
 */
export async function openLetterEntry(entry, { boxes, keys, directory, isOwed, deletion, hasExpired }) {
  if (hasExpired) return { entry, hasExpired };
  /** @type {OpenedLetter} */
  const opened = { entry };
  try {
    if (deletion && isOwed) return { entry, isDeleted: true, by: await personOf(directory, deletion.by) };
    if (!entry.bytes) throw new Unreadable(isOwed ? 'withheld' : 'before-joining');
    const letter = readLetter(entry.bytes);
    if (letter.roomId !== keys.roomId) throw new Unreadable('wrong-room');
    opened.box = boxes.get(letter.box);
    if (!opened.box || !isOpenAt(opened.box, entry.pos)) throw new Unreadable('closed-box');
    opened.letter = await openLetter(letter, opened.box, await keys.key(opened.box));
    if (!opened.letter) throw new Unreadable('newer');
  } catch (error) {
    opened.error = error;
  }
  return opened;
}

/** @param {OpenedLetter} opened @param {import('./state.js').Item|null} before what stood there @returns {import('./state.js').Item} */
export function letterItem({ entry, isDeleted, by = null, box, letter, error }, before) {
  const { pos, at, entryHash } = entry;
  const place = { key: `p${pos}`, pos, at };
  const was = before && 'box' in before ? before.box ?? null : null;
  if (isDeleted) return { kind: 'deletedLetter', ...place, by, box: was, hash: refHash(entryHash) };
  if (!box || !letter) return { ...locked(entry, error, null, entry.bytes !== null), epoch: box && grantNumber(box.box), box };
  return { kind: 'letter', ...place, box, isNews: true, text: letter.text, state: 'sent', letter: /** @type {Uint8Array} */ (entry.bytes), hash: refHash(entryHash) };
}

/** A letter that turned out to stand further up already. @param {Entry} entry @param {import('./state.js').Item|null} before @returns {import('./state.js').LockedItem} */
export const repeated = (entry, before) => ({ ...locked(entry, new Unreadable('repeated'), null, true), box: before?.kind === 'letter' ? before.box : undefined });

/** Where letters stand, by their hash: the first counts, the others repeat it. */
export class LetterOrder {
  /** @type {Map<string, Set<number>>} */
  #places = new Map();
  #log;

  /** @param {import('./log.js').Log} log */
  constructor(log) {
    this.#log = log;
  }

  /** Says which later positions this one displaces; null where it is a repetition itself. @param {Entry} entry @returns {number[]|null} */
  take({ pos, entryHash }) {
    const hash = toBase64(entryHash);
    const places = this.#places.get(hash) ?? new Set();
    this.#places.set(hash, places.add(pos));
    return (this.#log.positionOf(hash) ?? pos) < pos ? null : [...places].filter((other) => other > pos);
  }
}
