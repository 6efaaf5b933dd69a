// @ts-check
// How far somebody has looked at the threads of a room, as long as the tab of the page is open.
import { platform } from '../platform.js';

/** `since` is how far the room was read when they came first, `seen` the last reply that was looked at, by root. @typedef {{since: number, seen: Map<number, number>}} Looked */

/** @param {unknown} value @returns {value is number} */
const isPos = (value) => Number.isSafeInteger(value) && Number(value) >= 0;

/** @param {string} userId @param {string} roomId */
const keyOf = (userId, roomId) => `threads/${userId}/${roomId}`;

/** @param {string} userId @param {string} roomId @returns {Looked|null} null where nothing is known, or storage is blocked */
export function keptLooked(userId, roomId) {
  try {
    const { since, seen } = JSON.parse(platform().storage.tab.get(keyOf(userId, roomId)) ?? 'null') ?? {};
    if (!isPos(since) || !Array.isArray(seen)) return null;
    return { since, seen: new Map(seen.filter((pair) => Array.isArray(pair) && pair.length === 2 && pair.every(isPos))) };
  } catch {
    return null;
  }
}

/** @param {string} userId @param {string} roomId @param {Looked} looked */
export function keepLooked(userId, roomId, { since, seen }) {
  try {
    platform().storage.tab.set(keyOf(userId, roomId), JSON.stringify({ since, seen: [...seen].filter(([, pos]) => pos > since) }));
  } catch {
    // It lasts as long as the page then.
  }
}
