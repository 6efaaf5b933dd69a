// @ts-check
// Binds a page to the sign-in of one user: it sends nothing in another one's session, and ends when its own is
// over or somebody else signs in in this browser.
import { Problem } from '../../protocol/problems.js';
import { NO_ANSWERS } from '../history/answers.js';
import { get, platform } from '../platform.js';
import { untilAnswered } from './until-answered.js';

/** @typedef {'ended'|'logged-out'|'another'} Why `another`: somebody else has signed in in this browser */
/**
 * @typedef {{kind: 'signed-in', userId: string}|{kind: 'ended', userId: string, why: Why}
 *   |(import('./unsent-store.js').Row & {userId: string})} PageMessage what pages of one browser tell each other
 * @typedef {object} BoundPage
 * @property {(why: Why) => Promise<unknown>|void} ended called once
 * @property {(row: import('./unsent-store.js').Row) => void} [heard] another page of this user has changed what is unsent
 */

export class SessionBinding {
  #userId;
  /** @type {BoundPage|null} */
  #page = null;
  /** @type {Why|null} */
  #why = null;
  /** @type {Promise<unknown>|void} */
  #ending = undefined;
  /** @type {(message: PageMessage) => void} */
  #tellOtherPages = platform().broadcast((message) => this.#hear(/** @type {PageMessage} */ (message)));

  /** @param {string} userId */
  constructor(userId) {
    this.#userId = userId;
  }

  /** Binds this page to the user who is signed in; throws Problem where nobody is. @param {(isWaiting: boolean) => void} [tell] whether the server does not answer for now @param {import('../history/answers.js').KeptAnswers} [answers] */
  static async find(tell, answers = NO_ANSWERS) {
    /** @type {SessionBinding|null} */
    let binding = null;
    platform().pinSession(async () => binding === null || binding.isMine());
    const me = await untilAnswered(() => answers.get('/api/me'), tell);
    binding = new SessionBinding(me.userId);
    return { me, binding };
  }

  /** @param {BoundPage} page */
  attach(page) {
    this.#page = page;
    if (this.#why) this.#ending = page.ended(this.#why);
  }

  get isOver() {
    return this.#why !== null;
  }

  /** Whether this browser is signed in as this user still; ends the page where it is not. */
  async isMine() {
    const { userId } = await get('/api/me');
    if (userId === this.#userId) return true;
    await this.end('another');
    return false;
  }

  /** Refuses with `signed-out` where this browser is not signed in as this user any more; ends the page then. */
  async requireMine() {
    if (this.isOver || !(await this.isMine())) throw new Problem({ code: 'signed-out' });
  }

  /** Tells the user's other pages that something unsent has changed. @param {import('./unsent-store.js').Row} row */
  tell(row) {
    this.#tellOtherPages({ ...row, userId: this.#userId });
  }

  /** Ends this page, and the user's other pages with it; resolves when this one has ended. @param {Why} why */
  async end(why) {
    if (!this.isOver) this.#tellOtherPages({ kind: 'ended', why, userId: this.#userId });
    this.#leave(why);
    await this.#ending;
  }

  /** @param {Why} why */
  #leave(why) {
    if (this.isOver) return;
    this.#why = why;
    this.#ending = this.#page?.ended(why);
  }

  /** @param {PageMessage} message */
  #hear(message) {
    if (message.kind === 'signed-in' && message.userId !== this.#userId) this.#leave('another');
    if (message.userId !== this.#userId || this.isOver) return;
    if (message.kind === 'ended') this.#leave(message.why);
    if (message.kind === 'row') this.#page?.heard?.(message);
  }
}
