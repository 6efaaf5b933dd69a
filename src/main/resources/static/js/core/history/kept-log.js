// @ts-check
// The newest gapless part of one room's log, as the server served it, kept in rows of up to fifty entries. It is
// verified again whenever it is read, like an answer of the server.
import { sha256 } from '../../crypto/primitives.js';
import { fromBase64, toBase64 } from '../../protocol/bytes.js';
import { isSaid } from '../room/entry-types.js';

/** The most entries of a row. */
const ROW = 50;
const DIGITS = 12;

/** @typedef {import('../../protocol/rest.js').LogEntry} LogEntry */
/** @typedef {{before: string, entries: LogEntry[]}} Row the hash of the number before its first entry, in Base64, and entries without a gap */
/** @typedef {{first: number, last: number}} Span */

export class KeptLog {
  #rows;
  #prefix;
  /** What is kept, ascending and without a gap. @type {Promise<Span[]>|null} */
  #spans = null;
  #work = Promise.resolve();
  /** Up to here nothing is left that expires. */
  #expiredTo = 0;

  /** @param {string} roomId @param {import('./rows.js').Rows} rows */
  constructor(roomId, rows) {
    this.#rows = rows;
    this.#prefix = `${roomId}/log/`;
  }

  /** The last entries, at least so many where there are so many; null where nothing is kept. @param {number} least */
  newest(least) {
    return this.#inOrder(async () => {
      /** @type {Row|null} */
      let found = null;
      for (const span of (await this.#all()).toReversed()) {
        const row = await this.#read(span);
        if (!row) break;
        found = found ? { before: row.before, entries: [...row.entries, ...found.entries] } : row;
        if (found.entries.length >= least) break;
      }
      return found;
    });
  }

  /** The row that ends right before a number; null where none is kept. @param {number} pos */
  older(pos) {
    return this.#inOrder(async () => {
      const span = (await this.#all()).find(({ last }) => last === pos - 1);
      return span ? this.#read(span) : null;
    });
  }

  /**
   * Keeps entries that follow on what is kept, or come right before it. Others would leave a gap, and are not kept.
   * @param {LogEntry[]} entries without a gap @param {(pos: number) => Uint8Array|null} hashAt the log's hash at a number
   */
  keep(entries, hashAt) {
    return this.#inOrder(async () => {
      const spans = await this.#all();
      const fresh = spans.length === 0 ? entries : entries.filter(({ pos }) => pos < spans[0].first || pos > /** @type {Span} */ (spans.at(-1)).last);
      if (fresh.length === 0) return;
      const [first, last] = [fresh[0].pos, /** @type {LogEntry} */ (fresh.at(-1)).pos];
      if (spans.length === 0 || last === spans[0].first - 1) return this.#prepend(fresh, hashAt);
      if (first === /** @type {Span} */ (spans.at(-1)).last + 1) return this.#append(fresh, hashAt);
    });
  }

  /** From where to where it is kept; null where nothing is. @returns {Promise<Span|null>} */
  extent() {
    return this.#inOrder(async () => {
      const spans = await this.#all();
      return spans.length > 0 ? { first: spans[0].first, last: /** @type {Span} */ (spans.at(-1)).last } : null;
    });
  }

  /** Its oldest row; null where nothing is kept. */
  oldest() {
    return this.#inOrder(async () => {
      const span = (await this.#all())[0];
      return span ? this.#read(span) : null;
    });
  }

  /** @param {LogEntry[]} entries @param {(pos: number) => Uint8Array|null} hashAt */
  async #prepend(entries, hashAt) {
    const spans = await this.#all();
    for (let end = entries.length; end > 0; end -= ROW) spans.unshift(await this.#write(entries.slice(Math.max(0, end - ROW), end), hashAt));
  }

  /** @param {LogEntry[]} entries @param {(pos: number) => Uint8Array|null} hashAt */
  async #append(entries, hashAt) {
    const spans = await this.#all();
    const tail = /** @type {Span} */ (spans.at(-1));
    const room = ROW - (tail.last - tail.first + 1);
    const row = room > 0 ? await this.#read(tail) : null;
    let from = 0;
    if (row) {
      from = Math.min(room, entries.length);
      const grown = { before: row.before, entries: [...row.entries, ...entries.slice(0, from)] };
      spans[spans.length - 1] = await this.#put(grown);
      await this.#rows.delete(this.#key(tail));
    }
    for (; from < entries.length; from += ROW) spans.push(await this.#write(entries.slice(from, from + ROW), hashAt));
  }

  /** @param {LogEntry[]} entries @param {(pos: number) => Uint8Array|null} hashAt */
  #write(entries, hashAt) {
    const before = hashAt(entries[0].pos - 1);
    if (!before) throw new Error('entries are kept as far as their log is loaded');
    return this.#put({ before: toBase64(before), entries });
  }

  /** @param {Row} row */
  async #put(row) {
    const span = { first: row.entries[0].pos, last: /** @type {LogEntry} */ (row.entries.at(-1)).pos };
    await this.#rows.put(this.#key(span), row);
    return span;
  }

  /** Keeps no more of some entries than their hashes. @param {Set<number>} positions */
  forget(positions) {
    return this.#inOrder(async () => {
      for (const span of [...(await this.#all())]) {
        if ([...positions].some((pos) => pos >= span.first && pos <= span.last)) await this.#bare(span, ({ pos }) => positions.has(pos));
      }
    });
  }

  /** The same of what was said at this time or before. @param {number} until */
  expire(until) {
    return this.#inOrder(async () => {
      for (const span of (await this.#all()).filter(({ last }) => last > this.#expiredTo)) {
        const row = await this.#bare(span, ({ type, at }) => isSaid(type) && at <= until);
        // Times do not decrease along a log.
        if (!row || /** @type {LogEntry} */ (row.entries.at(-1)).at > until) return;
        this.#expiredTo = span.last;
      }
    });
  }

  /** @param {Span} span @param {(entry: LogEntry) => boolean} isGone */
  async #bare(span, isGone) {
    const row = await this.#read(span);
    if (!row?.entries.some((one) => one.entry && isGone(one))) return row;
    const entries = await Promise.all(row.entries.map((one) => (one.entry && isGone(one) ? bare(one) : one)));
    await this.#rows.put(this.#key(span), { before: row.before, entries });
    return row;
  }

  /** How many rows are kept. */
  async size() {
    return (await this.#all()).length;
  }

  /** The oldest row goes. */
  dropOldest() {
    return this.#inOrder(async () => {
      const span = (await this.#all()).shift();
      if (span) await this.#rows.delete(this.#key(span));
    });
  }

  /** Another page may have changed what is kept. */
  reload() {
    return this.#inOrder(async () => void (this.#spans = null));
  }

  /** Nothing is kept any more. */
  drop() {
    return this.#inOrder(() => this.#dropAll());
  }

  async #dropAll() {
    this.#spans = Promise.resolve([]);
    await this.#rows.deleteAll(this.#prefix);
  }

  /** @param {Span} span */
  #key({ first, last }) {
    return `${this.#prefix}${digits(first)}-${digits(last)}`;
  }

  #all() {
    this.#spans ??= this.#found();
    return this.#spans;
  }

  /** The last gapless part of what lies there; what a page that was ended in the middle has left over goes. */
  async #found() {
    const keys = (await this.#rows.keys(this.#prefix)).sort();
    /** @type {Span[]} */
    const spans = [];
    for (const span of keys.map((key) => spanOf(key.slice(this.#prefix.length))).toReversed()) {
      const next = spans[0];
      if (!next || span.last === next.first - 1) spans.unshift(span);
      else await this.#rows.delete(this.#key(span));
    }
    return spans;
  }

  /** Null where it cannot be read: then it goes, and what comes before it. @param {Span} span @returns {Promise<Row|null>} */
  async #read(span) {
    const row = /** @type {Row|null} */ (await this.#rows.get(this.#key(span)));
    if (row) return row;
    const spans = await this.#all();
    const lost = spans.splice(0, spans.indexOf(span) + 1);
    for (const one of lost) await this.#rows.delete(this.#key(one));
    return null;
  }

  /** @template T @param {() => Promise<T>} work @returns {Promise<T>} */
  #inOrder(work) {
    const done = this.#work.then(work);
    this.#work = done.then(() => {}, () => {});
    return done;
  }
}

/** What is left of an entry without its bytes. @param {LogEntry} entry @returns {Promise<LogEntry>} */
async function bare({ entry, ...rest }) {
  return { ...rest, hash: toBase64(await sha256(fromBase64(/** @type {string} */ (entry)))) };
}

const digits = (/** @type {number} */ pos) => String(pos).padStart(DIGITS, '0');

/** @param {string} text @returns {Span} */
function spanOf(text) {
  const [first, last] = text.split('-').map(Number);
  return { first, last };
}
