// @ts-check
// What is kept of one room, as the server served it: the newest part of its log, its events, its records with one's own
// grants, and what the server said of it last. Writes follow each other, so what came first is there first.
import { KeptLog } from './kept-log.js';

/** @typedef {import('../../protocol/rest.js').RoomDetail} RoomDetail */
/** @typedef {import('../../protocol/rest.js').WholeEntry} WholeEntry */
/** @typedef {import('../../protocol/rest.js').LogEntry} LogEntry */
/** @typedef {{record: WholeEntry, grants: string[]}} KeptEpoch */

const DIGITS = 12;

export class KeptRoom {
  log;
  #rows;
  #roomId;
  #work = Promise.resolve();

  /** @param {string} roomId @param {import('./rows.js').Rows} rows */
  constructor(roomId, rows) {
    this.#roomId = roomId;
    this.#rows = rows;
    this.log = new KeptLog(roomId, rows);
  }

  /** What the server said of the room last. */
  async detail() {
    return /** @type {RoomDetail|null} */ (await this.#rows.get(this.#key('detail')));
  }

  /** @param {RoomDetail} detail */
  keepDetail(detail) {
    return this.#inOrder(() => this.#rows.put(this.#key('detail'), detail));
  }

  /** All events, ascending, as far as they are kept without a gap. */
  async events() {
    /** @type {WholeEntry[]} */
    const all = [];
    for (let last = 0; ; ) {
      const some = /** @type {WholeEntry[]|null} */ (await this.#rows.get(this.#key('events', last)));
      if (!some || some.length === 0) return all;
      all.push(...some);
      last = some[some.length - 1].pos;
    }
  }

  /** @param {number} after the number of the event before them, 0 for none @param {WholeEntry[]} events */
  keepEvents(after, events) {
    return events.length > 0 ? this.#inOrder(() => this.#rows.put(this.#key('events', after), events)) : this.#work;
  }

  /** Records and grants of these epochs; null where one is lacking. @param {number} from @param {number} to @returns {Promise<KeptEpoch[]|null>} */
  async epochs(from, to) {
    const numbers = Array.from({ length: to - from + 1 }, (_, i) => from + i);
    const kept = await Promise.all(numbers.map((epoch) => this.#epoch(epoch)));
    return kept.every((one) => one !== null) ? kept : null;
  }

  async epochNumbers() {
    return new Set((await this.#rows.keys(`${this.#key('epochs')}/`)).map((key) => Number(key.slice(-DIGITS))));
  }

  /** The last epoch that is kept, 0 for none, and whether all are from this one on. @param {number} from */
  async lastEpoch(from) {
    const kept = await this.epochNumbers();
    const last = Math.max(0, ...kept);
    for (let epoch = from; epoch <= last; epoch++) if (!kept.has(epoch)) return { last, isWhole: false };
    return { last, isWhole: true };
  }

  /** @param {number} epoch */
  async #epoch(epoch) {
    return /** @type {KeptEpoch|null} */ (await this.#rows.get(this.#key('epochs', epoch)));
  }

  /** @param {number} epoch @param {WholeEntry} record @param {string[]} grants one's own, in Base64 */
  keepEpoch(epoch, record, grants) {
    return this.#inOrder(() => this.#keepEpoch(epoch, record, grants));
  }

  /** @param {number} epoch @param {WholeEntry} record @param {string[]} grants */
  async #keepEpoch(epoch, record, grants) {
    const before = (await this.#epoch(epoch))?.grants ?? [];
    await this.#rows.put(this.#key('epochs', epoch), { record, grants: [...new Set([...before, ...grants])] });
  }

  /** Grants that came after their record. @param {number} epoch @param {string[]} grants */
  keepGrants(epoch, grants) {
    return this.#inOrder(async () => {
      const kept = await this.#epoch(epoch);
      if (kept) await this.#keepEpoch(epoch, kept.record, grants);
    });
  }

  /** @param {LogEntry[]} entries without a gap @param {(pos: number) => Uint8Array|null} hashAt the log's hash at a number */
  keepLog(entries, hashAt) {
    return this.#inOrder(() => this.log.keep(entries, hashAt));
  }

  /** Keeps no more than their hashes of some entries, and of what was said at this time or before. @param {Set<number>} positions @param {number} until */
  forget(positions, until) {
    return this.#inOrder(async () => {
      if (positions.size > 0) await this.log.forget(positions);
      if (until > 0) await this.log.expire(until);
    });
  }

  /** Nothing is kept any more. */
  drop() {
    return this.#inOrder(async () => {
      await this.log.drop();
      await this.#rows.deleteAll(`${this.#roomId}/`);
    });
  }

  /** What fails is kept another time. @param {() => Promise<unknown>} work @returns {Promise<void>} */
  #inOrder(work) {
    this.#work = this.#work.then(work).then(() => {}, () => {});
    return this.#work;
  }

  /** @param {'detail'|'events'|'epochs'} kind @param {number} [number] */
  #key(kind, number) {
    return `${this.#roomId}/${kind}${number === undefined ? '' : `/${String(number).padStart(DIGITS, '0')}`}`;
  }
}
