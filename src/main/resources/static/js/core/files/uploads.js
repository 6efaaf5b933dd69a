// @ts-check
// The uploads of one session.
import { randomUuid } from '../../protocol/bytes.js';
import { mediaType } from './kinds.js';
import { sentName } from './names.js';
import { Upload } from './upload.js';

/** Events: `change` when there are other uploads. */
export class Uploads extends EventTarget {
  /** The longest file that the server takes, in bytes; Infinity before it has said so. */
  maxFileSize = Infinity;
  /** @type {Map<string, Upload>} */
  #all = new Map();

  /**
   * Begins to prepare and upload files of a room.
   * @param {string} roomId @param {File[]} files @param {import('./upload.js').UploadChoice} [choice] @returns {Upload[]}
   */
  add(roomId, files, choice = {}) {
    return files.map((file) => this.#begin(roomId, file, choice));
  }

  /** @param {string} roomId @param {File} file @param {import('./upload.js').UploadChoice} choice */
  #begin(roomId, file, { voice }) {
    const upload = new Upload({ id: randomUuid(), roomId, name: sentName(file.name), size: file.size, type: mediaType(file.type) }, this);
    this.#all.set(upload.id, upload);
    if (voice) upload.become({ voice: true, duration: voice.duration });
    if (file.size > this.maxFileSize) upload.become({ state: 'too-large' });
    this.dispatchEvent(new Event('change'));
    return upload;
  }

  /** @param {string} id */
  find = (id) => this.#all.get(id) ?? null;

  /** @param {Upload} upload */
  pause = (upload) => upload.become({ state: 'paused' });

  /** @param {Upload} upload */
  resume = (upload) => upload.become({ state: 'sending' });

  /** @param {Upload} upload */
  retry = (upload) => upload.become({ state: 'sending', code: null });

  /** @param {Upload} upload */
  cancel = async (upload) => {
    this.#all.delete(upload.id);
    this.dispatchEvent(new Event('change'));
  };
}
