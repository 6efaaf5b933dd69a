// @ts-check
// Drops the messages of one room that expire while the page is open. One timer waits for the next one.
import { after, cancel } from '../platform.js';
import { retentionOf } from './retention.js';

/** Timers that wait longer than 24 days end at once. */
const LONGEST_MILLIS = 24 * 3600 * 1000;

export class Expiring {
  #room;
  #context;
  #due;
  /** @type {import('../platform.js').Timer|null} */
  #timer = null;

  /** @param {import('./room.js').Room} room @param {Pick<import('../session/session.js').Context, 'actor'>} context @param {() => void} due called when something has expired */
  constructor(room, context, due) {
    this.#room = room;
    this.#context = context;
    this.#due = due;
  }

  /** Seconds after which messages expire; 0 where they are kept for ever. */
  get seconds() {
    return retentionOf(this.#room.state.people);
  }

  /** Something was read or the time has come: drops what has expired, and waits for the next one. */
  settle() {
    if (this.#timer) cancel(this.#timer);
    this.#timer = null;
    if (!this.#room.isOpened) return;
    const { dropped, next } = this.#room.verified.timeline.expire();
    if (dropped.length > 0) {
      this.#room.verified.forget();
      this.#room.replying.settle();
      this.#room.threading.settle();
    }
    if (next === null || this.seconds === 0) return;
    const wait = next + this.seconds * 1000 - this.#context.actor.now();
    this.#timer = after(Math.min(Math.max(0, wait), LONGEST_MILLIS), this.#due);
  }

  /** The messages, so far as they are loaded here, that would expire at once under another setting. @param {number} seconds */
  countOlder(seconds) {
    const until = this.#context.actor.now() - seconds * 1000;
    let count = 0;
    for (const [, item] of this.#room.state.items.upFrom()) {
      if (item.at > until) break;
      if (item.kind === 'message' || item.kind === 'letter' || item.kind === 'closed') count++;
    }
    return count;
  }
}
