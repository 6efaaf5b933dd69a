// @ts-check
// Coalesces requests for the same work: one run at a time, with growing pauses while runs bring nothing new.

import { pause } from '../platform.js';

const PAUSE_MILLIS = 500;
const LONGEST_MILLIS = 60000;

export class CoalescedTask {
  #work;
  #isRunning = false;
  #isRequested = false;
  #inVain = 0;

  /** @param {() => Promise<boolean>} work says whether it has brought something new */
  constructor(work) {
    this.#work = work;
  }

  /** Runs the work now or as soon as it may; any number of wishes meanwhile are one. */
  async request() {
    this.#isRequested = true;
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      while (this.#isRequested) {
        this.#isRequested = false;
        this.#inVain = (await this.#work()) ? 0 : this.#inVain + 1;
        if (this.#inVain > 0) await pause(Math.min(LONGEST_MILLIS, PAUSE_MILLIS * 2 ** (this.#inVain - 1)));
      }
    } finally {
      this.#isRunning = false;
    }
  }
}
