// @ts-check
// One file on its way to the server, as the page shows it.

/**
 * @typedef {'preparing'|'sending'|'paused'|'done'|'failed'|'too-large'} UploadState
 * @typedef {object} Prepared what is sent of a file, and what is known of it
 * @property {Blob} blob
 * @property {string} name
 * @property {string} type
 * @property {number} [width] of a picture or video, as it is shown
 * @property {number} [height]
 * @property {number} [duration] of a recording, in milliseconds
 * @property {string} [blurhash]
 * @property {{blob: Blob, width: number, height: number}} [thumbnail]
 *
 * @typedef {object} UploadChoice
 * @property {boolean} [original] whether a picture is sent as it is, with its metadata
 * @property {{duration: number}} [voice] it is a voice note of so many milliseconds
 *
 * @typedef {object} UploadWork what an upload's buttons do
 * @property {(upload: Upload) => void} pause
 * @property {(upload: Upload) => void} resume
 * @property {(upload: Upload) => void} retry
 * @property {(upload: Upload) => Promise<void>} cancel
 */

/** Events: `change`. */
export class Upload extends EventTarget {
  /** @type {UploadState} */
  state = 'preparing';
  /** From 0 to 1: encryption and transport together. */
  progress = 0;
  /** Why it failed, or what it waits for: a code of the server, `unreachable`, `gone` where the file cannot be read any more. @type {string|null} */
  code = null;
  /** @type {number|undefined} */
  width = undefined;
  /** @type {number|undefined} */
  height = undefined;
  /** In milliseconds. @type {number|undefined} */
  duration = undefined;
  /** @type {string|undefined} */
  blurhash = undefined;
  voice = false;
  /** A small picture of at most 400 pixels a side. @type {Blob|null} */
  thumbnail = null;
  #work;

  /** @param {{id: string, roomId: string, name: string, size: number, type: string}} file @param {UploadWork} work */
  constructor({ id, roomId, name, size, type }, work) {
    super();
    this.id = id;
    this.roomId = roomId;
    this.name = name;
    this.size = size;
    this.type = type;
    this.#work = work;
  }

  pause = () => this.#work.pause(this);
  resume = () => this.#work.resume(this);
  retry = () => this.#work.retry(this);
  /** Ends the upload and forgets it. */
  cancel = () => this.#work.cancel(this);

  /** @param {Partial<Pick<Upload, 'state'|'progress'|'code'|'name'|'size'|'type'|'width'|'height'|'duration'|'blurhash'|'voice'|'thumbnail'>>} changed */
  become(changed) {
    Object.assign(this, changed);
    this.dispatchEvent(new Event('change'));
  }
}
