// @ts-check
// What the user has chosen for their rooms and whom they have blocked: kept by the server, the same in each browser.
import { NO_ANSWERS } from '../history/answers.js';
import { put, remove } from '../platform.js';

/** @typedef {{favourite: boolean, accepted: boolean}} Choice */
/** @typedef {import('./directory.js').Person} Person */

/** @type {Choice} */
const NONE = Object.freeze({ favourite: false, accepted: false });

/** Event: `choices`, where a choice or the block list has changed. */
export class Choices extends EventTarget {
  /** @type {Map<string, Choice>} */
  #rooms = new Map();
  /** @type {Person[]} */
  #blocked = [];
  #isLoaded = false;
  #underway = 0;
  /** Whether the server has something else. */
  #isStale = false;
  #loads = 0;
  #asking;
  #answers;

  /** @param {() => (person: import('../../protocol/rest.js').PersonView) => Person} asking as in Directory @param {import('../history/answers.js').KeptAnswers} [answers] */
  constructor(asking, answers = NO_ANSWERS) {
    super();
    this.#answers = answers;
    this.#asking = asking;
  }

  async load() {
    const load = ++this.#loads;
    const note = this.#asking();
    const [{ rooms }, { blocked }] = await Promise.all([this.#answers.get('/api/me/rooms'), this.#answers.get('/api/me/blocks')]);
    if (load !== this.#loads) return;
    if (this.#underway > 0) {
      // What was asked before the change may be without it.
      this.#isStale = true;
      return;
    }
    this.#rooms = new Map(rooms.map(({ roomId, ...choice }) => [roomId, choice]));
    this.#blocked = blocked.map(note);
    this.#isLoaded = true;
    this.#tell();
  }

  /** Something was changed, here or in another browser. While a change is on its way from here, its own answer counts first. */
  changed() {
    this.#isStale = true;
    if (this.#underway === 0) this.#renew();
  }

  #renew() {
    this.#isStale = false;
    this.load().catch(() => {});
  }

  /** @template T @param {Promise<T>} change */
  async #save(change) {
    this.#underway++;
    try {
      return await change;
    } finally {
      this.#underway--;
      if (this.#isStale && this.#underway === 0) this.#renew();
    }
  }

  /** Nothing is claimed before the server has said it. */
  get isLoaded() {
    return this.#isLoaded;
  }

  /** @param {string} roomId @returns {Choice} */
  of(roomId) {
    return this.#rooms.get(roomId) ?? NONE;
  }

  /** Shown at once, and taken back if the server refuses. @param {string} roomId @param {Partial<Choice>} change */
  async choose(roomId, change) {
    const before = this.of(roomId);
    const next = { ...before, ...change };
    this.#rooms.set(roomId, next);
    this.#tell();
    try {
      await this.#save(put(`/api/me/rooms/${roomId}`, next));
    } catch (error) {
      this.#rooms.set(roomId, before);
      this.#tell();
      throw error;
    }
  }

  get blocked() {
    return this.#blocked;
  }

  /** @param {string} userId */
  isBlocked(userId) {
    return this.#blocked.some((person) => person.userId === userId);
  }

  /** @param {Person} person */
  async block(person) {
    await this.#save(put(`/api/me/blocks/${person.userId}`, {}));
    if (!this.isBlocked(person.userId)) this.#blocked = [person, ...this.#blocked];
    this.#tell();
  }

  /** @param {{userId: string}} person */
  async unblock({ userId }) {
    await this.#save(remove(`/api/me/blocks/${userId}`));
    this.#blocked = this.#blocked.filter((one) => one.userId !== userId);
    this.#tell();
  }

  #tell() {
    this.dispatchEvent(new Event('choices'));
  }
}
