// @ts-check
// Where this person is signed in. The server tells each open page when a session has begun or ended.
import { Problem } from '../../protocol/problems.js';
import { get, remove } from '../platform.js';

/** @typedef {import('../../protocol/rest.js').OwnSession} Device */

/** Event `change`: the list is another one. It is kept up to date from the first `open` to `close`. */
export class Devices extends EventTarget {
  /** Null until the server has said it. @type {Device[]|null} */
  list = null;
  /** What the last attempt to load failed with. @type {unknown} */
  problem = null;
  #isOpen = false;
  /** Counts the questions: an answer that is overtaken counts no more. */
  #asked = 0;

  async open() {
    this.#isOpen = true;
    await this.load();
  }

  close() {
    this.#isOpen = false;
    this.list = null;
  }

  /** A session of this person has begun or ended, or may have meanwhile. */
  async changed() {
    if (this.#isOpen) await this.load();
  }

  async load() {
    const asked = ++this.#asked;
    try {
      const { sessions } = await get('/api/me/sessions');
      this.#took(asked, () => ([this.list, this.problem] = [sessions, null]));
    } catch (error) {
      this.#took(asked, () => (this.problem = error));
    }
  }

  /** @param {number} asked @param {() => void} take */
  #took(asked, take) {
    if (asked !== this.#asked || !this.#isOpen) return;
    take();
    this.dispatchEvent(new Event('change'));
  }

  /** Signs one of them out; one that is out already is no error. @param {string} sessionId */
  async end(sessionId) {
    await remove(`/api/me/sessions/${sessionId}`).catch((/** @type {unknown} */ error) => {
      if (!(error instanceof Problem) || error.code !== 'not-found') throw error;
    });
    await this.changed();
  }

  /** Signs out all but this one. */
  async endOthers() {
    await remove('/api/me/sessions');
    await this.changed();
  }
}
