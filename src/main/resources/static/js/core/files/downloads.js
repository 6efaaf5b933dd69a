// @ts-check
// Files of messages, fetched and verified.
import { Unreadable } from '../../crypto/unreadable.js';

/** @typedef {import('../../protocol/content.js').FileRef} FileRef */
/** @typedef {Pick<FileRef, 'id'|'k'|'s'>} Stored what a file or its thumbnail is fetched by */
/** @typedef {{onProgress?: (progress: number) => void, signal?: AbortSignal}} SaveOptions `progress` is from 0 to 1 */

/**
 * What throws: `Unreadable('damaged')` where a file does not fit what its message says (F7), `Unreadable('not-shown')` where it is of no
 * type that the page shows, and `Problem` where the server refuses (`not-found` where the file is gone) or is `unreachable`.
 */
export class Downloads {
  /**
   * The `blob:` address of a whole, verified file that the page shows. Each call is one use: `release` ends it.
   * @param {string} _roomId @param {FileRef} _file @returns {Promise<string>}
   */
  async url(_roomId, _file) {
    throw new Unreadable('not-shown');
  }

  /** The same of its thumbnail; null where it has none. @param {string} _roomId @param {FileRef} _file @returns {Promise<string|null>} */
  async thumbnail(_roomId, _file) {
    return null;
  }

  /** An address is no longer shown. @param {string} _url */
  release(_url) {}

  /**
   * Saves a file under its cleaned name, to the disk as it comes where the browser can. Must be called in a handler of a click.
   * @param {string} _roomId @param {FileRef} _file @param {SaveOptions} [_options]
   * @returns {Promise<boolean>} false where the user chose no place, or aborted
   */
  async save(_roomId, _file, _options = {}) {
    return false;
  }
}
