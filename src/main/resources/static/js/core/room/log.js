// @ts-check
// The part of a room's log that this page holds: one gapless range with its hash chain.
import { firstHash, nextHash } from '../../crypto/transcript.js';
import { sha256 } from '../../crypto/primitives.js';
import { equal, fromBase64, toBase64 } from '../../protocol/bytes.js';
import { get, now } from '../platform.js';
import { isSaid } from './entry-types.js';

/** @typedef {import('../../protocol/rest.js').LogEntry} LogEntry */
/** @typedef {{pos: number, type: number, at: number, bytes: Uint8Array|null, entryHash: Uint8Array, quiet: boolean}} Entry */

const PAGE = 60;
const PAUSE = 1000;
const LONGEST_PAUSE = 60000;

export class Log {
  #roomId;
  #kept;
  /** @type {Entry[]} ascending; without a gap unless it is `broken` */
  entries = [];
  /** What has come and nobody has taken in yet, each slice without a gap. @type {Entry[][]} */
  untaken = [];
  /** h of the number before the first loaded entry, and of the last one. @type {Uint8Array|null} */
  #before = null;
  /** @type {Uint8Array|null} */
  #hash = null;
  /** @type {Map<number, Uint8Array>} */
  #chain = new Map();
  /** Where a message or a letter stands, by its hash; of doubles the lowest. @type {Map<string, number>} */
  #positions = new Map();
  /** The chain did not meet where two slices join, or numbers were left out. */
  broken = false;
  /** A number at which the server has shown two different entries. @type {number|null} */
  contradicted = null;
  /** How often in a row the log did not have what a live entry follows on, and until when it is not asked again. */
  #inVain = 0;
  #notBefore = 0;
  /** Where the server's log ends though this page holds more of it. @type {number|null} */
  restoredTo = null;

  /** @param {string} roomId @param {Pick<import('../history/kept-log.js').KeptLog, 'older'>} [kept] older entries that this browser has */
  constructor(roomId, kept = { older: async () => null }) {
    this.#roomId = roomId;
    this.#kept = kept;
  }

  get isLoaded() {
    return this.#hash !== null;
  }

  get first() {
    return this.entries[0]?.pos ?? 0;
  }

  get last() {
    return this.entries.at(-1)?.pos ?? 0;
  }

  get atStart() {
    return this.isLoaded && this.first <= 1;
  }

  /** How far was read, for the witness inside the next message. */
  async seen() {
    return { pos: this.last, hash: this.#hash ?? (await firstHash(this.#roomId)) };
  }

  /** h of a number as far as the log is loaded; null for any other. @param {number} pos */
  hashAt(pos) {
    if (this.isLoaded && pos === this.first - 1) return this.#before;
    return this.#chain.get(pos) ?? null;
  }

  /** Where the message with this hash stands, as far as the log is loaded. @param {string} hash in Base64 */
  positionOf(hash) {
    return this.#positions.get(hash) ?? null;
  }

  /** @param {Entry} entry */
  #locate({ type, pos, entryHash }) {
    if (!isSaid(type)) return;
    const hash = toBase64(entryHash);
    this.#positions.set(hash, Math.min(pos, this.#positions.get(hash) ?? Infinity));
  }

