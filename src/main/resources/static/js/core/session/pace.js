// @ts-check
import { now, pause } from '../platform.js';

/** Spaces out what a page sends at once, such as an outbox that was filled offline: a burst, then a steady rate. */
export class Pace {
  #perSecond;
  #burst;
  /** When the burst is fully available again. */
  #fullAt = 0;

  /** @param {number} perSecond @param {number} burst */
  constructor(perSecond, burst) {
    this.#perSecond = perSecond;
    this.#burst = burst;
  }

  /** Resolves when it is the caller's turn; callers are served in their order. */
  async turn() {
    this.#fullAt = Math.max(now(), this.#fullAt) + 1000 / this.#perSecond;
    const wait = this.#fullAt - now() - (this.#burst * 1000) / this.#perSecond;
    if (wait > 0) await pause(wait);
  }
}
