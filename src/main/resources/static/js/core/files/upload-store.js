// @ts-check
// What is kept in the browser of uploads: rows, encrypted under the key of what is unsent, and sealed pieces of their files.

/**
 * A file as the server is to have it: of an upload's picture there are two.
 * @typedef {object} ServerFile
 * @property {number} size
 * @property {string} localKey of the pieces that are kept here, in Base64
 * @property {string|null} fileId null until the server knows of it
 * @property {string} fileKey in Base64; another one for every `fileId`
 * @property {boolean} isComplete whether the server has all of it
 *
 * @typedef {object} UploadRow
 * @property {string} id
 * @property {string} roomId
 * @property {number} at
 * @property {string} name
 * @property {string} type
 * @property {number} [width]
 * @property {number} [height]
 * @property {number} [duration]
 * @property {string} [blurhash]
 * @property {boolean} [voice]
 * @property {{width: number, height: number}} [thumbnail]
 * @property {ServerFile[]} files the file itself, and its thumbnail
 */

export class UploadStore {
  #db;
  /** Uploads that were forgotten: what is still under way for them is not kept any more. @type {Set<string>} */
  #dropped = new Set();

  /** @param {import('../platform.js').Store} db */
  constructor(db) {
    this.#db = db;
  }

  /** Those that this user's key opens. @returns {Promise<UploadRow[]>} */
  async rows() {
    const rows = await this.#db.all('uploads').catch(() => []);
    const opened = await Promise.all(rows.map(([, row]) => this.#open(row)));
    return opened.filter((row) => row !== null);
  }

  /** Null where it is gone. @param {string} id */
  async row(id) {
    const row = await this.#db.get('uploads', id).catch(() => undefined);
    return row === undefined ? null : this.#open(row);
  }

  /** @param {unknown} row @returns {Promise<UploadRow|null>} */
  #open(row) {
    return this.#db.unlock(row).then((opened) => /** @type {UploadRow} */ (opened), () => null);
  }

  /** Whether it is kept. @param {UploadRow} row @returns {Promise<boolean>} */
  async write(row) {
    try {
      const locked = await this.#db.lock(row);
      if (!this.#dropped.has(row.id)) await this.#db.put('uploads', row.id, locked);
      return true;
    } catch {
      return false;
    }
  }

  /** Whether it is kept. @param {string} id @param {number} file @param {number} i @param {Uint8Array} piece @returns {Promise<boolean>} */
  async putPiece(id, file, i, piece) {
    try {
      if (!this.#dropped.has(id)) await this.#db.put('pieces', `${id}/${file}/${i}`, piece);
      return true;
    } catch {
      return false;
    }
  }

  /** @param {string} id @param {number} file @param {number} i @returns {Promise<Uint8Array|null>} */
  async piece(id, file, i) {
    const piece = await this.#db.get('pieces', `${id}/${file}/${i}`).catch(() => null);
    return piece instanceof Uint8Array ? piece : null;
  }

  /** The numbers of those that are kept. @param {string} id @param {number} file @returns {Promise<Set<number>>} */
  async pieces(id, file) {
    const prefix = `${id}/${file}/`;
    const keys = await this.#db.keys('pieces', prefix).catch(() => []);
    return new Set(keys.map((key) => Number(key.slice(prefix.length))));
  }

  /** @param {string} id */
  async drop(id) {
    this.#dropped.add(id);
    await this.#db.delete('uploads', id).catch(() => {});
    await this.#db.deleteAll('pieces', `${id}/`).catch(() => {});
  }

  /** Forgets pieces of uploads of which no row is left. @param {Set<string>} ids of those that are there */
  async sweep(ids) {
    const keys = await this.#db.keys('pieces', '').catch(() => []);
    for (const id of new Set(keys.map((key) => key.split('/')[0]))) if (!ids.has(id)) await this.#db.deleteAll('pieces', `${id}/`).catch(() => {});
  }
}
