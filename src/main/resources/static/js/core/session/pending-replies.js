// @ts-check
import { Problem } from '../../protocol/problems.js';
import { after, cancel } from '../platform.js';

const PATIENCE_MILLIS = 20000;

/** Matches answers that come over the socket with the frames that asked for them. */
export class PendingReplies {
  #send;
  /** @type {Map<string, (answer: any) => void>} */
  #waiting = new Map();

  /** @param {(frame: object) => boolean} send */
  constructor(send) {
    this.#send = send;
  }

  /** Sends a frame and waits for its answer; rejects where the connection breaks first. @param {string} key @param {object} frame */
  ask(key, frame) {
    return new Promise((resolve, reject) => {
      const timer = after(PATIENCE_MILLIS, () => this.settle(key, null));
      this.#waiting.set(key, (answer) => {
        cancel(timer);
        if (answer) resolve(answer);
        else reject(new Problem({ code: 'unreachable', title: 'no answer' }));
      });
      if (!this.#send(frame)) this.settle(key, null);
    });
  }

  /** @param {string} key @param {any} answer */
  settle(key, answer) {
    const waiting = this.#waiting.get(key);
    this.#waiting.delete(key);
    waiting?.(answer);
  }

  /** The connection is gone: nobody answers any more. */
  rejectAll() {
    for (const key of [...this.#waiting.keys()]) this.settle(key, null);
  }
}
