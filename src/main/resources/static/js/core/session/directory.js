// @ts-check
// People with their presence and identities, and the server's keys, each fetched once; concurrent look-ups share a
// request.
import { readIdentityRecord } from '../../crypto/identity.js';
import { readChain, relation } from '../../crypto/identity-chain.js';
import { readServerKeys } from '../../crypto/server-keys.js';
import { fromBase64 } from '../../protocol/bytes.js';
import { Problem } from '../../protocol/problems.js';
import { Unreadable } from '../../crypto/unreadable.js';
import { NO_ANSWERS } from '../history/answers.js';
import { after, get, post } from '../platform.js';
import { Strangers } from './strangers.js';

/**
 * Somebody as the page shows them; `claimed` is what the server calls them now, where that is not what is shown, and
 * `former` what they were called until lately.
 * @typedef {import('../../protocol/rest.js').PersonView & {claimed?: import('../trust/trust.js').Names|null, former?: string|null}} Person
 */

const MOST_AT_ONCE = 200;
const MOST_NAMES = 100;

/** Events: `people` (somebody came, went or is new), `names` (somebody is shown by another name or picture). */
export class Directory extends EventTarget {
  /** @type {Map<string, Person>} */
  #people = new Map();
  /** What the server calls people, whatever is shown. @type {Map<string, import('../trust/trust.js').Names>} */
  #served = new Map();
  /** How many frames have told of people. */
  #frames = 0;
  /** Which of these frames told of somebody last. @type {Map<string, number>} */
  #toldBy = new Map();
  /** How often somebody was renamed. */
  timesRenamed = 0;
  /** The names and pictures by which people are shown, in one text each. @type {Map<string, string>} */
  #drawn = new Map();
  /** Which names are pinned, and which are shown. @type {{names: (userId: string) => import('../trust/trust.js').Names|null, learnNames: (userId: string, names: import('../trust/trust.js').Names) => void, judgeNames: (userId: string, served: import('../trust/trust.js').Names) => import('../trust/trust.js').JudgedNames}} */
  pins = { names: () => null, learnNames: () => {}, judgeNames: (_, served) => ({ names: served, claimed: null, former: null }) };
  /** @type {Map<string, Promise<Awaited<ReturnType<typeof readIdentityRecord>>>>} */
  #identities = new Map();
  /** @type {Map<string, Promise<import('../../crypto/identity-chain.js').Link[]>>} */
  #chains = new Map();
  /** @type {Map<string, {resolve: (record: string) => void, reject: (error: unknown) => void}>} */
  #wanted = new Map();
  /** One entry at most. @type {Map<string, Promise<Map<string, Uint8Array>>>} */
  #serverKeys = new Map();
  /** An answer that was asked for before; the next time it is asked anew. @type {Promise<{keys: string[]}>|null} */
  #earlyServerKeys;
  /** Names users whom the server denies, by the start of their id; a page replaces it by one in its language. @type {(shortId: string) => string} */
  nameUnknown = (shortId) => shortId;
  /** Whether the server has told who is online. */
  #isWelcome = false;
  #strangers = new Strangers((userId) => this.#answers.get(`/api/users/${userId}`), (shortId) => this.nameUnknown(shortId));
  #answers;

  /** @param {Promise<{keys: string[]}>|null} [serverKeys] the server's keys, where they were asked for already @param {import('../history/answers.js').KeptAnswers} [answers] */
  constructor(serverKeys = null, answers = NO_ANSWERS) {
    super();
    this.#answers = answers;
    this.#earlyServerKeys = serverKeys;
  }

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

  /** What the server calls somebody. @param {string} userId */
  served(userId) {
    return this.#served.get(userId) ?? null;
  }

