// @ts-check
// Every message says how far its sender had read and the log's hash there. A sender who saw the same log confirms it;
// one who saw another is named.
import { equal } from '../../protocol/bytes.js';

/** @typedef {{pos: number, hash: Uint8Array, userId: string, at: number}} Witness `at` is the number of what carries it */

export class Witnesses {
  #me;
  /** Those whose number is not loaded yet. @type {Witness[]} */
  #kept = [];
  /** @type {Set<number>} */
  #heard = new Set();
  /** Up to which number somebody saw the same. */
  confirmedTo = 0;
  /** Who saw something else, and from which number on. @type {{userId: string, pos: number}|null} */
  differing = null;
  /** By whom it was last confirmed. @type {string|null} */
  confirmedBy = null;

  /** @param {string} me whose own messages confirm nothing */
  constructor(me) {
    this.#me = me;
  }

  /** @param {Witness} witness */
  add(witness) {
    if (this.#heard.has(witness.at)) return;
    this.#heard.add(witness.at);
    this.#kept.push(witness);
  }

  /** Each record says so for its issuer. @param {Iterable<{logPos: number, logHash: Uint8Array, rows: {userId: string, identityId: string}[], issuer: string}>} records */
  addRecords(records) {
    for (const { logPos, logHash, rows, issuer } of records) {
      const userId = rows.find((row) => row.identityId === issuer)?.userId;
      if (userId) this.add({ pos: logPos, hash: logHash, userId, at: logPos + 1 });
    }
  }

  /** Compares kept witnesses with the log. Returns whether anything has changed. @param {import('../room/log.js').Log} log */
  check(log) {
    const before = [this.confirmedTo, this.differing];
    this.#kept = this.#kept.filter((witness) => {
      const known = log.hashAt(witness.pos);
      if (!known) return true;
      this.#judge(witness, known);
      return false;
    });
    return before[0] !== this.confirmedTo || before[1] !== this.differing;
  }

  /** @param {Witness} witness @param {Uint8Array} known */
  #judge(witness, known) {
    if (!equal(witness.hash, known)) {
      if (!this.differing || witness.pos < this.differing.pos) this.differing = { userId: witness.userId, pos: witness.pos };
    } else if (witness.userId !== this.#me && witness.pos > this.confirmedTo) {
      this.confirmedTo = witness.pos;
      this.confirmedBy = witness.userId;
    }
  }
}
