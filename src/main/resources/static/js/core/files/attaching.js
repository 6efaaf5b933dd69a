// @ts-check
// The files of a draft: of the room's or of a thread's.

const SUFFIX = '/files';
/** A message has at most so many files. */
export const MOST_FILES = 10;

/** Events: `change` when other files are attached. */
export class Attaching extends EventTarget {
  #roomId;
  #context;
  #key;

  /** @param {string} roomId @param {Pick<import('../session/context.js').Context, 'unsent'|'files'>} context @param {string} draft the key of the draft */
  constructor(roomId, context, draft = roomId) {
    super();
    this.#roomId = roomId;
    this.#context = context;
    this.#key = draft + SUFFIX;
  }

  /** In the order in which they were attached. @returns {import('./upload.js').Upload[]} */
  get all() {
    return this.#ids.flatMap((id) => this.#context.files.uploads.find(id) ?? []);
  }

  /** How many more may be attached. */
  get room() {
    return Math.max(0, MOST_FILES - this.#ids.length);
  }

  /** Attaches files, as many as there is room for. @param {Iterable<File>} files @param {import('./upload.js').UploadChoice} [choice] */
  add(files, choice = {}) {
    const added = this.#context.files.uploads.add(this.#roomId, [...files].slice(0, this.room), choice);
    this.#set([...this.#ids, ...added.map(({ id }) => id)]);
    return added;
  }

  /** Detaches one and ends its upload. @param {import('./upload.js').Upload} upload */
  async remove(upload) {
    this.#set(this.#ids.filter((id) => id !== upload.id));
    await upload.cancel();
  }

  /** The ids of what is sent with a message; the draft has no files after that. Files that cannot be sent stay. */
  take() {
    const taken = this.all.filter(({ state }) => state !== 'too-large').map(({ id }) => id);
    this.#set(this.#ids.filter((id) => !taken.includes(id)));
    return taken;
  }

  /** Puts files of a message that is taken back into the draft. @param {string[]} ids */
  putBack(ids) {
    this.#set([...new Set([...this.#ids, ...ids])]);
  }

  /** Another page of this user has changed the draft. */
  noted() {
    this.dispatchEvent(new Event('change'));
  }

  /** @returns {string[]} */
  get #ids() {
    return this.#context.unsent.draft(this.#key).split(' ').filter(Boolean);
  }

  /** @param {string[]} ids */
  #set(ids) {
    this.#context.unsent.setDraft(this.#key, ids.join(' '));
    this.dispatchEvent(new Event('change'));
  }
}
