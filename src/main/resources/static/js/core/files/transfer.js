// @ts-check
// One file on its way to the server. It is kept here as sealed pieces, and each is sealed again for the server when it is sent:
// so it can begin anew, under another id and key, after a reload too.
import { layoutOf, openFileKey } from '../../crypto/files.js';
import { randomBytes, toBase64 } from '../../protocol/bytes.js';
import { Problem } from '../../protocol/problems.js';
import { get, platform, post, remove } from '../platform.js';
import { patiently } from './patience.js';
import { AT_ONCE } from './slots.js';

/** How often a file begins anew that the server does not know any more. */
const MOST_BEGINNINGS = 3;
/** Neither the file nor its pieces can be read. */
export const GONE = 'gone';
/** The server answers `not-found` for a room that one is not in. */
const NOT_IN_ROOM = 'not-in-room';

/** @typedef {import('./upload-store.js').ServerFile} ServerFile */
/**
 * @typedef {object} TransferPlace
 * @property {string} id of the upload
 * @property {string} roomId
 * @property {number} number of the file in its upload
 * @property {ServerFile} file changed as it goes
 * @property {Blob|null} source null after a reload
 *
 * @typedef {object} TransferWork
 * @property {import('./upload-store.js').UploadStore} store
 * @property {import('./slots.js').Slots} slots
 * @property {() => Promise<unknown>} save keeps the upload's row
 * @property {(code: string|null) => void} tell what it waits for
 * @property {() => void} moved
 */

/** @param {number} size @returns {ServerFile} */
export const newFile = (size) => ({ size, localKey: newKey(), fileId: null, fileKey: newKey(), isComplete: false });

const newKey = () => toBase64(randomBytes(32));

export class Transfer {
  #place;
  #work;
  #layout;
  /** Numbers of pieces that are kept here. @type {Set<number>} */
  #kept = new Set();
  /** @type {Promise<void>|null} */
  #keeping = null;
  /** Called when another piece is kept, or none any more. @type {(() => void)[]} */
  #waiting = [];
  #isOver = false;
  #sent = 0;

  /** @param {TransferPlace} place @param {TransferWork} work */
  constructor(place, work) {
    this.#place = place;
    this.#work = work;
    this.#layout = layoutOf(place.file.size);
  }

