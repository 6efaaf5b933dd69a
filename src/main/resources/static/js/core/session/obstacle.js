// @ts-check
import { get, now, pause, platform } from '../platform.js';
import { Problem } from '../../protocol/problems.js';

/** How long an answer counts; sockets that fail meanwhile cause no further question. */
const PAUSE_MILLIS = 60000;
/** The server may have been away for the first failures, and be back for the question. */
const FAILURES_TO_ASK = 2;
const FAILURES_TO_TELL = 3;
const QUESTION_MILLIS = 2000;
const NAMES = ['Upgrade', 'Host', 'X-Forwarded-Proto'];

/** Finds out why no socket opens although requests get through: a proxy that drops headers, or one that blocks sockets. */
export class Obstacle {
  /** The headers that do not arrive. @type {string[]} */
  missing = [];
  /** Whether requests reach the server and sockets do not, for another reason. */
  isBlocked = false;
  #failures = 0;
  #asked = -Infinity;

  /** The socket opened. */
  gone() {
    this.#failures = 0;
    this.#asked = -Infinity;
    this.missing = [];
    this.isBlocked = false;
  }

  /**
   * The socket failed. From the second time on asks, and says whether what is known has changed.
   * @param {boolean} [gotNoAnswer] whether its handshake was not answered for seconds: then it asks and tells at once
   */
  async look(gotNoAnswer = false) {
    this.#failures += gotNoAnswer ? FAILURES_TO_TELL : 1;
    if (this.#failures < FAILURES_TO_ASK || now() - this.#asked < PAUSE_MILLIS) return false;
    const before = `${this.missing} ${this.isBlocked}`;
    const failures = this.#failures;
    this.#asked = now();
    this.missing = await missingHeaders();
    this.isBlocked = this.missing.length === 0 && failures >= FAILURES_TO_TELL && (await isServerThere());
    // What is not clear yet is asked again at the next failure.
    if (this.missing.length === 0 && !this.isBlocked) this.#asked = -Infinity;
    return `${this.missing} ${this.isBlocked}` !== before;
  }
}

/** @returns {Promise<string[]>} */
async function missingHeaders() {
  try {
    // A proxy that answers no handshake may not answer this either.
    await Promise.race([get(`/ws?origin=${encodeURIComponent(platform().origin)}`), pause(QUESTION_MILLIS)]);
  } catch (e) {
    const said = e instanceof Problem ? e.answer.missing : null;
    if (Array.isArray(said)) return NAMES.filter((name) => said.includes(name));
  }
  return [];
}

/** Whether the server itself answers: what else stands at its address answers something else. */
const isServerThere = () => get('/api/me').then((me) => typeof /** @type {{userId?: unknown}|null} */ (me)?.userId === 'string', () => false);
