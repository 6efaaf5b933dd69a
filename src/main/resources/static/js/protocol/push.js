// @ts-check
// The payload of a push message (W5).

const ROOM = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** The first bytes of an entry that is a letter, in Base64. */
const LETTER = 'U0MxQ';

/** @typedef {{room: string, pos: number, at: number, entry: string|null, isLetter: boolean}} Push `entry` is null where it did not fit */

/** Null where it is none. @param {string} text @returns {Push|null} */
export function readPush(text) {
  try {
    const { room, pos, at, entry = null } = /** @type {Record<string, unknown>} */ (JSON.parse(text));
    const isCount = (/** @type {unknown} */ value) => Number.isSafeInteger(value) && Number(value) > 0;
    if (typeof room !== 'string' || !ROOM.test(room) || !isCount(pos) || !isCount(at)) return null;
    if (entry !== null && typeof entry !== 'string') return null;
    return { room, pos: Number(pos), at: Number(at), entry, isLetter: entry?.startsWith(LETTER) === true };
  } catch {
    return null;
  }
}
