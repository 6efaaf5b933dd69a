// @ts-check
// Messages that the user may read and the server does not serve.

/** @typedef {import('./log.js').Entry} Entry */

export class Withheld {
  #log;
  #timeline;
  #readableFrom;
  /** @type {Set<number>} */
  #positions = new Set();

  /**
   * @param {import('./log.js').Log} log @param {import('./timeline.js').Timeline} timeline
   * @param {() => number} readableFrom from which position on this person may read
   */
  constructor(log, timeline, readableFrom) {
    this.#log = log;
    this.#timeline = timeline;
    this.#readableFrom = readableFrom;
  }

  get count() {
    return this.#positions.size;
  }

  /** Messages without their bytes that this person may read, ascending. @returns {Entry[]} */
  get owed() {
    const from = this.#readableFrom();
    return this.#timeline.bare.flatMap((pos) => {
      const entry = pos >= from ? this.#log.at(pos) : null;
      return entry && !entry.bytes ? [entry] : [];
    }).sort((a, b) => a.pos - b.pos);
  }

  /** Those of them that were not asked for again. @returns {Entry[]} */
  get fresh() {
    return this.owed.filter(({ pos }) => !this.#positions.has(pos));
  }

  /** They were asked for: what did not come is withheld. */
  note() {
    this.#positions = new Set(this.owed.map(({ pos }) => pos));
  }
}
