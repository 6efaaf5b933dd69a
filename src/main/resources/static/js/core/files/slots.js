// @ts-check
// So many chunks are on their way at a time, whatever they belong to; those that wait are served in their order.

export const AT_ONCE = 3;

export class Slots {
  #free;
  /** @type {(() => void)[]} */
  #waiting = [];

  constructor(most = AT_ONCE) {
    this.#free = most;
  }

  /** @template T @param {() => Promise<T>} work @returns {Promise<T>} */
  async run(work) {
    if (this.#free > 0) this.#free--;
    else await new Promise((/** @type {(value?: undefined) => void} */ resolve) => this.#waiting.push(() => resolve()));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    }
  }
}
