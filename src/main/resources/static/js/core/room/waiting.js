// @ts-check
// What is locked in a room and may open later.
import { isSaid } from './entry-types.js';

/** What may open later. */
const HOPEFUL = new Set(['no-key', 'unreachable', 'checking']);
/** What the server could open by an answer. */
const UNREACHED = new Set(['unreachable', 'withheld', 'checking']);
/** What lacks its bytes. */
const BARE = new Set(['before-joining', 'withheld']);

/** @typedef {import('./state.js').Item} Item */

export class Waiting {
  #log;
  #state;
  /** @type {Set<number>} */
  #positions = new Set();

  /** @param {import('./log.js').Log} log @param {import('./state.js').StateHolder} state */
  constructor(log, state) {
    this.#log = log;
    this.#state = state;
  }

  /** @param {Item} item what stands at its position now */
  note(item) {
    const mayOpen = item.kind === 'locked' && (HOPEFUL.has(item.reason) || BARE.has(item.reason));
    if (mayOpen) this.#positions.add(item.pos);
    else this.#positions.delete(item.pos);
  }

  /** @returns {Generator<import('./state.js').LockedItem, void>} */
  *#locked() {
    for (const pos of this.#positions) {
      const item = this.#state.now.items.get(pos);
      if (item?.kind === 'locked') yield item;
    }
  }

  /** Numbers of grants whose keys are lacking for what is here, the highest first. */
  get lacking() {
    const epochs = new Set();
    for (const { reason, epoch } of this.#locked()) if (reason === 'no-key' && epoch) epochs.add(epoch);
    return [...epochs].sort((a, b) => b - a);
  }

  /** Whether something is closed only because the server did not answer, or does not hand it out. */
  get isUnreached() {
    const { shownFrom } = this.#state.now;
    for (const { reason, pos } of this.#locked()) if (UNREACHED.has(reason) && !(reason === 'checking' && pos < shownFrom)) return true;
    return false;
  }

  /** Positions of what was said and came without its bytes. */
  get bare() {
    const found = [];
    for (const { reason, pos } of this.#locked()) if (BARE.has(reason) && isSaid(this.#log.at(pos)?.type ?? 0)) found.push(pos);
    return found;
  }

  /** What may open by now, ascending. @param {(pos: number) => boolean} waits what still waits for its check @param {(pos: number) => boolean} isOwed */
  due(waits, isOwed) {
    /** @type {import('./log.js').Entry[]} */
    const due = [];
    for (const { pos, reason } of this.#locked()) {
      const entry = this.#log.at(pos);
      if (!entry || !isSaid(entry.type) || waits(pos)) continue;
      if (HOPEFUL.has(reason) || entry.bytes !== null || isOwed(pos)) due.push(entry);
    }
    return due.sort((a, b) => a.pos - b.pos);
  }
}
