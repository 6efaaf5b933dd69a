// @ts-check
import { Problem } from '../../protocol/problems.js';
import { after, cancel } from '../platform.js';

const PATIENCE_MILLIS = 20000;

/** @typedef {import('../../protocol/frames.js').Reply} Reply */
/** @typedef {import('../../protocol/frames.js').Post} Post */
/** @typedef {import('../../protocol/frames.js').Open} Open */

/** Matches answers that come over the socket with the frames that asked for them. */
export class PendingReplies {
  #send;
  /** @type {Map<string, (answer: Reply|null) => void>} */
  #waiting = new Map();

  /** @param {(frame: import('../../protocol/frames.js').ClientFrame) => boolean} send */
  constructor(send) {
    this.#send = send;
  }

  /** Sends a frame and waits for its answer; rejects where the connection breaks first. @param {Post|Open} frame @returns {Promise<Reply>} */
  ask(frame) {
    const key = keyOf(frame);
    return new Promise((resolve, reject) => {
      const timer = after(PATIENCE_MILLIS, () => this.#settle(key, null));
      this.#waiting.set(key, (answer) => {
        cancel(timer);
        if (answer) resolve(answer);
        else reject(new Problem({ code: 'unreachable' }));
      });
      if (!this.#send(frame)) this.#settle(key, null);
    });
  }

  /** An answer has come. @param {Reply} answer */
  take(answer) {
    this.#settle(keyOf(answer), answer);
  }

  /** @param {string} key @param {Reply|null} answer */
  #settle(key, answer) {
    const waiting = this.#waiting.get(key);
    this.#waiting.delete(key);
    waiting?.(answer);
  }

  /** The connection is gone: nobody answers any more. */
  rejectAll() {
    for (const key of [...this.#waiting.keys()]) this.#settle(key, null);
  }
}

/** What a frame and its answer have in common: posts name their message, and a room is opened once at a time. @param {Post|Open|Reply} frame */
const keyOf = (frame) => ('clientId' in frame && frame.clientId ? `${frame.roomId} ${frame.clientId}` : `open:${frame.roomId}`);
