// @ts-check
import { get, now, platform } from '../platform.js';
import { Problem } from '../../protocol/problems.js';

const PAUSE_MILLIS = 60000;
const NAMES = ['Upgrade', 'Host', 'X-Forwarded-Proto'];

/** Asks the server why no socket opens although requests get through: a proxy that drops headers. */
export class Obstacle {
  /** The headers that do not arrive. @type {string[]} */
  missing = [];
  #failures = 0;
  #asked = 0;

  /** The socket opened. */
  gone() {
    this.#failures = 0;
    this.missing = [];
  }

  /** The socket failed. From the second time on asks, once a minute, and says whether that was new. */
  async look() {
    this.#failures += 1;
    if (this.#failures < 2 || now() - this.#asked < PAUSE_MILLIS) return false;
    this.#asked = now();
    this.missing = await missingHeaders();
    return this.missing.length > 0;
  }
}

/** @returns {Promise<string[]>} */
async function missingHeaders() {
  try {
    await get(`/ws?origin=${encodeURIComponent(platform().origin)}`);
  } catch (e) {
    const said = e instanceof Problem ? e.answer.missing : null;
    if (Array.isArray(said)) return NAMES.filter((name) => said.includes(name));
  }
  return [];
}
