// @ts-check
// The index of one room between its worker and storage: loads the segments that were kept, and keeps those that are new.
// The manifest names the segments that count, and is written after them: a page that is ended in between leaves the
// index as it was before.
import { after } from '../platform.js';
import { merged, missing } from './spans.js';

/** @typedef {import('./spans.js').Span} Span */
/** @typedef {{version: number, ids: string[], spans: Span[]}} Manifest */

/** Another one of how text is divided into words, or of how segments are written, has the rooms indexed again. */
const VERSION = 1;
/** What is new is kept after so long. */
const KEEP_MILLIS = 3000;

export class RoomSearch {
  /** Parts of the log that are indexed. @type {Span[]} */
  spans = [];
  isLoaded = false;
  /** Whether something is in the index that storage does not have, or the other way round. */
  #isDue = false;
  #isScheduled = false;
  #isOver = false;
  #prefix;
  #roomId;
  #rows;
  #ask;
  #changed;
  #work;

  /**
   * @param {string} roomId @param {import('../history/rows.js').Rows} rows
   * @param {import('../platform.js').SearchWork['ask']} ask @param {() => void} changed called when more is indexed, or less
   */
  constructor(roomId, rows, ask, changed) {
    this.#roomId = roomId;
    this.#prefix = `${roomId}/search/`;
    this.#rows = rows;
    this.#ask = ask;
    this.#changed = changed;
    this.#work = this.#load().catch(() => {}).then(() => {
      this.isLoaded = true;
      changed();
    });
  }

  /** What was kept is loaded, and everything that was told before this is in the index. */
  get settled() {
    return this.#work;
  }

  async #load() {
    const manifest = /** @type {Manifest|null} */ (await this.#rows.get(`${this.#prefix}manifest`));
    if (manifest?.version !== VERSION) return;
    const stored = await Promise.all(manifest.ids.map(async (id) => ({ id, bytes: /** @type {Uint8Array|null} */ (await this.#rows.get(this.#prefix + id)) })));
    // Where one is lacking or damaged, the room is indexed again.
    if (stored.some(({ bytes }) => !(bytes instanceof Uint8Array))) return;
    if (await this.#ask({ kind: 'load', room: this.#roomId, stored: /** @type {import('./jobs.js').Stored[]} */ (stored) })) this.spans = manifest.spans;
  }

  /** Messages that were opened. @param {import('./documents.js').Document[]} documents @param {import('./documents.js').Edit[]} edits @param {Span|null} span the part of the log that they are all of */
  indexed(documents, edits, span) {
    return this.#inOrder(async () => {
      const isDue = await this.#ask({ kind: 'put', room: this.#roomId, documents, edits });
      const grown = span && missing(this.spans, span).length > 0;
      if (grown) this.spans = merged(this.spans, span);
      if (isDue || grown) this.#schedule();
      if (documents.length > 0 || grown) this.#changed();
    });
  }

  /** Messages that are gone, and all of this time or before: storage has them no longer either, at once. @param {number[]} positions @param {number} until */
  forget(positions, until) {
    return this.#inOrder(async () => {
      if (!(await this.#ask({ kind: 'remove', room: this.#roomId, positions, until }))) return;
      this.#isDue = true;
      await this.#keep();
      this.#changed();
    });
  }

  #schedule() {
    this.#isDue = true;
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    after(KEEP_MILLIS, () => {
      this.#isScheduled = false;
      this.#inOrder(() => this.#keep());
    });
  }

  async #keep() {
    if (!this.#isDue || this.#isOver || !this.#rows.mayWrite) return;
    const before = await this.#rows.keys(this.#prefix);
    const { ids, fresh } = await this.#flush(before);
    let isKept = true;
    for (const { id, bytes } of fresh) isKept = isKept && (await this.#rows.put(this.#prefix + id, bytes));
    isKept = isKept && (await this.#rows.put(`${this.#prefix}manifest`, /** @type {Manifest} */ ({ version: VERSION, ids, spans: this.spans })));
    // What may hold something deleted does not stay because the browser takes no more.
    if (!isKept) return this.#rows.deleteAll(this.#prefix);
    this.#isDue = false;
    await this.#ask({ kind: 'kept', room: this.#roomId, ids, isKept: true });
    const keys = new Set(['manifest', ...ids].map((id) => this.#prefix + id));
    for (const key of before) if (!keys.has(key)) await this.#rows.delete(key);
  }

  /** Another page may have removed segments that this one takes for kept. @param {string[]} keys of what is stored */
  async #flush(keys) {
    const flush = async () => /** @type {{ids: string[], fresh: import('./jobs.js').Stored[]}} */ (await this.#ask({ kind: 'flush', room: this.#roomId }));
    const flushed = await flush();
    const stored = new Set(keys);
    const lost = flushed.ids.filter((id) => !stored.has(this.#prefix + id) && !flushed.fresh.some((one) => one.id === id));
    if (lost.length === 0) return flushed;
    await this.#ask({ kind: 'kept', room: this.#roomId, ids: lost, isKept: false });
    return flush();
  }

  /** This page keeps from now on. */
  keeps() {
    return this.#inOrder(() => this.#keep());
  }

  /** Nothing of the room is found any more, or kept. */
  drop() {
    return this.#inOrder(async () => {
      this.#isOver = true;
      this.spans = [];
      await this.#ask({ kind: 'drop', room: this.#roomId });
      await this.#rows.deleteAll(this.#prefix);
    });
  }

  /** @param {() => Promise<void>} work */
  #inOrder(work) {
    this.#work = this.#work.then(work).catch(() => {});
    return this.#work;
  }
}
