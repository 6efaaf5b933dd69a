// @ts-check
// People in signed events whose names are not known: the server was not asked yet, or denies that they exist. They are
// shown by the start of their id.
import { Problem } from '../../protocol/problems.js';
import { now } from '../platform.js';

/** For so long the server is not asked again about somebody whom it denied. */
const PAUSE_MILLIS = 60000;
const SHOWN_OF_ID = 8;
/** Trouble of the moment, which says nothing about the person. */
const FOR_NOW = new Set(['unreachable', 'busy', 'too-many']);

/** @typedef {import('./directory.js').Person} Person */

export class Strangers {
  #load;
  #nameOf;
  /** @type {Map<string, Person>} */
  #shown = new Map();
  /** @type {Map<string, Promise<Person>>} */
  #asking = new Map();
  /** @type {Map<string, number>} */
  #deniedAt = new Map();

  /**
   * @param {(userId: string) => Promise<Person>} load fetches a user from the server
   * @param {(shortId: string) => string} nameOf returns the name under which an unknown user is shown
   */
  constructor(load, nameOf) {
    this.#load = load;
    this.#nameOf = nameOf;
  }

  /** The same object each time, so that a name that comes later is seen everywhere. @param {string} userId @returns {Person} */
  shown(userId) {
    const known = this.#shown.get(userId);
    if (known) return known;
    const displayName = this.#nameOf(userId.slice(0, SHOWN_OF_ID));
    const stranger = { userId, username: '', displayName, identityId: null, online: false, lastSeen: null, status: '', avatar: '' };
    this.#shown.set(userId, stranger);
    return stranger;
  }

  /** Somebody has a name now. @param {Person} person @returns {Person} */
  named(person) {
    const stranger = this.#shown.get(person.userId);
    this.#shown.delete(person.userId);
    return stranger ? Object.assign(stranger, person) : person;
  }

  /** Asks once, however many want to know; throws `not-found` for who is denied. @param {string} userId @returns {Promise<Person>} */
  ask(userId) {
    const asking = this.#asking.get(userId) ?? this.#ask(userId).finally(() => this.#asking.delete(userId));
    this.#asking.set(userId, asking);
    return asking;
  }

  /** @param {string} userId */
  async #ask(userId) {
    if (now() - (this.#deniedAt.get(userId) ?? 0) < PAUSE_MILLIS) throw denied();
    try {
      const person = await this.#load(userId);
      if (person?.userId !== userId || typeof person.displayName !== 'string') throw denied();
      return person;
    } catch (error) {
      if (error instanceof Problem && FOR_NOW.has(error.code)) throw error;
      this.#deniedAt.set(userId, now());
      throw denied();
    }
  }
}

const denied = () => new Problem({ code: 'not-found' });
