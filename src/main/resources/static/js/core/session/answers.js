// @ts-check
import { Problem } from '../../protocol/problems.js';

const PATIENCE_MILLIS = 20000;

/** Which answer of the socket belongs to which question. */
export class Answers {
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
      const timer = setTimeout(() => this.give(key, null), PATIENCE_MILLIS);
      this.#waiting.set(key, (answer) => {
        clearTimeout(timer);
        if (answer) resolve(answer);
        else reject(new Problem({ code: 'unreachable', title: 'no answer' }));
      });
      if (!this.#send(frame)) this.give(key, null);
    });
  }

  /** @param {string} key @param {any} answer */
  give(key, answer) {
    const waiting = this.#waiting.get(key);
    this.#waiting.delete(key);
    waiting?.(answer);
  }

  /** The connection is gone: nobody answers any more. */
  drop() {
    for (const key of [...this.#waiting.keys()]) this.give(key, null);
  }
}
