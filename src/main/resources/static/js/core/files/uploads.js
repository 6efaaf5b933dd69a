// @ts-check
// The uploads of one session: of its drafts, and of messages that wait for them.
import { randomUuid } from '../../protocol/bytes.js';
import { mediaType } from './kinds.js';
import { sentName } from './names.js';
import { Slots } from './slots.js';
import { UploadStore } from './upload-store.js';
import { Upload } from './upload.js';
import { Uploading } from './uploading.js';

/** @typedef {import('../../protocol/content.js').FileRef} FileRef */
/** Where the files of a message are: all on the server, or not yet, or one of them failed. @typedef {{kind: 'ready', files: FileRef[]}|{kind: 'waiting'}|{kind: 'failed', code: string}} Readiness */

/** What is kept and belongs to no draft and no message is forgotten, unless another page has just begun it. */
const ABANDONED_MILLIS = 60000;

/** Events: `change` when there are other uploads, `settled` when one is done or has failed. */
export class Uploads extends EventTarget {
  /** The longest file that the server takes, in bytes; Infinity before it has said so. */
  maxFileSize = Infinity;
  #store;
  #slots = new Slots();
  /** @type {Map<string, Uploading>} */
  #all = new Map();
  /** Looked for in what other pages keep. @type {Map<string, Promise<void>>} */
  #looking = new Map();
  #isOver = false;

  /** @param {import('../platform.js').Store} db */
  constructor(db) {
    super();
    this.#store = new UploadStore(db);
  }

  /** What earlier pages began. @param {Set<string>} wanted ids of those that a draft or a message has @param {number} now */
  async load(wanted, now) {
    const rows = await this.#store.rows();
    await this.#store.sweep(new Set(rows.map(({ id }) => id)));
    for (const row of rows) {
      if (wanted.has(row.id)) this.#restore(row);
      else if (row.at < now - ABANDONED_MILLIS) await this.#store.drop(row.id);
    }
  }

  /** @param {import('./upload-store.js').UploadRow} row */
  #restore(row) {
    if (this.#all.has(row.id) || this.#isOver) return;
    const { id, roomId, name, type, width, height, duration, blurhash, voice = false } = row;
    const upload = new Upload({ id, roomId, name, size: row.files[0].size, type }, this);
    upload.become({ state: 'sending', width, height, duration, blurhash, voice });
    this.#hold(new Uploading(upload, { row }, this.#work()));
  }

  #work() {
    return { store: this.#store, slots: this.#slots, maxFileSize: () => this.maxFileSize, settled: () => void this.dispatchEvent(new Event('settled')) };
  }

  /** @param {Uploading} uploading */
  #hold(uploading) {
    this.#all.set(uploading.upload.id, uploading);
    uploading.run();
    this.dispatchEvent(new Event('change'));
    return uploading.upload;
  }

  /**
   * Begins to prepare and upload files of a room.
   * @param {string} roomId @param {File[]} files @param {import('./upload.js').UploadChoice} [choice] @returns {Upload[]}
   */
  add(roomId, files, choice = {}) {
    return files.map((file) => {
      const upload = new Upload({ id: randomUuid(), roomId, name: sentName(file.name), size: file.size, type: mediaType(file.type) }, this);
      if (choice.voice) upload.become({ voice: true, duration: choice.voice.duration });
      if (file.size > this.maxFileSize) upload.become({ state: 'too-large', code: 'file-too-large' });
      return this.#hold(new Uploading(upload, { file, choice }, this.#work()));
    });
  }

  /** One that another page began is looked for, and is there with the next `change`. @param {string} id */
  find(id) {
    const found = this.#all.get(id)?.upload ?? null;
    if (!found) this.#look(id);
    return found;
  }

  /** @param {string} id */
  #look(id) {
    if (this.#isOver) return Promise.resolve();
    const looking = this.#looking.get(id) ?? this.#store.row(id).then((row) => {
      if (row) this.#restore(row);
      else this.dispatchEvent(new Event('settled'));
    });
    this.#looking.set(id, looking);
    return looking;
  }

  /** @param {string[]} ids @returns {Promise<Readiness>} */
  async readiness(ids) {
    await Promise.all(ids.map((id) => this.#all.has(id) || this.#look(id)));
    const all = ids.map((id) => this.#all.get(id));
    const failed = all.find((one) => !one || ['failed', 'too-large'].includes(one.upload.state));
    if (failed || all.includes(undefined)) return { kind: 'failed', code: failed?.upload.code ?? 'gone' };
    const uploading = /** @type {Uploading[]} */ (all);
    return uploading.every(({ upload }) => upload.state === 'done') ? { kind: 'ready', files: uploading.map(({ ref }) => ref) } : { kind: 'waiting' };
  }

  /** @param {Upload} upload */
  pause = (upload) => this.#all.get(upload.id)?.pause();

  /** @param {Upload} upload */
  resume = (upload) => {
    if (upload.state !== 'paused') return;
    upload.become({ state: 'sending', code: null });
    this.#all.get(upload.id)?.run();
  };

  /** @param {Upload} upload */
  retry = (upload) => {
    if (upload.state !== 'failed') return;
    upload.become({ state: 'sending', code: null });
    this.#all.get(upload.id)?.run();
  };

  /** A message that failed is tried again: what failed of its files is, too, and the server is asked for the others. @param {string[]} ids */
  async again(ids) {
    for (const uploading of ids.flatMap((id) => this.#all.get(id) ?? [])) {
      if (uploading.upload.state === 'paused' || uploading.upload.state === 'too-large') continue;
      await uploading.doubt();
      uploading.run();
    }
  }

  /** @param {Upload} upload */
  cancel = async (upload) => {
    const uploading = this.#all.get(upload.id);
    this.#forget(upload.id);
    await uploading?.cancel();
  };

  /** Their message was discarded. @param {string[]} ids */
  async cancelAll(ids) {
    await Promise.all(ids.map((id) => {
      const upload = this.#all.get(id)?.upload;
      return upload ? this.cancel(upload) : this.#store.drop(id);
    }));
  }

  /** Their message stands in the log. @param {string[]} ids */
  async drop(ids) {
    this.release(ids);
    for (const id of ids) await this.#store.drop(id);
  }

  /** Another page has them now. @param {string[]} ids */
  release(ids) {
    for (const id of ids) {
      this.#all.get(id)?.stop();
      this.#forget(id);
    }
  }

  /** @param {string} id */
  #forget(id) {
    this.#looking.delete(id);
    if (!this.#all.delete(id)) return;
    this.dispatchEvent(new Event('change'));
  }

  /** This person is not in the room any more. @param {string} roomId */
  async leave(roomId) {
    await this.drop([...this.#all.values()].filter(({ upload }) => upload.roomId === roomId).map(({ upload }) => upload.id));
  }

  /** The session is over: what is kept stays for the next one. */
  end() {
    this.#isOver = true;
    for (const uploading of this.#all.values()) uploading.stop();
  }
}
