// @ts-check
import { Problem } from '../protocol/problems.js';

/**
 * Something that cannot be opened or believed.
 * Reasons: `damaged`, `signature`, `wrong-sender`, `wrong-room`, `no-key`, `record`, `password`, `pins`, and those
 * of a timeline: `before-joining`, `withheld`, `checking`, `out-of-time`, `repeated`, `forged`, `newer`.
 */
export class Unreadable extends Error {
  /** @param {string} reason */
  constructor(reason) {
    super(reason);
    this.name = 'Unreadable';
    this.reason = reason;
  }
}

/**
 * What went wrong inside becomes one reason, whatever it was (no oracle). That the server did not answer
 * says nothing about what was to be opened, and passes through.
 * @template T
 * @param {string} reason
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function orUnreadable(reason, work) {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Problem ? error : new Unreadable(reason);
  }
}
