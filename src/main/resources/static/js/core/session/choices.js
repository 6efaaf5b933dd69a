// @ts-check
// What the user has chosen for their rooms and whom they have blocked: kept by the server, the same in each browser.
import { get, put, remove } from '../platform.js';

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
  #note;

  /** @param {(person: import('../../protocol/rest.js').PersonView) => Person} note */
  constructor(note) {
    super();
    this.#note = note;
  }

  async load() {
    const [{ rooms }, { blocked }] = await Promise.all([get('/api/me/rooms'), get('/api/me/blocks')]);
    this.#rooms = new Map(rooms.map(({ roomId, ...choice }) => [roomId, choice]));
    this.#blocked = blocked.map((person) => this.#note(person));
    this.#isLoaded = true;
    this.#tell();
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
      await put(`/api/me/rooms/${roomId}`, next);
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
    await put(`/api/me/blocks/${person.userId}`, {});
    if (!this.isBlocked(person.userId)) this.#blocked = [person, ...this.#blocked];
    this.#tell();
  }

  /** @param {{userId: string}} person */
  async unblock({ userId }) {
    await remove(`/api/me/blocks/${userId}`);
    this.#blocked = this.#blocked.filter((one) => one.userId !== userId);
    this.#tell();
  }

  #tell() {
    this.dispatchEvent(new Event('choices'));
  }
}
