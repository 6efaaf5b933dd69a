// @ts-check
// One IndexedDB database per user. Unsent messages and drafts are stored encrypted under a key of the user's vault, what
// is kept of rooms under a key that never leaves the browser. When a session ends, its keys and what is kept of rooms are
// deleted, and unsent data stays: only the same user can open it after signing in again, and only their own sign-out
// deletes it.
import { deleteDB, openDB } from 'idb';

const PREFIX = 'secure-chat-';
const UNSENT = ['outbox', 'drafts', 'uploads'];

/** Append-only: a new version adds a step at the end. @type {((db: import('idb').IDBPDatabase) => void)[]} */
const STEPS = [
  (db) => {
    db.createObjectStore('keys');
    db.createObjectStore('outbox');
    db.createObjectStore('drafts');
  },
  (db) => {
    db.createObjectStore('uploads');
    // Sealed under the key that an upload's row has, so never encrypted again.
    db.createObjectStore('pieces');
  },
  (db) => void db.createObjectStore('history'),
];

/** @typedef {import('../core/platform.js').Store} Store */

/** @implements {Store} */
export class Database {
  #userId;
  /** @type {Promise<import('idb').IDBPDatabase>|null} */
  #opening = null;
  #isClosed = false;
  /** Whether it was open before: a database that is new after that was deleted under the page. */
  #wasOpen = false;
  /** @type {Map<string, Promise<CryptoKey>>} */
  #lockKeys = new Map();
  #lost = () => {};

  /** @param {string} userId */
  constructor(userId) {
    this.#userId = userId;
  }

  /** @param {string} userId */
  static async open(userId) {
    const database = new Database(userId);
    await database.#db();
    return database;
  }

  /** The user whose keys are here: at most one has any. @returns {Promise<string|null>} */
  static async present() {
    for (const userId of await Database.#users()) {
      const database = await Database.open(userId);
      const keys = await database.get('keys', 'identity');
      database.close();
      if (keys) return userId;
    }
    return null;
  }

