// @ts-check
// Which messages of a room are open. Where these are many, those far from what is looked at are closed.

/** So many messages are open at most before those far from what is looked at are closed, and so many of the newest stay open. */
const MOST_OPEN = 1500;
const NEWEST_OPEN = 300;

/** @typedef {import('./state.js').Item} Item */

export class OpenMessages {
  /** Positions of messages that are open. @type {Set<number>} */
  #open = new Set();
  /** Positions that replies quote. @type {Set<number>} */
  #quoted = new Set();
  /** Messages are closed when so many are open. */
  #closeAt = MOST_OPEN;
  #state;

  /** @param {import('./state.js').StateHolder} state */
  constructor(state) {
    this.#state = state;
  }

  /** @param {Item} item what stands at its position now */
  note(item) {
    this.#open.delete(item.pos);
    if (item.kind === 'message' || item.kind === 'letter') this.#open.add(item.pos);
    if (item.kind === 'message' && item.target.re) this.#quoted.add(item.target.re[0]);
  }

  /** Positions of messages that are closed, within some part of the log or roots of threads. @param {number} first @param {number} last */
  closedWithin(first, last) {
    const { items, threads } = this.#state.now;
    const found = [];
    for (const [pos, item] of items.upFrom(first)) {
      if (pos > last) break;
      if (item.kind === 'closed') found.push(pos);
    }
    for (const root of threads.keys()) if ((root < first || root > last) && items.get(root)?.kind === 'closed') found.push(root);
    return found.sort((a, b) => a - b);
  }

  /**
   * Closes messages outside a part of the log, where many are open: only their positions and hashes are kept. The newest
   * stay open, and so do those that others refer to and those in threads. @param {number} first @param {number} last @param {import('./log.js').Log} log
   */
  closeOutside(first, last, log) {
    if (this.#open.size < this.#closeAt) return;
    const newest = log.last - NEWEST_OPEN;
    const { items, relations, threads } = this.#state.now;
    /** @type {import('./state.js').ClosedItem[]} */
    const far = [];
    for (const pos of this.#open) {
      const item = items.get(pos);
      if ((pos >= first && pos <= last) || pos > newest) continue;
      if (item?.kind === 'letter') far.push({ kind: 'closed', key: item.key, pos, at: item.at, isNews: true, by: null, hash: item.hash, isLetter: true });
      if (item?.kind !== 'message' || relations.has(pos) || this.#quoted.has(pos)) continue;
      if (item.target.th || threads.has(pos)) continue;
      far.push({ kind: 'closed', key: item.key, pos, at: item.at, isNews: item.isNews, by: item.target.userId, hash: item.target.hash });
    }
    for (const { pos } of far) {
      this.#open.delete(pos);
      log.close(pos);
    }
    this.#closeAt = Math.max(MOST_OPEN, this.#open.size + NEWEST_OPEN);
    this.#state.take(...far);
  }
}
