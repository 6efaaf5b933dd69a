// @ts-check
// Which color each person has: one of the palette by their id, and in a room each one another as far as the palette goes.

export const PALETTE = 12;

/** Where nothing is known of others. @param {string} userId */
export const colour = (userId) => (parseInt(userId.slice(0, 2), 16) % PALETTE || 0) + 1;

/** Colors of the people of one room: who has one keeps it. */
export class Colours {
  /** @type {Map<string, number>} */
  #of = new Map();
  /** How many have each color. */
  #used = new Array(PALETTE + 1).fill(0);

  /** @param {string} userId @param {() => string[]} members of the room, who get theirs first and together */
  of(userId, members) {
    if (!this.#of.has(userId)) this.#add([...members(), userId]);
    return /** @type {number} */ (this.#of.get(userId));
  }

  /** Whose own color is free gets it; the others get what is least used. @param {string[]} userIds */
  #add(userIds) {
    const fresh = [...new Set(userIds)].filter((id) => !this.#of.has(id));
    for (const id of fresh) if (this.#used[colour(id)] === 0) this.#give(id, colour(id));
    for (const id of fresh) if (!this.#of.has(id)) this.#give(id, this.#leastUsed(colour(id)));
  }

  /** @param {number} from the first of those that are used equally */
  #leastUsed(from) {
    const all = Array.from({ length: PALETTE }, (_, i) => ((from - 1 + i) % PALETTE) + 1);
    const least = Math.min(...all.map((one) => this.#used[one]));
    return /** @type {number} */ (all.find((one) => this.#used[one] === least));
  }

  /** @param {string} id @param {number} one */
  #give(id, one) {
    this.#of.set(id, one);
    this.#used[one]++;
  }
}

/** @typedef {{members: {userId: string}[]}} HasMembers */
/** @type {WeakMap<HasMembers, Colours>} */
const rooms = new WeakMap();

/** @param {string} userId @param {HasMembers|null} [room] the room where they are shown */
export function colourIn(userId, room) {
  if (!room) return colour(userId);
  const colours = rooms.get(room) ?? new Colours();
  rooms.set(room, colours);
  return colours.of(userId, () => room.members.map((member) => member.userId));
}
