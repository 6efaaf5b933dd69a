// @ts-check
// Asks the server until it answers: for what a page cannot begin without.
import { pause } from '../platform.js';
import { Problem } from '../../protocol/problems.js';

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 8000;
/** No answer, or one that says that another will follow. */
const TEMPORARY = new Set(['unreachable', 'busy', 'too-many', 'failed', 'timeout']);

/**
 * @template T
 * @param {() => Promise<T>} ask
 * @param {(isWaiting: boolean) => void} [tell] whether the answer is still waited for after an attempt
 * @returns {Promise<T>}
 */
export async function untilAnswered(ask, tell = () => {}) {
  for (let millis = FIRST_PAUSE; ; millis = Math.min(LONGEST_PAUSE, 2 * millis)) {
    try {
      const answer = await ask();
      tell(false);
      return answer;
    } catch (error) {
      if (!(error instanceof Problem && TEMPORARY.has(error.code))) throw error;
      tell(true);
      await pause(millis);
    }
  }
}
