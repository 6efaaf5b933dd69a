// @ts-check
import { Element } from './element.js';

/** Shows one file of a message. */
export class FileElement extends Element {
  /** @type {import('lit').PropertyDeclarations} */
  static properties = { downloads: { attribute: false }, roomId: {}, file: { attribute: false } };

  constructor() {
    super();
    /** @type {import('../core/files/downloads.js').Downloads} */
    this.downloads;
    /** @type {string} */
    this.roomId;
    /** @type {import('../protocol/content.js').FileRef} */
    this.file;
  }
}
