// @ts-check
// Rows of what is kept of rooms, encrypted under a key that never leaves the browser. Storage may fail at any call: then
// less is kept, and nobody else notices.

const STORE = 'history';

export class Rows {
  #db;
  #mayWrite;
  /** Whether the browser takes no more. */
  isFull = false;

  /** @param {import('../platform.js').Store} db @param {() => boolean} [mayWrite] whether this is the page that keeps; others read alone */
  constructor(db, mayWrite = () => true) {
    this.#db = db;
    this.#mayWrite = mayWrite;
  }

  /** Whether this page keeps. */
  get mayWrite() {
    return this.#mayWrite();
  }

  /** Null where there is none, or none that opens. @param {string} key @returns {Promise<unknown>} */
  async get(key) {
    try {
      const row = await this.#db.get(STORE, key);
      return row === undefined ? null : await this.#db.unlock(row, STORE);
    } catch {
      return null;
    }
  }

  /** Says whether it is kept now. @param {string} key @param {unknown} value */
  async put(key, value) {
    if (!this.#mayWrite()) return false;
    try {
      await this.#db.put(STORE, key, await this.#db.lock(value, STORE));
      this.isFull = false;
    } catch {
      this.isFull = true;
    }
    return !this.isFull;
  }

  /** @param {string} key */
  async delete(key) {
    if (this.#mayWrite()) await this.#db.delete(STORE, key).catch(() => {});
  }

  /** @param {string} prefix @returns {Promise<string[]>} */
  keys(prefix) {
    return this.#db.keys(STORE, prefix).catch(() => []);
  }

  /** @param {string} prefix */
  async deleteAll(prefix) {
    if (this.#mayWrite()) await this.#db.deleteAll(STORE, prefix).catch(() => {});
  }
}
