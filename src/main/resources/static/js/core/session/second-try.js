// @ts-check
// What lacked an answer of the server is made good: a while later, with growing pauses, or when the
// connection is back.
import { Problem } from '../../protocol/problems.js';

const PAUSE_MILLIS = 3000;
const LONGEST_MILLIS = 60000;

export class SecondTry {
  #isDue = false;
  #tries = 0;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #later;
  #isOnline;
  #again;

  /** @param {() => boolean} isOnline @param {() => Promise<void>} again makes everything good, by way of `first` */
  constructor(isOnline, again) {
    this.#isOnline = isOnline;
    this.#again = again;
  }

  /** Does what needs answers. Where what was asked for is not there any more, nothing is tried again. @param {() => Promise<void>} work */
  async first(work) {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.code !== 'not-found') this.due();
    }
  }

  /** Something is to be made good. */
  due() {
    this.#isDue = true;
    this.#later ??= setTimeout(() => {
      this.#later = undefined;
      if (this.#isOnline()) this.now();
    }, Math.min(LONGEST_MILLIS, PAUSE_MILLIS * 2 ** this.#tries++));
  }

  /** Makes good what is due. */
  async now() {
    if (!this.#isDue) return;
    this.#isDue = false;
    await this.#again();
    if (!this.#isDue) this.#tries = 0;
  }
}
