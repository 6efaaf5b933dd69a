// @ts-check
// The order of each sender's messages. Within one stream of one identity the numbers rise with the positions
// (M3): a message that appears a second time, or after a later one, is a repetition.

/** @typedef {{pos: number, seq: number}} Placed */

export class MessageOrder {
  /** By identity and stream, ascending by position and number alike. @type {Map<string, Placed[]>} */
  #streams = new Map();

  /**
   * Adds a message. Of two that contradict each other, the one at the lower position is kept.
   * @param {string} identityId a stream says nothing without its sender: anybody can copy its id
   * @param {string} stream @param {number} seq @param {number} pos
   * @returns {number[]|null} the positions that no longer stand; null where this message repeats another
   */
  take(identityId, stream, seq, pos) {
    const placed = this.#of(`${identityId} ${stream}`);
    const at = firstIndex(placed, (other) => other.pos >= pos);
    if (placed[at]?.pos === pos) return [];
    if (at > 0 && placed[at - 1].seq >= seq) return null;
    const standing = Math.max(at, firstIndex(placed, (other) => other.seq > seq));
    const displaced = placed.splice(at, standing - at, { pos, seq });
    return displaced.map((other) => other.pos);
  }

  /** @param {string} key */
  #of(key) {
    const placed = this.#streams.get(key) ?? [];
    this.#streams.set(key, placed);
    return placed;
  }
}

/**
 * Binary search: a long room has tens of thousands of messages of one stream, and each is checked against all.
 * @param {Placed[]} placed @param {(placed: Placed) => boolean} isPast false up to some index and true from there on
 */
function firstIndex(placed, isPast) {
  let [low, high] = [0, placed.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isPast(placed[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}
