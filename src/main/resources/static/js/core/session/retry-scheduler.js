// @ts-check
// Retries work that the server did not answer: after growing pauses, or when the connection is back.
import { Problem } from '../../protocol/problems.js';
import { after } from '../platform.js';

const PAUSE_MILLIS = 3000;
const LONGEST_MILLIS = 60000;

export class RetryScheduler {
  #isDue = false;
  #tries = 0;
  /** @type {import('../platform.js').Timer} */
  #later;
  #isOnline;
  #again;

  /** @param {() => boolean} isOnline @param {() => Promise<void>} again does everything that may be due, by way of `attempt` */
  constructor(isOnline, again) {
    this.#isOnline = isOnline;
    this.#again = again;
  }

  /** Does work that needs answers. Plans another attempt where one was lacking, none where its object is gone. @param {() => Promise<void>} work */
  async attempt(work) {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.code !== 'not-found') this.schedule();
    }
  }

  /** Plans another attempt. */
  schedule() {
    this.#isDue = true;
    this.#later ??= after(Math.min(LONGEST_MILLIS, PAUSE_MILLIS * 2 ** this.#tries++), () => {
      this.#later = undefined;
      if (this.#isOnline()) this.runDue();
    });
  }

  /** Runs what is due. */
  async runDue() {
    if (!this.#isDue) return;
    this.#isDue = false;
    await this.#again();
    if (!this.#isDue) this.#tries = 0;
  }
}