  /** Keeps one object per person, so that a change is seen everywhere. Nobody is known to be online before the server has told. @param {Person} shown as the server shows them @returns {Person} */
  note(shown) {
    const person = this.#isWelcome ? shown : { ...shown, online: false };
    const { userId, username, displayName } = person;
    const known = this.#people.get(userId);
    if (known && known.identityId !== person.identityId) this.#chains.delete(userId);
    this.#served.set(userId, { username, displayName });
    this.pins.learnNames(userId, { username, displayName });
    const isNew = !known || Object.entries(person).some(([field, value]) => Reflect.get(known, field) !== value);
    const noted = Object.assign(known ?? this.#strangers.named(person), { ...person });
    this.#people.set(userId, noted);
    this.rename(userId);
    if (isNew) this.#tell('people');
    return noted;
  }

  /** Somebody of whom a frame tells. @param {Person} person as the server shows them */
  told(person) {
    this.#toldBy.set(person.userId, ++this.#frames);
    return this.note(person);
  }

  /**
   * To be called before the server is asked: returns what notes a person of its answer. Where a frame tells of them
   * meanwhile, the answer may be the older of the two, and the frame stands.
   */
  asking() {
    const begun = this.#frames;
    return (/** @type {Person} */ person) => {
      const known = this.#people.get(person.userId);
      return known && (this.#toldBy.get(person.userId) ?? 0) > begun ? known : this.note(person);
    };
  }

  /** Gives people the names by which they are shown: one of them, or all. @param {string} [userId] */
  rename(userId) {
    const people = userId ? [this.#people.get(userId)] : this.#people.values();
    let isOther = false;
    for (const person of people) {
      const served = person && this.#served.get(person.userId);
      if (!served) continue;
      const { names, claimed, former } = this.pins.judgeNames(person.userId, served);
      const drawn = JSON.stringify([names, claimed !== null, former, person.avatar]);
      isOther ||= this.#drawn.get(person.userId) !== drawn;
      this.#drawn.set(person.userId, drawn);
      Object.assign(person, names, { claimed, former });
    }
    if (isOther) this.#tell('names');
  }

  /** @param {string} userId @returns {Promise<Person>} */
  async person(userId) {
    const note = this.asking();
    return this.known(userId) ?? note(await this.#strangers.ask(userId));
  }

  /** Somebody whom signed events name: listed in any case, by the pinned name where the server gives none, or by none. @param {string} userId @returns {Person} */
  shown(userId) {
    return this.known(userId) ?? Object.assign(this.#strangers.shown(userId), this.pins.names(userId));
  }

  /** Whether this person's name is pinned. @param {string} userId */
  isNamed(userId) {
    return this.pins.names(userId) !== null;
  }

  /** Asks for the names of people whom signed events name, as far as they are not known. @param {Iterable<string>} userIds */
  async meet(userIds) {
    for (const userId of new Set(userIds)) {
      if (!this.known(userId)) await this.person(userId).catch(() => {});
    }
  }

  /** @param {string} query @returns {Promise<Person[]>} */
  find = (query) => this.#found(() => get(`/api/users?query=${encodeURIComponent(query)}&limit=20`));

  /** The people with whom a page begins. */
  first = () => this.#found(() => this.#answers.get('/api/users?query=&limit=20'));

  /** @param {() => Promise<{items: Person[]}>} ask */
  async #found(ask) {
    const note = this.asking();
    return (await ask()).items.map(note);
  }

  /** @param {string[]} usernames @returns {Promise<{found: Person[], unknown: string[]}>} */
  async lookUp(usernames) {
    const note = this.asking();
    const { found, unknown } = await post('/api/users/lookup', { usernames });
    return { found: found.map(note), unknown };
  }

  /** Asks again about everybody who is known: what changed while there was no connection was told to others alone. */
  async renew() {
    const names = [...this.#served.values()].map(({ username }) => username);
    for (let i = 0; i < names.length; i += MOST_NAMES) await this.lookUp(names.slice(i, i + MOST_NAMES));
  }

  /** @param {{userId: string, since: number}[]} online */
  welcome(online) {
    this.#isWelcome = true;
    const here = new Set(online.map((o) => o.userId));
    for (const person of this.#people.values()) person.online = here.has(person.userId);
    this.#tell('people');
    return Promise.all([...here].filter((id) => !this.#people.has(id)).map((id) => this.person(id)));
  }

  /** @param {{userId: string, online: boolean, at: number}} change */
  async moved({ userId, online, at }) {
    const person = await this.person(userId);
    person.online = online;
    if (!online) person.lastSeen = at;
    this.#tell('people');
  }

  /** The identity that an entry names, checked against its id. @param {string} id */
  identity(id) {
    return this.#once(this.#identities, id, () => this.#readIdentity(id));
  }

  /** @param {string} id */
  async #readIdentity(id) {
    const kept = await this.#answers.identity(id);
    const record = kept ?? (await this.#record(id));
    const identity = await readIdentityRecord(fromBase64(record), id);
    if (!kept) this.#answers.keepIdentity(id, record);
    return identity;
  }

  /** @param {string} id @returns {Promise<string>} */
  #record(id) {
    if (this.#wanted.size === 0) after(0, () => this.#fetchWanted());
    return new Promise((resolve, reject) => this.#wanted.set(id, { resolve, reject }));
  }

  async #fetchWanted() {
    const all = [...this.#wanted];
    this.#wanted.clear();
    for (let i = 0; i < all.length; i += MOST_AT_ONCE) await this.#fetchSome(all.slice(i, i + MOST_AT_ONCE));
  }

  /** @param {[string, {resolve: (record: string) => void, reject: (error: unknown) => void}][]} some */
  async #fetchSome(some) {
    try {
      const { identities } = await post('/api/identities/lookup', { ids: some.map(([id]) => id) });
      const found = new Map(identities.map((i) => [i.identityId, i.record]));
      for (const [id, { resolve, reject }] of some) {
        const record = found.get(id);
        if (record) resolve(record);
        else reject(new Unreadable('record'));
      }
    } catch (error) {
      for (const [, { reject }] of some) reject(error);
    }
  }

  /** All identities that somebody ever had; fetched again where one is missing. @param {string} userId @param {string[]} including */
  async chain(userId, ...including) {
    const known = await this.#chain(userId);
    if (including.every((id) => known.some((link) => link.id === id))) return known;
    this.#chains.delete(userId);
    return this.#chain(userId);
  }

  /** @param {string} userId @returns {Promise<import('../../crypto/identity-chain.js').Link[]>} */
  #chain(userId) {
    return this.#once(this.#chains, userId, async () => {
      const { identities } = await this.#answers.get(`/api/users/${userId}/identities`);
      return readChain(identities.map((i) => fromBase64(i.record)), userId);
    });
  }

  /** How one identity of somebody stands to another. @param {string} userId @param {string} from @param {string} to */
  async relation(userId, from, to) {
    return relation(await this.chain(userId, from, to), from, to);
  }

  /** The server's keys by id, the first one first. */
  serverKeys() {
    return this.#once(this.#serverKeys, '', async () => {
      const asked = this.#earlyServerKeys ?? this.#answers.get('/api/server-keys');
      this.#earlyServerKeys = null;
      return readServerKeys((await asked).keys.map(fromBase64));
    });
  }

  /** The server's signing key of this id; throws for one that its chain does not hold. @param {string} id */
  async serverKey(id) {
    const key = (await this.serverKeys()).get(id);
    if (!key) throw new Unreadable('record');
    return key;
  }

  /** The page began without the server: what it began with may be old. */
  askAnew() {
    this.#serverKeys.clear();
    this.#chains.clear();
  }

  /** @param {'people'|'names'} key */
  #tell(key) {
    if (key === 'names') this.timesRenamed++;
    this.dispatchEvent(new Event(key));
  }

  /** What failed for want of a connection is asked again; what is false stays false. @template T */
  #once(/** @type {Map<string, Promise<T>>} */ cache, /** @type {string} */ key, /** @type {() => Promise<T>} */ load) {
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
