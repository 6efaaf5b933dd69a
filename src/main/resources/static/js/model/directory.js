// @ts-check
// Who is who: people with their presence, identities and the server's keys, each fetched once.
import { readIdentityRecord } from '../crypto/identity.js';
import { readServerKeys } from '../crypto/server-keys.js';
import { fromBase64 } from '../protocol/bytes.js';
import { Problem } from '../protocol/problems.js';
import { Unreadable } from '../crypto/unreadable.js';
import { get, post } from '../net/api.js';

/**
 * @typedef {object} Person
 * @property {string} userId
 * @property {string} username
 * @property {string} displayName
 * @property {string|null} identityId
 * @property {boolean} online
 * @property {number|null} lastSeen
 */

export class Directory {
  /** @type {Map<string, Person>} */
  #people = new Map();
  /** @type {Map<string, Promise<Awaited<ReturnType<typeof readIdentityRecord>>>>} */
  #identities = new Map();
  /** @type {Promise<Map<string, Uint8Array>>|null} */
  #serverKeys = null;

  /** Everybody known so far: online first, then by name. */
  get people() {
    return [...this.#people.values()].sort(
      (a, b) => Number(b.online) - Number(a.online) || a.displayName.localeCompare(b.displayName),
    );
  }

  /** @param {string} userId */
  known(userId) {
    return this.#people.get(userId) ?? null;
  }

  /** Keeps one object per person, so that a change is seen everywhere. @param {Person} person @returns {Person} */
  note(person) {
    const known = this.#people.get(person.userId);
    if (known) return Object.assign(known, { ...person });
    this.#people.set(person.userId, person);
    return person;
  }

  /** @param {string} userId @returns {Promise<Person>} */
  async person(userId) {
    return this.known(userId) ?? this.note(await get(`/api/users/${userId}`));
  }

  /** @param {string} query @returns {Promise<Person[]>} */
  async find(query) {
    const { items } = await get(`/api/users?query=${encodeURIComponent(query)}&limit=20`);
    return items.map((/** @type {Person} */ p) => this.note(p));
  }

  /** @param {string[]} usernames @returns {Promise<{found: Person[], unknown: string[]}>} */
  async lookUp(usernames) {
    const { found, unknown } = await post('/api/users/lookup', { usernames });
    return { found: found.map((/** @type {Person} */ p) => this.note(p)), unknown };
  }

  /** @param {{userId: string, since: number}[]} online */
  welcome(online) {
    const here = new Set(online.map((o) => o.userId));
    for (const person of this.#people.values()) person.online = here.has(person.userId);
    return Promise.all([...here].filter((id) => !this.#people.has(id)).map((id) => this.person(id)));
  }

  /** @param {{userId: string, online: boolean, at: number}} change */
  async moved({ userId, online, at }) {
    const person = await this.person(userId);
    person.online = online;
    if (!online) person.lastSeen = at;
  }

  /** The identity that an entry names, checked against its id. @param {string} id */
  identity(id) {
    return this.#once(this.#identities, id, async () => {
      const { record } = await get(`/api/identities/${id}`);
      return readIdentityRecord(fromBase64(record), id);
    });
  }

  /** The server's signing key of this id; throws for one that its chain does not hold. @param {string} id */
  async serverKey(id) {
    this.#serverKeys ??= get('/api/server-keys').then(({ keys }) => readServerKeys(keys.map(fromBase64)));
    const key = (await this.#serverKeys).get(id);
    if (!key) throw new Unreadable('record');
    return key;
  }

  /** What failed for want of a connection is asked again; what is false stays false. */
  #once(/** @type {Map<string, Promise<any>>} */ cache, /** @type {string} */ key, /** @type {() => Promise<any>} */ load) {
    const cached = cache.get(key);
    if (cached) return cached;
    const loading = load().catch((error) => {
      if (error instanceof Problem) cache.delete(key);
      throw error;
    });
    cache.set(key, loading);
    return loading;
  }
}
