// @ts-check
// The private keys of a room's letterboxes, opened on demand from one's own grants (B2).
import { openSeed } from '../../crypto/letters.js';
import { Unreadable } from '../../crypto/unreadable.js';
import { Malformed, equal, fromBase64 } from '../../protocol/bytes.js';
import { boxOfGrant } from '../../protocol/letters.js';
import { readGrant } from '../../protocol/room-structures.js';
import { get } from '../platform.js';

/** @typedef {import('./boxes.js').Box} Box */

export class BoxKeys {
  roomId;
  #own;
  /** @type {Map<number, Uint8Array[]>} */
  #grants = new Map();
  /** @type {Map<number, Promise<{grant: Uint8Array, key: CryptoKey}>>} */
  #keys = new Map();
  /** @type {Promise<void>|null} */
  #asking = null;
  /** Boxes whose grants were asked for. @type {Set<number>} */
  #asked = new Set();
  /** When a letter last came, as the server says. @type {Map<number, number|null>} */
  lastUsed = new Map();

  /** @param {string} roomId @param {import('../../crypto/vault.js').OpenedKeys[]} own */
  constructor(roomId, own) {
    this.roomId = roomId;
    this.#own = own;
  }

  /** Takes a grant that came live; says whether it is a box's. @param {Uint8Array} bytes */
  take(bytes) {
    const box = boxOf(bytes);
    if (box === null) return false;
    this.#keep(box, bytes);
    return true;
  }

  /** What the server has of the boxes: grants, and when letters came. */
  async refresh() {
    const { boxes } = await get(`/api/rooms/${this.roomId}/boxes`);
    for (const { box, lastUsed, grants } of boxes) {
      this.lastUsed.set(box, lastUsed);
      this.#asked.add(box);
      for (const bytes of grants.map(fromBase64)) if (boxOf(bytes) === box) this.#keep(box, bytes);
    }
  }

  /** @param {Box} box */
  async key(box) {
    return (await this.#opened(box)).key;
  }

  /** A grant of one's own that opens. @param {Box} box */
  async goodGrant(box) {
    return (await this.#opened(box)).grant;
  }

  /** @param {Box} box */
  #opened(box) {
    const known = this.#keys.get(box.box);
    if (known) return known;
    const opening = this.#open(box);
    this.#keys.set(box.box, opening);
    opening.catch(() => this.#keys.delete(box.box));
    return opening;
  }

  /** Several may have granted: a bad grant must not stand before a good one. @param {Box} box */
  async #open(box) {
    for (const isFresh of [false, true]) {
      if (isFresh) await this.#askFor(box.box);
      for (const grant of this.#grants.get(box.box) ?? []) {
        const key = await openSeed(grant, box, this.#own).catch(unlessUnsupported);
        if (key) return { grant, key };
      }
    }
    throw new Unreadable('no-key');
  }

  /** Asks once for each box: what is shared later comes by itself. @param {number} box */
  async #askFor(box) {
    if (this.#asked.has(box)) return;
    this.#asking ??= this.refresh().finally(() => (this.#asking = null));
    await this.#asking;
    this.#asked.add(box);
  }

  /** @param {number} box @param {Uint8Array} bytes */
  #keep(box, bytes) {
    const kept = this.#grants.get(box) ?? [];
    if (!kept.some((one) => equal(one, bytes))) this.#grants.set(box, [...kept, bytes]);
  }
}

/** @param {unknown} error @returns {null} */
function unlessUnsupported(error) {
  if (error instanceof Unreadable && error.reason === 'unsupported') throw error;
  return null;
}

/** @param {Uint8Array} bytes */
function boxOf(bytes) {
  try {
    return boxOfGrant(readGrant(bytes).epoch);
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}
