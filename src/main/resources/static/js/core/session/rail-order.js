// @ts-check
// The rooms of the list in their sections, sorted and filtered.

/** @typedef {import('../room/room.js').Room} Room */
/** @typedef {'favourites'|'rooms'|'direct'} Section */
/** `closed` are the sections of which only what needs attention is listed. @typedef {{sort: 'latest'|'name', isUnreadOnly: boolean, closed: readonly Section[]}} Order */

/** @type {readonly Section[]} */
export const SECTIONS = ['favourites', 'rooms', 'direct'];

/** @type {Order} */
export const LATEST_FIRST = Object.freeze({ sort: 'latest', isUnreadOnly: false, closed: [] });

/**
 * Favourites first, whatever they are; then rooms and direct rooms. Rooms come the latest first.
 * @param {Room[]} rooms the latest first @param {Order} order
 * @param {{open: string, nameOf: (room: Room) => string}} shown the open room is shown in any case
 */
export function inSections(rooms, { sort, isUnreadOnly }, { open, nameOf }) {
  const listed = rooms.filter((room) => !isUnreadOnly || room.unread > 0 || room.roomId === open);
  if (sort === 'name') listed.sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
  const others = listed.filter((room) => !room.choice.favourite);
  return {
    favourites: listed.filter((room) => room.choice.favourite),
    rooms: others.filter((room) => !room.isDirect),
    direct: others.filter((room) => room.isDirect),
  };
}

/** Of a section that is closed: the open room, and what is unread and not muted, or mentions this person. @param {Room[]} rooms @param {string} open */
export const attentionIn = (rooms, open) => rooms.filter(({ roomId, unread, mentions, choice }) => roomId === open || (unread > 0 && (!choice.muted || mentions > 0)));

/**
 * The room some steps further, round the end; null if there is none. An unread one is not muted.
 * @param {Room[]} rooms as they are listed @param {string} open @param {number} step @param {boolean} isUnreadOnly
 */
export function nextRoom(rooms, open, step, isUnreadOnly) {
  const among = rooms.filter((room) => !isUnreadOnly || room.roomId === open || (room.unread > 0 && !room.choice.muted));
  const at = among.findIndex((room) => room.roomId === open);
  // From no room the first step down goes to the first one.
  const from = at < 0 && step > 0 ? -1 : Math.max(at, 0);
  return among[(from + step + among.length) % among.length] ?? null;
}
