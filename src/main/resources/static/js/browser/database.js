// @ts-check
// One IndexedDB database per user. What people wrote and did not send yet lies in it under a key that their
// vault holds. When a session ends the keys go and what is unsent stays, closed up: only the same person,
// signed in again, opens it. It goes by that person's own decision alone.

const PREFIX = 'secure-chat-';
const UNSENT = ['outbox', 'drafts'];

/** Append-only: a new version adds a step at the end. @type {((db: IDBDatabase) => void)[]} */
const STEPS = [
  (db) => {
    db.createObjectStore('keys');
    db.createObjectStore('outbox');
    db.createObjectStore('drafts');
  },
];

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

export class Database {
  #db;
  /** @type {CryptoKey|null} */
  #foundKey = null;

  /** @param {IDBDatabase} db */
  constructor(db) {
    this.#db = db;
    // Another page that ends the session must not wait for this one.
    db.onversionchange = () => db.close();
  }

  /** @param {string} userId */
  static async open(userId) {
    const request = indexedDB.open(PREFIX + userId, STEPS.length);
    request.onupgradeneeded = (event) => STEPS.slice(event.oldVersion).forEach((step) => step(request.result));
    return new Database(await done(request));
  }

  /** Forgets everything of a user, also what is unsent: the user has said so. @param {string} userId */
  static async wipe(userId) {
    await done(indexedDB.deleteDatabase(PREFIX + userId));
  }

  /** Forgets the keys of a user. What is unsent stays, closed up. @param {string} userId */
  static async endSession(userId) {
    const db = await Database.open(userId);
    const kept = await Promise.all(UNSENT.map((store) => db.all(store)));
    await db.#write('keys', (objects) => objects.clear());
    db.close();
    if (kept.every((rows) => rows.length === 0)) await Database.wipe(userId);
  }

  /** Forgets the keys of everybody who ever signed in here. */
  static async endAllSessions() {
    const all = (await indexedDB.databases?.()) ?? [];
    const ours = all.map((db) => db.name ?? '').filter((name) => name.startsWith(PREFIX));
    await Promise.all(ours.map((name) => Database.endSession(name.slice(PREFIX.length))));
  }

  close() {
    this.#db.close();
  }

  /** @param {string} store @param {string} key */
  get(store, key) {
    return done(this.#db.transaction(store).objectStore(store).get(key));
  }

  /** @param {string} store @param {string} key @param {unknown} value */
  put(store, key, value) {
    return this.#write(store, (objects) => objects.put(value, key));
  }

  /** @param {string} store @param {string} key */
  delete(store, key) {
    return this.#write(store, (objects) => objects.delete(key));
  }

  /** @param {string} store */
  all(store) {
    return done(this.#db.transaction(store).objectStore(store).getAll());
  }

  /** Resolves only when it is on disk. @param {string} store @param {(objects: IDBObjectStore) => void} work */
  #write(store, work) {
    return new Promise((resolve, reject) => {
      const transaction = this.#db.transaction(store, 'readwrite', { durability: 'strict' });
      work(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(undefined);
      transaction.onabort = () => reject(transaction.error);
    });
  }

  /** Closes a value up under the key of what is unsent. @param {unknown} value */
  async lock(value) {
    return lock(await this.#unsentKey(), value);
  }

  /** @param {unknown} locked */
  async unlock(locked) {
    return unlock(await this.#unsentKey(), /** @type {Locked} */ (locked));
  }

  async #unsentKey() {
    this.#foundKey ??= await this.get('keys', 'unsent');
    if (!this.#foundKey) throw new Error('no key');
    return this.#foundKey;
  }

  /** Sets the key of what is unsent; what lies under the one before is closed up anew. @param {CryptoKey} key */
  async setUnsentKey(key) {
    const before = (await this.get('keys', 'unsent')) ?? (await this.get('keys', 'local'));
    if (before) for (const store of UNSENT) await this.#relock(store, before, key);
    await this.put('keys', 'unsent', key);
    await this.delete('keys', 'local');
    this.#foundKey = key;
  }

  /** @param {string} store @param {CryptoKey} before @param {CryptoKey} after */
  async #relock(store, before, after) {
    for (const id of await done(this.#db.transaction(store).objectStore(store).getAllKeys())) {
      const row = await this.get(store, /** @type {string} */ (id));
      const value = await unlock(before, row.content ?? row).catch(() => undefined);
      if (value === undefined) continue;
      const locked = await lock(after, value);
      await this.put(store, /** @type {string} */ (id), row.content ? { ...row, content: locked } : locked);
    }
  }
}

/** @typedef {{nonce: Uint8Array<ArrayBuffer>, sealed: ArrayBuffer}} Locked */

/** @param {CryptoKey} key @param {unknown} value @returns {Promise<Locked>} */
async function lock(key, value) {
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  return { nonce, sealed: await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, key, new TextEncoder().encode(JSON.stringify(value))) };
}

/** @param {CryptoKey} key @param {Locked} locked */
async function unlock(key, { nonce, sealed }) {
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonce }, key, sealed)));
}
