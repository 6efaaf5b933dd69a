// @ts-check
// Runs work in one page of the browser at a time.
import { after, cancel, now, platform } from '../platform.js';

/** A page that holds the lock and does nothing may be frozen: then it is not waited for any longer. */
const FROZEN_MILLIS = 20000;

/**
 * Waits for its turn, then works. If the page that holds the lock has been silent for 20 s, works at once: the work
 * must be idempotent.
 * @template T
 * @param {string} name
 * @param {() => number} lastSign when another page was last heard working
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function inOnePage(name, lastSign, work) {
  const waiting = new AbortController();
  const since = now();
  let isOurs = false;
  /** @type {import('../platform.js').Timer} */
  let timer;
  const look = () => {
    const idle = now() - Math.max(since, lastSign());
    if (idle >= FROZEN_MILLIS) waiting.abort();
    else timer = after(FROZEN_MILLIS - idle, look);
  };
  look();
  const run = () => {
    isOurs = true;
    cancel(timer);
    return work();
  };
  try {
    return await platform().locks.run(name, run, waiting.signal);
  } catch (error) {
    if (isOurs || !waiting.signal.aborted) throw error;
    return run();
  } finally {
    cancel(timer);
  }
}
