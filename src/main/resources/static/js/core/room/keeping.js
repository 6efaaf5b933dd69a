// @ts-check
// Keeps in this browser what was verified of one room, has it indexed for the search, and forgets what is gone.
import { fromBase64, toBase64 } from '../../protocol/bytes.js';
import { EVENT } from './entry-types.js';
import { served } from './log.js';

/** So many entries at least are opened at once. */
const PAGE = 60;

/** @typedef {import('./log.js').Entry} Entry */

export class Keeping {
  #kept;
  #log;
  #ledger;
  #keys;
  #feed;
  /** Positions that were forgotten. @type {Set<number>} */
  #forgotten = new Set();

  /** @param {import('../history/kept-room.js').KeptRoom} kept @param {{log: import('./log.js').Log, ledger: import('./ledger.js').Ledger, keys: import('./room-keys.js').RoomKeys}} parts @param {import('../search/feed.js').Feed} feed */
  constructor(kept, { log, ledger, keys }, feed) {
    this.#kept = kept;
    this.#log = log;
    this.#ledger = ledger;
    this.#keys = keys;
    this.#feed = feed;
  }

  /** What a room can be opened from; null where that is not enough. @param {number} least the lowest number that its log has to reach */
  async opening(least) {
    const [slice, detail] = await Promise.all([this.#kept.log.newest(PAGE), this.#kept.detail()]);
    if (!slice || !detail || (slice.entries.at(-1)?.pos ?? 0) < least) return null;
    return { slice, detail, events: await this.keptEvents() };
  }

  /** @param {number} from */
  lastEpoch = (from) => this.#kept.lastEpoch(from);

  async keptEvents() {
    return (await this.#kept.events()).map(({ pos, entry }) => ({ pos, bytes: fromBase64(entry) }));
  }

  /** What the server says of the room. @param {import('../../protocol/rest.js').RoomDetail} detail */
  detail = (detail) => this.#kept.keepDetail(detail);

  /** Events that the ledger has taken in. @param {number} after the one before them @param {import('../../protocol/rest.js').WholeEntry[]} events */
  events(after, events) {
    if (this.#isSound) this.#kept.keepEvents(after, events);
  }

  /** A slice of the log that was taken in. @param {Entry[]} entries */
  slice(entries) {
    if (this.#isSound && entries.length > 0) this.#kept.keepLog(entries.map(served), (pos) => this.#log.hashAt(pos));
  }

  /** An event of the log, which the ledger has taken in. @param {Entry} entry @param {number} after */
  event({ pos, at, bytes }, after) {
    if (after < pos && this.#ledger.lastPos === pos) this.events(after, [{ pos, type: EVENT, at, entry: toBase64(/** @type {Uint8Array} */ (bytes)) }]);
  }

  /** What was opened. @param {import('./state.js').RoomState} state @param {import('./state.js').CheckedEntry[]} entries */
  told(state, entries) {
    if (this.#isSound) this.#feed.take(state, entries);
  }

  /** What was deleted, and what has expired: messages of this time or before. @param {number} until @param {import('./timeline.js').Timeline} timeline */
  forget(until, timeline) {
    const fresh = new Set([...this.#ledger.deletions.upFrom()].map(([pos]) => pos).filter((pos) => !this.#forgotten.has(pos)));
    if (this.#isSound) this.#feed.covered(this.#log, timeline);
    this.#feed.forget([...fresh], until);
    for (const pos of fresh) this.#forgotten.add(pos);
    if (fresh.size > 0 || until > 0) this.#kept.forget(fresh, until);
  }

  /** What was kept and is not sound goes: the next page asks the server for it. */
  dropUnsound() {
    if (!this.#isSound) this.#kept.drop();
  }

  /** What is not sound is not kept: the page would hold it against the server for ever. */
  get #isSound() {
    return !this.#log.broken && !this.#ledger.broken && !this.#keys.broken;
  }
}
