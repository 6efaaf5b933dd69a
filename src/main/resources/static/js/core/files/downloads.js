// @ts-check
// Files of messages, fetched and verified. What is shown lives in memory alone, and not longer than its message.
import { layoutOf, openFileKey } from '../../crypto/files.js';
import { Unreadable } from '../../crypto/unreadable.js';
import { platform } from '../platform.js';
import { pixelsOf } from './image-pixels.js';
import { MOST_PIXELS, kindOf } from './kinds.js';
import { cleanName } from './names.js';
import { patiently } from './patience.js';
import { AT_ONCE } from './slots.js';

/** @typedef {import('../../protocol/content.js').FileRef} FileRef */
/** @typedef {Pick<FileRef, 'id'|'k'|'s'>} Stored what a file or its thumbnail is fetched by */
/** @typedef {{onProgress?: (progress: number) => void, signal?: AbortSignal}} SaveOptions `progress` is from 0 to 1 */
/** @typedef {{roomId: string, size: number, uses: number, address: Promise<string>, shownAt: string|null, given: AbortController, parts: Blob[]}} Shown */

/** So many bytes that nothing shows any more stay, in case that they are shown again. */
const MOST_UNUSED = 64 * 2 ** 20;
/** The page shows no larger files: they can be saved. */
export const LARGEST_SHOWN = 512 * 2 ** 20;
const THUMBNAIL_TYPE = 'image/webp';

/**
 * What throws: `Unreadable('damaged')` where a file does not fit what its message says (F7), `Unreadable('not-shown')` where it is of no
 * type that the page shows, and `Problem` where the server refuses (`not-found` where the file is gone).
 */
export class Downloads {
  /** By the id of the file; the one used last is last. @type {Map<string, Shown>} */
  #shown = new Map();

  /**
   * The `blob:` address of a whole, verified file that the page shows. Each call is one use: `release` ends it.
   * @param {string} roomId @param {FileRef} file @returns {Promise<string>}
   */
  async url(roomId, file) {
    const kind = kindOf(file);
    if (!kind || file.s > LARGEST_SHOWN) throw new Unreadable('not-shown');
    return this.#use(roomId, file, { type: file.m, isImage: kind === 'image' });
  }

  /** The same of its thumbnail; null where it has none. @param {string} roomId @param {FileRef} file @returns {Promise<string|null>} */
  async thumbnail(roomId, { th }) {
    return th ? this.#use(roomId, th, { type: THUMBNAIL_TYPE, isImage: true }) : null;
  }

  /** @param {string} roomId @param {Stored} file @param {{type: string, isImage: boolean}} as */
  async #use(roomId, file, as) {
    const shown = this.#shown.get(file.id) ?? this.#begun(roomId, file, as);
    this.#shown.delete(file.id);
    this.#shown.set(file.id, shown);
    shown.uses++;
    try {
      return (shown.shownAt = await shown.address);
    } catch (error) {
      if (this.#shown.get(file.id) === shown) this.#shown.delete(file.id);
      throw error;
    }
  }

  /** @param {string} roomId @param {Stored} file @param {{type: string, isImage: boolean}} as @returns {Shown} */
  #begun(roomId, file, as) {
    const given = new AbortController();
    /** @type {Blob[]} */
    const parts = [];
    return { roomId, size: file.s, uses: 0, shownAt: null, given, parts, address: this.#address(roomId, file, as, parts, given.signal) };
  }

  /** @param {string} roomId @param {Stored} file @param {{type: string, isImage: boolean}} as @param {Blob[]} parts what it is put together from @param {AbortSignal} signal */
  async #address(roomId, file, { type, isImage }, parts, signal) {
    await eachChunk(roomId, file, { signal }, async (bytes, i) => {
      if (i === 0 && isImage && pixelsOf(bytes) > MOST_PIXELS) throw new Unreadable('not-shown');
      parts.push(new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (bytes)]));
    });
    signal.throwIfAborted();
    return platform().files.show(parts, type);
  }

  /** The bytes of what is shown at an address; null where nothing is. @param {string} url */
  async bytes(url) {
    const shown = [...this.#shown.values()].find(({ shownAt }) => shownAt === url);
    return shown ? new Blob(shown.parts).arrayBuffer() : null;
  }

  /** An address is no longer shown. @param {string} url */
  release(url) {
    for (const shown of this.#shown.values()) if (shown.shownAt === url) shown.uses = Math.max(0, shown.uses - 1);
    this.#trim();
  }

  #trim() {
    const unused = [...this.#shown].filter(([, { uses }]) => uses === 0);
    let bytes = unused.reduce((sum, [, { size }]) => sum + size, 0);
    for (const [id, { size }] of unused) {
      if (bytes <= MOST_UNUSED) break;
      bytes -= size;
      this.#drop(id);
    }
  }

  /** @param {string} id */
  #drop(id) {
    const shown = this.#shown.get(id);
    this.#shown.delete(id);
    shown?.given.abort(new Unreadable('not-shown'));
    shown?.address.then((address) => platform().files.hide(address), () => {});
  }

  /** Their message was deleted or has expired. @param {FileRef[]} files */
  forget(files) {
    for (const { id, th } of files) for (const one of th ? [id, th.id] : [id]) this.#drop(one);
  }

  /** @param {string} roomId */
  forgetRoom(roomId) {
    for (const [id, shown] of [...this.#shown]) if (shown.roomId === roomId) this.#drop(id);
  }

  end() {
    for (const id of [...this.#shown.keys()]) this.#drop(id);
  }

  /**
   * Saves a file under its cleaned name, to the disk as it comes where the browser can. Must be called in a handler of a click.
   * @param {string} roomId @param {FileRef} file @param {SaveOptions} [options]
   * @returns {Promise<boolean>} false where the user chose no place, or aborted
   */
  async save(roomId, file, { onProgress = () => {}, signal } = {}) {
    const sink = await platform().files.openSink(cleanName(file.n));
    if (!sink) return false;
    const { chunks } = layoutOf(file.s);
    try {
      await eachChunk(roomId, file, { signal }, async (bytes, i) => {
        await sink.write(bytes);
        onProgress((i + 1) / chunks);
      });
      signal?.throwIfAborted();
      await sink.close();
      return true;
    } catch (error) {
      await sink.abort();
      if (signal?.aborted) return false;
      throw error;
    }
  }
}

/**
 * Fetches all chunks of a file, a few ahead, and takes them in order. A lost connection is waited for.
 * @param {string} roomId @param {Stored} file @param {{signal?: AbortSignal}} options @param {(bytes: Uint8Array, i: number) => Promise<void>} take
 */
async function eachChunk(roomId, file, { signal }, take) {
  const layout = layoutOf(file.s);
  const key = await openFileKey(roomId, file.id, file.k);
  const failing = new AbortController();
  const either = signal ? AbortSignal.any([signal, failing.signal]) : failing.signal;
  const path = `/api/rooms/${roomId}/files/${file.id}`;
  const fetched = (/** @type {number} */ i) => patiently(() => platform().files.receive(path, key, { layout, i }, either), either);
  /** @type {Promise<Uint8Array>[]} */
  const ahead = [];
  let next = 0;
  const fill = () => {
    while (next < layout.chunks && ahead.length < AT_ONCE) {
      const chunk = fetched(next++);
      chunk.catch(() => {});
      ahead.push(chunk);
    }
  };
  try {
    fill();
    for (let i = 0; i < layout.chunks; i++) {
      await take(await /** @type {Promise<Uint8Array>} */ (ahead.shift()), i);
      fill();
    }
  } catch (error) {
    failing.abort(error);
    throw error;
  }
}
