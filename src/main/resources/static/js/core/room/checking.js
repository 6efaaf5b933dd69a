// @ts-check
// Whether a message stands where it may: in its epoch, and as the first of its kind.
import { Unreadable } from '../../crypto/unreadable.js';
import { equal } from '../../protocol/bytes.js';

export class Checking {
  #keys;
  #ledger;
  #log;
  /** Messages that wait for their check, and the lowest number that it needs. @type {Map<number, number>} */
  #needs = new Map();

  /** @param {import('./room-keys.js').RoomKeys} keys @param {import('./ledger.js').Ledger} ledger @param {import('./log.js').Log} log */
  constructor(keys, ledger, log) {
    this.#keys = keys;
    this.#ledger = ledger;
    this.#log = log;
  }

  /** The lowest number that has to be loaded so that all messages from a position on can be checked. @param {number} from */
  neededFrom(from) {
    let lowest = Infinity;
    for (const [pos, need] of this.#needs) if (pos >= from) lowest = Math.min(lowest, need);
    return lowest;
  }

  /** Whether it waits for what is not loaded yet. @param {number} pos */
  waits = (pos) => (this.#needs.get(pos) ?? Infinity) < this.#log.first;

  /** @param {number} pos */
  forget = (pos) => this.#needs.delete(pos);

  /** K4: its record is the last one below it, and nothing that ends an epoch lies between. @param {number} epoch @param {number} pos */
  requireInEpoch(epoch, pos) {
    const start = (this.#keys.accepted(epoch)?.logPos ?? Infinity) + 1;
    const next = (this.#keys.accepted(epoch + 1)?.logPos ?? Infinity) + 1;
    if (start > pos || next < pos || this.#ledger.endsBetween(start, pos)) throw new Unreadable('out-of-time');
  }

  /**
   * M6: a message is known to repeat no earlier one once the log is loaded from where its first copy can be: after
   * what its sender had read when sealing it, as the hash chain proves, and after its epoch's record.
   * @param {import('./opening.js').Message} message @param {number} epoch @param {number} pos
   */
  requireChecked({ seenPos, seenHash }, epoch, pos) {
    this.#needs.delete(pos);
    const need = this.#firstPossible(seenPos, seenHash, this.#keys.accepted(epoch)?.logPos ?? 0, pos);
    if (need === null) return;
    this.#needs.set(pos, need);
    throw new Unreadable('checking');
  }

  /** From which number on the log has to be loaded; null where it is. @param {number} seenPos @param {Uint8Array} seenHash @param {number} logPos below the epoch's record @param {number} pos */
  #firstPossible(seenPos, seenHash, logPos, pos) {
    const { first } = this.#log;
    const known = this.#log.hashAt(seenPos);
    const isUseful = seenPos > logPos && seenPos < pos;
    if (isUseful && !known && seenPos < first) return seenPos + 1;
    const from = isUseful && known && equal(known, seenHash) ? seenPos : logPos + 1;
    return from + 1 >= first ? null : from + 1;
  }
}
