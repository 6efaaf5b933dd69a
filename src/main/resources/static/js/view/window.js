// @ts-check
// Which part of a room's messages is drawn: about 200 rows, however long the room is.
import { allRows, messagesAfter, rowsIn, shownBelow, shownFrom } from '../core/room/state.js';

/** @typedef {import('../core/room/state.js').Item} Item */
/** @typedef {import('../core/room/state.js').RoomState} RoomState */

/** So many rows are drawn at most. */
export const SIZE = 200;
/** So many come at once when somebody scrolls to an end of what is drawn. */
const STEP = 24;
/** So many new ones are counted at most. */
const MOST_COUNTED = 999;

/** Part of a log: it follows the newest message, or stays where somebody reads. */
export class MessageWindow {
  /** @type {Item[]} drawn, ascending */
  items = [];
  /** What stands above the first one, to which it may belong. @type {Item|null} */
  above = null;
  /** Whether there is something behind the last one. */
  hasMore = false;
  /** The position of the first one. */
  #from = 0;

  /** Takes what stands in the state now. @param {RoomState} state @param {boolean} follows whether it ends with the newest message */
  take(state, follows) {
    // A row of notices is drawn whole: older ones may have come to those at the top.
    if (!follows) this.#from = shownBelow(state, this.#from + 1, 1)[0]?.pos ?? this.#from;
    this.items = follows ? shownBelow(state, Infinity, SIZE) : shownFrom(state, this.#from, SIZE);
    this.#from = this.items[0]?.pos ?? 0;
    this.above = shownBelow(state, this.#from, 1).at(-1) ?? null;
    this.hasMore = !follows && this.items.length > 0 && shownFrom(state, this.last + 1, 1).length > 0;
  }

  /** Moves to a position, with as much above it as below. @param {RoomState} state @param {number} pos */
  goTo(state, pos) {
    this.#from = shownBelow(state, pos + 1, SIZE / 2)[0]?.pos ?? this.#from;
  }

  /** The position of the last one. */
  get last() {
    return this.items.at(-1)?.pos ?? 0;
  }

  /** Whether more at the top leaves no room for the last ones. */
  get isFull() {
    return rowsIn(this.items) >= SIZE;
  }

  /** Moves up; says whether there was something. @param {RoomState} state */
  up(state) {
    const more = shownBelow(state, this.#from, STEP);
    if (more.length === 0) return false;
    this.#from = more[0].pos;
    return true;
  }

  /** Moves down; says whether there was something. @param {RoomState} state */
  down(state) {
    if (!this.hasMore) return false;
    const next = shownFrom(state, this.last + 1, STEP);
    this.#from = shownBelow(state, (next.at(-1)?.pos ?? this.last) + 1, SIZE)[0].pos;
    return true;
  }
}

/** How many messages there are behind a position; notices are none. @param {RoomState} state @param {number} pos */
export const countAfter = (state, pos) => messagesAfter(state, pos, MOST_COUNTED);

/** The position of the newest one. @param {RoomState} state */
export const newestPos = (state) => shownBelow(state, Infinity, 1).at(-1)?.pos ?? 0;

/** All that is loaded, threads among it, for paper, but for what was closed again because it is far away. @param {RoomState} state */
export function everything(state) {
  const all = allRows(state);
  const items = all.filter((item) => item.kind !== 'closed');
  return { items, left: all.length - items.length };
}
