// @ts-check
// The answers with which a page begins, and the identities that it verifies by, as the server gave them last: where the
// server is not reached, a page begins with these.
import { Problem } from '../../protocol/problems.js';
import { after, cancel, get, platform } from '../platform.js';
import { Rows } from './rows.js';

const PREFIX = 'answers/';
/** For so long an answer is waited for where another one is kept. */
const PATIENCE_MILLIS = 3000;

/** @typedef {import('../platform.js').Store} Store */
/** @typedef {Pick<Answers, 'wereGiven'|'get'|'keep'|'kept'|'identity'|'keepIdentity'>} KeptAnswers */

/** For who keeps nothing. @type {KeptAnswers} */
export const NO_ANSWERS = { wereGiven: false, get, keep: () => {}, kept: async () => null, identity: async () => null, keepIdentity: () => {} };

export class Answers {
  /** Whether one was given in place of the server's. */
  wereGiven = false;
  /** The rows of the user whose keys lie here, before it is known who is signed in. @type {Promise<Rows|null>|null} */
  #before = null;
  /** @type {(rows: Rows) => void} */
  #own = () => {};
  /** @type {Promise<Rows>} */
  #rows = new Promise((resolve) => (this.#own = resolve));
  #isOwn = false;

  /** From now on they are kept for this user. @param {Store} db */
  belong(db) {
    this.#isOwn = true;
    this.#own(new Rows(db));
  }

  /** What the server answers, or what it answered last where it is not reached. @template {string} P @param {P} path @returns {Promise<import('../../protocol/rest.js').Got<P>>} */
  get = (path) => {
    const asked = get(path);
    asked.then((answer) => this.keep(path, answer), () => {});
    return Promise.race([asked.catch((error) => this.#instead(path, error)), this.#late(path, asked)]);
  };

  /** @template {string} P @param {P} path @param {unknown} error */
  async #instead(path, error) {
    const kept = error instanceof Problem && error.code === 'unreachable' ? await this.#given(path) : null;
    if (kept === null) throw error;
    return kept;
  }

  /** What is kept, where the server takes its time. @template {string} P @param {P} path @param {Promise<import('../../protocol/rest.js').Got<P>>} asked @returns {Promise<import('../../protocol/rest.js').Got<P>>} */
  #late(path, asked) {
    return new Promise((resolve) => {
      const timer = after(PATIENCE_MILLIS, async () => {
        const kept = await this.#given(path);
        if (kept !== null) resolve(kept);
      });
      const answered = () => cancel(timer);
      asked.then(answered, answered);
    });
  }

  /** @template {string} P @param {P} path */
  async #given(path) {
    const kept = await this.kept(path);
    this.wereGiven ||= kept !== null;
    return /** @type {import('../../protocol/rest.js').Got<P>|null} */ (kept);
  }

  /** @param {string} name a path, or another name @param {unknown} answer */
  keep(name, answer) {
    this.#rows.then((rows) => rows.put(PREFIX + name, answer));
  }

  /** Null where nothing is kept. @param {string} name */
  async kept(name) {
    const rows = this.#isOwn ? await this.#rows : await (this.#before ??= present());
    return rows ? rows.get(PREFIX + name) : null;
  }

  /** The record of an identity; whoever reads it checks it against its id. @param {string} id */
  async identity(id) {
    return /** @type {string|null} */ (await this.kept(`identities/${id}`));
  }

  /** @param {string} id @param {string} record */
  keepIdentity(id, record) {
    this.keep(`identities/${id}`, record);
  }
}

/** @returns {Promise<Rows|null>} */
async function present() {
  try {
    const userId = await platform().storage.present();
    return userId ? new Rows(await platform().storage.open(userId)) : null;
  } catch {
    return null;
  }
}