  /** The entry at a position, as far as the log is loaded. @param {number} pos @returns {Entry|null} */
  at(pos) {
    let [low, high] = [0, this.entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.entries[middle].pos < pos) low = middle + 1;
      else high = middle;
    }
    return this.entries[low]?.pos === pos ? this.entries[low] : null;
  }

  /** Keeps no more of an entry than its number and its hash. @param {number} pos */
  close(pos) {
    const entry = this.at(pos);
    if (entry) entry.bytes = null;
  }

  /** Whether the log is loaded at this number. @param {number} pos */
  covers(pos) {
    return this.isLoaded && pos >= this.first && pos <= this.last;
  }

  /** Asks for the newest page. */
  newest() {
    return get(`/api/rooms/${this.#roomId}/log?limit=${PAGE}`);
  }

  /** The newest page, or what this browser has kept of it. */
  async load(/** @type {Promise<{before: string, entries: LogEntry[]}>} */ asked = this.newest()) {
    const slice = await asked;
    this.drop();
    this.#before = fromBase64(slice.before);
    this.#hash = this.#before;
    await this.#append(slice.entries);
  }

  /** Nothing is loaded any more. */
  drop() {
    this.entries = [];
    this.untaken = [];
    this.#hash = null;
    this.#chain.clear();
    this.#positions.clear();
  }

  /** The page before the first loaded entry. @param {number} [limit] */
  async loadOlder(limit = PAGE) {
    const slice = (await this.#kept.older(this.first)) ?? (await get(`/api/rooms/${this.#roomId}/log?before=${this.first}&limit=${limit}`));
    const older = await Promise.all(slice.entries.map(read));
    older.forEach((entry) => this.#locate(entry));
    let hash = fromBase64(slice.before);
    for (const entry of older) this.#chain.set(entry.pos, (hash = await nextHash(hash, entry)));
    if (!this.#before || !equal(hash, this.#before) || !isUnbroken([...older, this.entries[0]])) this.broken = true;
    this.#before = fromBase64(slice.before);
    this.entries = [...older, ...this.entries];
    this.untaken.push(older);
  }

  /** Asks again for entries that were served as their hash alone; bytes that do not fit it stay away. @param {Entry[]} bare ascending */
  async refill(bare) {
    const last = /** @type {Entry} */ (bare.at(-1)).pos;
    const due = new Set(bare.map(({ pos }) => pos));
    for (let at = bare[0].pos; at <= last; ) {
      const { entries } = await get(`/api/rooms/${this.#roomId}/log?after=${at - 1}&limit=200`);
      for (const fresh of await Promise.all(entries.map(read))) {
        const loaded = due.has(fresh.pos) ? this.at(fresh.pos) : null;
        if (loaded && loaded.bytes === null && equal(loaded.entryHash, fresh.entryHash)) loaded.bytes = fresh.bytes;
      }
      const reached = entries.at(-1)?.pos ?? 0;
      if (reached < at) return;
      at = reached + 1;
    }
  }

  /**
   * Adds live entries; fetches missing positions first. Live entries that chain to nothing in the log are dropped,
   * and the log is fetched with growing pauses. Entries that are loaded already must be the same.
   * @param {LogEntry[]} shown
   */
  async take(shown) {
    await this.#requireSame(shown);
    const fresh = shown.filter((e) => e.pos > this.last);
    if (fresh.length === 0) return;
    if (fresh[0].pos > this.last + 1 && !(await this.#fill(fresh[0].pos - 1))) return;
    this.#inVain = this.#notBefore = 0;
    await this.#append(fresh.filter((e) => e.pos > this.last));
  }

  /** Those that are loaded already must be the same. @param {LogEntry[]} shown */
  async #requireSame(shown) {
    for (const again of shown.filter((e) => this.covers(e.pos))) {
      const loaded = this.at(again.pos);
      const { type, entryHash } = await read(again);
      if (loaded && (loaded.type !== type || !equal(loaded.entryHash, entryHash))) this.contradicted ??= loaded.pos;
    }
  }

  /** Asks for everything up to this number; says whether it is there. @param {number} until */
  async #fill(until) {
    if (now() < this.#notBefore) return false;
    await this.catchUp(until);
    if (this.last >= until) return true;
    this.broken = true;
    this.#notBefore = now() + Math.min(LONGEST_PAUSE, PAUSE * 2 ** this.#inVain++);
    return false;
  }

  /**
   * Everything that follows what is loaded. The last entry comes once more: the server's log must still be the one
   * that is loaded (L10).
   * @param {number} [until]
   */
  async catchUp(until = Infinity) {
    for (let from = Math.max(0, this.last - 1); ; from = this.last) {
      const slice = await get(`/api/rooms/${this.#roomId}/log?after=${from}&limit=200`);
      if (slice.head < this.last) this.restoredTo = slice.head;
      await this.#requireSame(slice.entries);
      const fresh = slice.entries.filter((e) => e.pos > this.last);
      await this.#append(fresh);
      if (fresh.length === 0 || this.last >= Math.min(until, slice.head)) return;
    }
  }

  /** @param {LogEntry[]} shown */
  async #append(shown) {
    const fresh = await Promise.all(shown.map(read));
    if (!isUnbroken([...this.entries.slice(-1), ...fresh])) this.broken = true;
    for (const entry of fresh) this.#chain.set(entry.pos, (this.#hash = await nextHash(/** @type {Uint8Array} */ (this.#hash), entry)));
    fresh.forEach((entry) => this.#locate(entry));
    this.entries.push(...fresh);
    if (fresh.length > 0) this.untaken.push(fresh);
  }
}

/** Each number follows on the one before. @param {Entry[]} entries */
const isUnbroken = (entries) => entries.every((entry, i) => i === 0 || entry.pos === entries[i - 1].pos + 1);

/** @param {LogEntry} shown @returns {Promise<Entry>} */
export async function read({ pos, type, at, entry, hash, quiet }) {
  const bytes = entry ? fromBase64(entry) : null;
  return { pos, type, at, bytes, entryHash: bytes ? await sha256(bytes) : fromBase64(/** @type {string} */ (hash)), quiet: quiet === true };
}

/** An entry as it was served. @param {Entry} entry @returns {LogEntry} */
export const served = ({ pos, type, at, bytes, entryHash, quiet }) => ({
  pos, type, at, ...(bytes ? { entry: toBase64(bytes) } : { hash: toBase64(entryHash) }), ...(quiet && { quiet: /** @type {const} */ (true) }),
});
