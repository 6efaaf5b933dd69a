// @ts-check

/** @typedef {import('./trust.js').Pins} Pins */
/** @typedef {import('./trust.js').UserPin} UserPin */

/**
 * What another browser of the same person has learned: the later identity and the later epoch stand, and
 * its names but for those that were accepted here.
 * @param {Pins} mine @param {Pins} other @param {Set<string>} [renamed] whose names were accepted here
 */
export function merge(mine, other, renamed = new Set()) {
  for (const [userId, pin] of Object.entries(other.users)) {
    const own = mine.users[userId];
    const names = own && (renamed.has(userId) || !pin[3]) ? own.slice(3) : pin.slice(3);
    if (!own || pin[1] > own[1]) mine.users[userId] = /** @type {UserPin} */ ([pin[0], pin[1], pin[2], ...names]);
    else if (own[0] === pin[0]) mine.users[userId] = /** @type {UserPin} */ ([own[0], own[1], Math.max(own[2], pin[2]), ...names]);
  }
  for (const [roomId, pin] of Object.entries(other.rooms)) {
    if (!mine.rooms[roomId] || pin[1] > mine.rooms[roomId][1]) mine.rooms[roomId] = pin;
  }
  if (mine.server.length < other.server.length) mine.server = other.server;
}