  /** How many chunks are kept, and how many the server has. */
  get steps() {
    const { chunks } = this.#layout;
    return { of: chunks, kept: this.#isOver ? chunks : this.#kept.size, sent: this.#place.file.isComplete ? chunks : this.#sent };
  }

  /** Keeps all pieces; where the browser takes none, the file itself is read when it is sent. @param {AbortSignal} signal */
  keep(signal) {
    this.#keeping ??= this.#keepAll(signal).finally(() => {
      this.#isOver = true;
      this.#wake();
    });
    return this.#keeping;
  }

  /** @param {AbortSignal} signal */
  async #keepAll(signal) {
    const { id, number, source } = this.#place;
    this.#kept = await this.#work.store.pieces(id, number);
    for (let i = 0; i < this.#layout.chunks && source; i++) {
      if (signal.aborted) return;
      if (this.#kept.has(i)) continue;
      if (!(await this.#work.store.putPiece(id, number, i, await this.#sealed(source, i)))) return;
      this.#kept.add(i);
      this.#wake();
      this.#work.moved();
    }
  }

  #wake() {
    for (const wake of this.#waiting.splice(0)) wake();
  }

  #localKey() {
    return openFileKey(this.#place.roomId, this.#place.id, this.#place.file.localKey);
  }

  /** @param {Blob} source @param {number} i */
  async #sealed(source, i) {
    try {
      return await platform().files.seal(source, await this.#localKey(), { layout: this.#layout, i });
    } catch {
      throw new Problem({ code: GONE });
    }
  }

  /** @param {number} i @returns {Promise<Uint8Array>} */
  async #piece(i) {
    while (!this.#kept.has(i) && !this.#isOver) await new Promise((/** @type {(value?: undefined) => void} */ resolve) => this.#waiting.push(() => resolve()));
    const { id, number, source } = this.#place;
    const piece = this.#kept.has(i) ? await this.#work.store.piece(id, number, i) : null;
    if (piece) return piece;
    if (!source) throw new Problem({ code: GONE });
    return this.#sealed(source, i);
  }

  /** The whole file from its pieces: for a thumbnail. @param {string} type */
  async whole(type) {
    const parts = [];
    for (let i = 0; i < this.#layout.chunks; i++) {
      const { store } = this.#work;
      const piece = await store.piece(this.#place.id, this.#place.number, i);
      if (!piece) return null;
      parts.push(/** @type {Uint8Array<ArrayBuffer>} */ (await platform().files.open(piece, await this.#localKey(), { layout: this.#layout, i })));
    }
    return new Blob(parts, { type });
  }

  get #path() {
    return `/api/rooms/${this.#place.roomId}/files/${this.#place.file.fileId}`;
  }

  /** Resolves when the server has all of it. Throws `Problem`, and the signal's reason once that is given. @param {AbortSignal} signal */
  async send(signal) {
    const { file } = this.#place;
    for (let tries = 1; !file.isComplete; tries++) {
      try {
        const isNew = file.fileId === null && (await this.#begin(signal));
        await this.#sendMissing(isNew ? [] : await this.#present(signal), signal);
        await patiently(() => post(`${this.#path}/complete`), signal, this.#work.tell);
        file.isComplete = true;
        await this.#work.save();
      } catch (error) {
        const isAgain = error instanceof Problem && ['not-found', 'chunks-missing'].includes(error.code) && tries < MOST_BEGINNINGS;
        if (!isAgain) throw error;
        if (error.code === 'not-found') file.fileId = null;
      }
    }
  }

  /** @param {AbortSignal} signal */
  async #begin(signal) {
    const { file, roomId } = this.#place;
    try {
      const { fileId } = await patiently(() => post(`/api/rooms/${roomId}/files`, { size: this.#layout.stored }), signal, this.#work.tell);
      // Kept before anything is sealed under them: a key is used for one file.
      Object.assign(file, { fileId, fileKey: newKey() });
    } catch (error) {
      throw error instanceof Problem && error.code === 'not-found' ? new Problem({ code: NOT_IN_ROOM }) : error;
    }
    await this.#work.save();
    return true;
  }

  /** Which chunks the server has. @param {AbortSignal} signal @returns {Promise<number[]>} */
  async #present(signal) {
    const path = /** @type {const} */ (`${this.#path}/chunks`);
    const { chunks } = await patiently(() => get(/** @type {`/api/rooms/${string}/files/${string}/chunks`} */ (path)), signal, this.#work.tell);
    return chunks;
  }

  /** @param {number[]} present @param {AbortSignal} signal */
  async #sendMissing(present, signal) {
    const { roomId, file } = this.#place;
    const keys = { from: await this.#localKey(), to: await openFileKey(roomId, /** @type {string} */ (file.fileId), file.fileKey) };
    const known = new Set(present);
    const missing = Array.from({ length: this.#layout.chunks }, (_, i) => i).filter((i) => !known.has(i));
    this.#sent = this.#layout.chunks - missing.length;
    this.#work.moved();
    const failing = new AbortController();
    const either = AbortSignal.any([signal, failing.signal]);
    const next = async () => {
      for (let i = missing.shift(); i !== undefined; i = missing.shift()) await this.#sendOne(i, keys, either);
    };
    // The first failure ends the others: nothing is sent once this returns.
    const lanes = Array.from({ length: AT_ONCE }, () => next().catch((error) => {
      failing.abort(error);
      throw error;
    }));
    await Promise.allSettled(lanes);
    signal.throwIfAborted();
    if (failing.signal.aborted) throw failing.signal.reason;
  }

  /** @param {number} i @param {{from: import('../../crypto/files.js').FileKey, to: import('../../crypto/files.js').FileKey}} keys @param {AbortSignal} signal */
  async #sendOne(i, { from, to }, signal) {
    await this.#work.slots.run(async () => {
      signal.throwIfAborted();
      const piece = await this.#piece(i);
      await patiently(() => platform().files.send(`${this.#path}/chunks/${i}`, piece, from, to, { layout: this.#layout, i }, signal), signal, this.#work.tell);
    });
    this.#sent++;
    this.#work.moved();
  }

  /** Tells the server that it is not wanted any more. */
  async withdraw() {
    if (this.#place.file.fileId !== null) await remove(this.#path).catch(() => {});
  }
}
