// @ts-check
// One upload at work: prepares its file, keeps it, and sends it and its thumbnail.
import { Problem } from '../../protocol/problems.js';
import { now, platform } from '../platform.js';
import { sentName } from './names.js';
import { Transfer, newFile } from './transfer.js';

/** How much of the progress is encryption. */
const KEEPING = 0.1;
/** Conditions of a file, which another attempt does not change. */
const TOO_LARGE = 'file-too-large';

/** @typedef {import('./upload.js').Upload} Upload */
/** @typedef {import('./upload-store.js').UploadRow} UploadRow */
/** @typedef {{store: import('./upload-store.js').UploadStore, slots: import('./slots.js').Slots, maxFileSize: () => number, settled: () => void}} UploadingWork */

export class Uploading {
  upload;
  #work;
  /** @type {UploadRow|null} */
  #row;
  /** @type {File|null} */
  #file;
  #choice;
  /** @type {Transfer[]} */
  #transfers = [];
  /** @type {Map<number, Blob>} */
  #sources = new Map();
  /** @type {AbortController|null} */
  #running = null;

  /**
   * @param {Upload} upload @param {{file?: File, choice?: import('./upload.js').UploadChoice, row?: UploadRow}} from a file that was
   *   chosen now, or what an earlier page kept
   * @param {UploadingWork} work
   */
  constructor(upload, { file, choice = {}, row }, work) {
    this.upload = upload;
    this.#file = file ?? null;
    this.#choice = choice;
    this.#work = work;
    this.#row = row ?? null;
    if (row) this.#plan(row);
  }

  /** What the message says of it, once it is done. @returns {import('../../protocol/content.js').FileRef} */
  get ref() {
    const { name: n, type: m, width: w, height: h, duration: d, blurhash: bl, voice, thumbnail, files: [file, small] } = /** @type {UploadRow} */ (this.#row);
    const id = (/** @type {import('./upload-store.js').ServerFile} */ { fileId, fileKey, size }) => ({ id: /** @type {string} */ (fileId), k: fileKey, s: size });
    return {
      ...id(file), n, m, ...(w && h && { w, h }), ...(d !== undefined && { d }), ...(small && thumbnail && { th: { ...id(small), w: thumbnail.width, h: thumbnail.height } }),
      ...(bl && { bl }), ...(voice && { v: /** @type {const} */ (true) }),
    };
  }

  /** Goes on from where it is. */
  async run() {
    if (this.#running || this.upload.state === 'too-large') return;
    const running = new AbortController();
    this.#running = running;
    try {
      // Another page of this user that has it, too, waits; it finds out then what has become of it.
      await platform().locks.run(`upload ${this.upload.id}`, () => this.#attempt(running.signal), running.signal);
    } catch (error) {
      if (!running.signal.aborted) this.#failed(error);
    } finally {
      if (this.#running === running) this.#running = null;
    }
    if (!running.signal.aborted) this.#work.settled();
  }

  /** @param {AbortSignal} signal */
  async #attempt(signal) {
    if (this.upload.state === 'done') return;
    if (!this.#row) await this.#prepare(signal);
    else await this.#renewed();
    if (this.upload.state === 'too-large') return;
    this.upload.become({ state: 'sending', code: null });
    const keeping = Promise.all(this.#transfers.map((transfer) => transfer.keep(signal)));
    // Its failure is that of the transfer which waits for the piece.
    keeping.catch(() => {});
    for (const transfer of this.#transfers.toReversed()) await transfer.send(signal);
    signal.throwIfAborted();
    this.upload.become({ state: 'done', progress: 1, code: null });
  }

  /** @param {AbortSignal} signal */
  async #prepare(signal) {
    const { upload } = this;
    const { thumbnail, ...prepared } = await platform().files.prepare(/** @type {File} */ (this.#file), this.#choice);
    signal.throwIfAborted();
    const { blob, type, width, height, blurhash } = prepared;
    // Of a recording that a browser has just made its own player often does not know the length.
    const duration = this.#choice.voice?.duration ?? prepared.duration;
    const about = { name: sentName(prepared.name), type, width, height, blurhash, duration };
    upload.become({ ...about, size: blob.size, thumbnail: thumbnail?.blob ?? null });
    if (blob.size > this.#work.maxFileSize()) return upload.become({ state: 'too-large', code: TOO_LARGE });
    const { id, roomId } = upload;
    this.#row = {
      id, roomId, at: now(), ...about, ...(upload.voice && { voice: true }), ...(thumbnail && { thumbnail: { width: thumbnail.width, height: thumbnail.height } }),
      files: [newFile(blob.size), ...(thumbnail ? [newFile(thumbnail.blob.size)] : [])],
    };
    this.#sources.set(0, blob);
    if (thumbnail) this.#sources.set(1, thumbnail.blob);
    await this.#work.store.write(this.#row);
    this.#plan(this.#row);
  }

  /** Another page may have sent it meanwhile, or cancelled it. */
  async #renewed() {
    const kept = await this.#work.store.row(this.upload.id);
    if (!kept && this.#sources.size === 0) throw new Problem({ code: 'gone' });
    if (!kept) return;
    this.#row = kept;
    this.#plan(kept);
    if (!this.upload.thumbnail && kept.thumbnail) this.upload.become({ thumbnail: await this.#transfers[1].whole('image/webp').catch(() => null) });
  }

  /** @param {UploadRow} row */
  #plan(row) {
    const { store, slots } = this.#work;
    this.#transfers = row.files.map((file, number) => new Transfer({ id: row.id, roomId: row.roomId, number, file, source: this.#sources.get(number) ?? null }, {
      store, slots, save: () => store.write(row), tell: (code) => this.upload.become({ code }), moved: () => this.#moved(),
    }));
  }

  #moved() {
    const steps = this.#transfers.map((transfer) => transfer.steps);
    const done = steps.reduce((sum, { kept, sent }) => sum + KEEPING * kept + (1 - KEEPING) * sent, 0);
    this.upload.become({ progress: done / steps.reduce((sum, { of }) => sum + of, 0) });
  }

  /** @param {unknown} error */
  #failed(error) {
    const code = error instanceof Problem ? error.code : 'failed';
    this.upload.become({ state: code === TOO_LARGE ? 'too-large' : 'failed', code });
  }

  pause() {
    if (this.upload.state === 'done' || this.upload.state === 'too-large') return;
    this.stop();
    this.upload.become({ state: 'paused', code: null });
  }

  /** Whether the server has all of it is asked again. */
  async doubt() {
    for (const file of this.#row?.files ?? []) file.isComplete = false;
    if (this.#row) await this.#work.store.write(this.#row);
    this.upload.become({ state: 'sending', code: null });
  }

  /** Stops for now: nothing of it is forgotten. */
  stop() {
    this.#running?.abort(new DOMException('stopped', 'AbortError'));
    this.#running = null;
  }

  /** Stops and forgets it, and tells the server so. */
  async cancel() {
    this.stop();
    await Promise.all([this.#work.store.drop(this.upload.id), ...this.#transfers.map((transfer) => transfer.withdraw())]);
  }
}
