// @ts-check
import { Problem } from '../protocol/problems.js';

/**
 * Thrown where something cannot be decrypted or verified.
 * Reasons: `damaged`, `signature`, `wrong-sender`, `wrong-room`, `no-key`, `record`, `password`, `pins`, and those
 * of a timeline: `before-joining`, `withheld`, `checking`, `out-of-time`, `repeated`, `forged`, `newer`, and those of letters: `closed-box`, `unsupported`.
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
 * Maps every failure of the work to one reason, so that it is no oracle. `Problem` passes through: a missing answer says
 * nothing about what was to be opened.
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
