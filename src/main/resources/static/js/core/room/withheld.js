// @ts-check
// Messages that the user may read and the server does not serve.

/** @typedef {import('./log.js').Entry} Entry */

export class Withheld {
  #log;
  #timeline;
  #readableFrom;
  #learn;
  /** @type {Set<number>} */
  #positions = new Set();

  /**
   * @param {import('./log.js').Log} log @param {import('./timeline.js').Timeline} timeline
   * @param {() => number} readableFrom from which position on this person may read
   * @param {() => Promise<void>} [learn] reads events that the log has not brought yet
   */
  constructor(log, timeline, readableFrom, learn = async () => {}) {
    this.#log = log;
    this.#timeline = timeline;
    this.#readableFrom = readableFrom;
    this.#learn = learn;
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

  /** Asks once more for them: the history may have been opened meanwhile, or an event that comes later deletes them (D3). @param {Entry[]} owed */
  async refill(owed) {
    if (owed.length === 0) return false;
    await this.#log.refill(owed);
    if (owed.some(({ bytes }) => !bytes)) await this.#learn();
    await this.#timeline.retry();
    this.note();
    return true;
  }

  /** Events have come: what they delete is not withheld. */
  settle() {
    this.#positions = new Set([...this.#positions].filter((pos) => this.#timeline.item(pos)?.kind !== 'deleted' && this.#timeline.item(pos)?.kind !== 'deletedLetter'));
  }

  /** They were asked for: what did not come is withheld. */
  note() {
    this.#positions = new Set(this.owed.map(({ pos }) => pos));
  }
}