  static async #users() {
    const all = (await indexedDB.databases?.()) ?? [];
    return all.map((db) => db.name ?? '').filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length));
  }

  /** Forgets everything of a user, also what is unsent: the user has said so. @param {string} userId */
  static async wipe(userId) {
    await deleteDB(PREFIX + userId);
  }

  /**
   * Deletes the keys of a user, and what is kept of rooms. Unsent data stays, encrypted.
   * @param {string} userId
   * @param {string} [session] the sign-in that has ended: keys that a later one has put there stay
   */
  static async endSession(userId, session) {
    const database = await Database.open(userId);
    const isEmpty = await database.#use(async (db) => {
      const transaction = db.transaction(['keys', 'history', ...UNSENT], 'readwrite', { durability: 'strict' });
      const present = await transaction.objectStore('keys').get('session');
      if (session && present && present !== session) return false;
      await transaction.objectStore('keys').clear();
      await transaction.objectStore('history').clear();
      const counts = await Promise.all(UNSENT.map((store) => transaction.objectStore(store).count()));
      await transaction.done;
      return counts.every((count) => count === 0);
    });
    database.close();
    if (isEmpty) await Database.wipe(userId);
  }

  /** Forgets the keys of everybody else who ever signed in here. @param {string} userId */
  static async endOthers(userId) {
    const others = (await Database.#users()).filter((other) => other !== userId);
    await Promise.all(others.map((other) => Database.endSession(other)));
  }

  close() {
    this.#isClosed = true;
    this.#letGo();
  }

  /** @param {() => void} then called when everything that was stored is gone, though nobody here deleted it */
  whenLost(then) {
    this.#lost = then;
  }

  #letGo() {
    this.#opening?.then((db) => db.close(), () => {});
    this.#opening = null;
  }

  #db() {
    if (this.#isClosed) return Promise.reject(new Error('closed'));
    if (this.#opening) return this.#opening;
    let isNew = false;
    // Another page that deletes the database must not wait for this one.
    const opening = openDB(PREFIX + this.#userId, STEPS.length, {
      upgrade: (db, from) => {
        isNew = from === 0;
        STEPS.slice(from).forEach((step) => step(db));
      },
      blocking: () => this.#letGo(),
      terminated: () => this.#letGo(),
    });
    this.#opening = opening;
    opening.then(() => {
      if (isNew && this.#wasOpen) this.#lost();
      this.#wasOpen = true;
    }, () => (this.#opening = null));
    return opening;
  }

  /** Does something, once more where the connection had been closed. @template T @param {(db: import('idb').IDBPDatabase) => Promise<T>} work */
  async #use(work) {
    try {
      return await work(await this.#db());
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error;
      this.#letGo();
      return work(await this.#db());
    }
  }

  /** @param {string} store @param {string} key @returns {Promise<unknown>} */
  get(store, key) {
    return this.#use((db) => db.get(store, key));
  }

  /** @param {string} store @param {string} key @param {unknown} value */
  put(store, key, value) {
    return this.#write(store, (objects) => objects.put(value, key));
  }

  /** @param {string} store @param {string} key */
  delete(store, key) {
    return this.#write(store, (objects) => objects.delete(key));
  }

  /** @param {string} store @returns {Promise<[string, unknown][]>} */
  all(store) {
    return this.#use(async (db) => {
      const { store: objects, done } = db.transaction(store);
      const [keys, values] = await Promise.all([objects.getAllKeys(), objects.getAll(), done]);
      return keys.map((key, i) => [String(key), values[i]]);
    });
  }

  /** @param {string} store @param {string} prefix @returns {Promise<string[]>} */
  keys(store, prefix) {
    return this.#use(async (db) => (await db.getAllKeys(store, beginning(prefix))).map(String));
  }

  /** @param {string} store @param {string} prefix */
  deleteAll(store, prefix) {
    return this.#write(store, (objects) => objects.delete(beginning(prefix)));
  }

  /**
   * Resolves only when it is on disk.
   * @param {string} store
   * @param {(objects: {put: (value: unknown, key: string) => Promise<unknown>, delete: (key: string|IDBKeyRange) => Promise<void>}) => Promise<unknown>} work
   */
  #write(store, work) {
    return this.#use(async (db) => {
      // What is kept of rooms comes from the server, and can come again.
      const { store: objects, done } = db.transaction(store, 'readwrite', { durability: store === 'history' ? 'relaxed' : 'strict' });
      // If the work throws, nothing else handles the transaction's rejection.
      done.catch(() => {});
      await Promise.all([work(objects), done]);
    });
  }

  /** Encrypts a value. @param {unknown} value @param {'unsent'|'history'} [key] */
  async lock(value, key = 'unsent') {
    return lock(await this.#key(key), value);
  }

  /** @param {unknown} locked @param {'unsent'|'history'} [key] @returns {Promise<unknown>} */
  async unlock(locked, key = 'unsent') {
    return unlock(await this.#key(key), /** @type {Locked} */ (locked));
  }

  /** @param {'unsent'|'history'} name @returns {Promise<CryptoKey>} */
  #key(name) {
    const known = this.#lockKeys.get(name);
    if (known) return known;
    const finding = this.#found(name).then((found) => found ?? this.#made(name));
    this.#lockKeys.set(name, finding);
    finding.catch(() => this.#lockKeys.delete(name));
    return finding;
  }

  /** The key of what is kept of rooms is made here, once for all pages; that of what is unsent comes from the vault. @param {'unsent'|'history'} name @returns {Promise<CryptoKey>} */
  async #made(name) {
    if (name !== 'history') throw new Error('no key');
    const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    return this.#use(async (db) => {
      const { store, done } = db.transaction('keys', 'readwrite', { durability: 'strict' });
      const present = /** @type {CryptoKey|undefined} */ (await store.get(name));
      if (!present) await store.put(fresh, name);
      await done;
      return present ?? fresh;
    });
  }

  /** @param {string} name */
  async #found(name) {
    return /** @type {CryptoKey|undefined} */ (await this.get('keys', name)) ?? null;
  }

  /** Sets the key of unsent data, and re-encrypts what is stored under the key before. @param {CryptoKey} key */
  async setUnsentKey(key) {
    const before = (await this.#found('unsent')) ?? (await this.#found('local'));
    if (before) for (const store of UNSENT) await this.#relock(store, before, key);
    await this.put('keys', 'unsent', key);
    await this.delete('keys', 'local');
    this.#lockKeys.set('unsent', Promise.resolve(key));
  }

  /** @param {string} store @param {CryptoKey} before @param {CryptoKey} after */
  async #relock(store, before, after) {
    for (const [id, kept] of await this.all(store)) {
      const row = /** @type {Locked & {content?: Locked}} */ (kept);
      const value = await unlock(before, row.content ?? row).catch(() => undefined);
      if (value === undefined) continue;
      const locked = await lock(after, value);
      await this.put(store, id, row.content ? { ...row, content: locked } : locked);
    }
  }
}

/** Keys that begin so. @param {string} prefix */
const beginning = (prefix) => IDBKeyRange.bound(prefix, `${prefix}\uffff`);

/** @typedef {{nonce: Uint8Array<ArrayBuffer>, sealed: ArrayBuffer, isBytes?: true}} Locked */

/** @param {CryptoKey} key @param {unknown} value @returns {Promise<Locked>} */
async function lock(key, value) {
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const isBytes = value instanceof Uint8Array;
  const plain = /** @type {Uint8Array<ArrayBuffer>} */ (isBytes ? value : new TextEncoder().encode(JSON.stringify(value)));
  return { nonce, sealed: await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, key, plain), ...(isBytes && { isBytes }) };
}

/** @param {CryptoKey} key @param {Locked} locked */
async function unlock(key, { nonce, sealed, isBytes }) {
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonce }, key, sealed);
  return isBytes ? new Uint8Array(plain) : JSON.parse(new TextDecoder().decode(plain));
}
