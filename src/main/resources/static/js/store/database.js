// @ts-check
// One IndexedDB database per user. Everything that people wrote lies in it under a local key that
// cannot be taken out of the browser; the whole database goes when the session ends.

const PREFIX = 'secure-chat-';

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
  /** @type {Promise<CryptoKey>|null} */
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

  /** Forgets everything of a user. @param {string} userId */
  static async wipe(userId) {
    await done(indexedDB.deleteDatabase(PREFIX + userId));
  }

  /** Forgets everything of everybody who ever signed in here. */
  static async wipeAll() {
    const all = (await indexedDB.databases?.()) ?? [];
    const ours = all.map((db) => db.name ?? '').filter((name) => name.startsWith(PREFIX));
    await Promise.all(ours.map((name) => done(indexedDB.deleteDatabase(name))));
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

  /** Closes a value up under the local key. @param {unknown} value */
  async lock(value) {
    const nonce = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(value));
    const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, await this.#localKey, plain);
    return { nonce, sealed };
  }

  /** @param {{nonce: Uint8Array<ArrayBuffer>, sealed: ArrayBuffer}} locked */
  async unlock({ nonce, sealed }) {
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonce }, await this.#localKey, sealed);
    return JSON.parse(new TextDecoder().decode(plain));
  }

  get #localKey() {
    return (this.#foundKey ??= this.#findLocalKey());
  }

  async #findLocalKey() {
    const kept = await this.get('keys', 'local');
    if (kept) return kept;
    const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    await this.#write('keys', (objects) => {
      const before = objects.get('local');
      before.onsuccess = () => before.result || objects.put(fresh, 'local');
    });
    return this.get('keys', 'local');
  }
}
