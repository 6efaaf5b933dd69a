// @ts-check
// Repeats work after answers that are not final.
import { Problem } from '../../protocol/problems.js';
import { after, cancel } from '../platform.js';

/** Conditions of the server or the connection that pass. */
const TEMPORARY = new Set(['busy', 'too-many', 'not-stored', 'unreachable', 'failed']);
const PAUSE_MILLIS = 1000;
const LONGEST_PAUSE_MILLIS = 30000;

/**
 * @template T @param {() => Promise<T>} work @param {AbortSignal|undefined} signal ends the waiting with its reason
 * @param {(code: string|null) => void} [tell] what it waits for; null once it goes on
 * @returns {Promise<T>}
 */
export async function patiently(work, signal, tell = () => {}) {
  for (let tries = 0; ; tries++) {
    try {
      const done = await work();
      if (tries > 0) tell(null);
      return done;
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof Problem && TEMPORARY.has(error.code))) throw error;
      tell(error.code);
      const asked = Number(error.answer.retryAfter ?? 0) * 1000;
      await pauseUnless(signal, Math.max(asked, Math.min(LONGEST_PAUSE_MILLIS, PAUSE_MILLIS * 2 ** tries)));
    }
  }
}

/** @param {AbortSignal|undefined} signal @param {number} millis @returns {Promise<void>} */
function pauseUnless(signal, millis) {
  return new Promise((resolve, reject) => {
    const over = () => {
      cancel(timer);
      reject(signal?.reason);
    };
    const timer = after(millis, () => {
      signal?.removeEventListener('abort', over);
      resolve();
    });
    signal?.addEventListener('abort', over, { once: true });
  });
}
