// @ts-check
// Addresses of rooms and messages: `#/room/ID` and `#/room/ID/POS`.

/** A message's address, or a room's where there is no position. @typedef {{roomId: string, pos: number|null}} Address */

const HASH = /^#\/room\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\/([1-9]\d{0,14}))?$/;

/** @param {string} hash @returns {Address|null} */
export function addressOf(hash) {
  const found = HASH.exec(hash);
  return found && { roomId: found[1], pos: found[2] ? Number(found[2]) : null };
}

/** @param {string} roomId @param {number} pos */
export const linkTo = (roomId, pos) => `${location.origin}/#/room/${roomId}/${pos}`;

/** Where a link leads inside this page; null where it leads elsewhere. @param {string} href @param {string} [origin] */
export function hashWithin(href, origin = location.origin) {
  const url = new URL(href);
  return url.origin === origin && url.pathname === '/' && url.search === '' && addressOf(url.hash) ? url.hash : null;
}
