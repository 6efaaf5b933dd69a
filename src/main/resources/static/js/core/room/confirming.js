// @ts-check
// Looks in the log for a message that the server has accepted: that it did is the server's word alone.
import { pause } from '../platform.js';
import { LONGEST_REQUESTED_PAUSE_MILLIS } from './posting.js';

/** How long an accepted message is waited for before it is looked for; doubles with each contradiction. */
const UNSEEN_MILLIS = 3000;
/** The same where another entry already stands at its position. */
const MISPLACED_MILLIS = 500;

/**
 * Waits for the message and then asks the log for its position.
 * @param {{pos: number, contradictions: number}} accepted
 * @param {object} log
 * @param {(pos: number) => boolean} log.holds whether the log is loaded at this position
 * @param {(pos: number) => Promise<void>} log.reach loads the log up to this position
 * @param {() => boolean} isAwaited whether the message is still missing
 * @returns {Promise<'found'|'missing'|'unknown'>} `unknown` where the log could not be loaded
 */
export async function confirm({ pos, contradictions }, log, isAwaited) {
  await pause(Math.min((log.holds(pos) ? MISPLACED_MILLIS : UNSEEN_MILLIS) * 2 ** contradictions, LONGEST_REQUESTED_PAUSE_MILLIS));
  if (!isAwaited()) return 'found';
  const isAnswered = await log.reach(pos).then(() => true, () => false);
  if (!isAwaited()) return 'found';
  return isAnswered ? 'missing' : 'unknown';
}
