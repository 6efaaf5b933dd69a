// @ts-check
// Which messages of one room have expired, now, and what is left of one.
import { refHash } from '../../protocol/content.js';
import { LETTER } from './entry-types.js';
import { isBeforeJoining } from './state.js';
import { expiredUntil, mayHaveExpired } from './retention.js';
import { namedRoot } from './threads.js';

/** @typedef {import('./state.js').Item} Item */
/** @typedef {import('./log.js').Entry} Entry */

export class Expiry {
  #state;
  #records;
  #now;

  /**
   * @param {import('./state.js').StateHolder} state @param {() => readonly {logPos: number, time: number}[]} records accepted ones, ascending
   * @param {() => number} now the time, corrected by the server's
   */
  constructor(state, records, now) {
    this.#state = state;
    this.#records = records;
    this.#now = now;
  }

  /** Messages of this time or before have expired. */
  get until() {
    return expiredUntil(this.#state.now.people, this.#now());
  }

  /** @param {number} at */
  has = (at) => at <= this.until;

  /** Whether the server may serve it without its bytes (D7). @param {Entry} entry */
  mayHave = (entry) => mayHaveExpired(this.#state.now.people.retentions, this.#signedBefore(entry.pos), entry, this.#now());

  /** The time of the last event or record before a position, as it was signed. @param {number} pos */
  #signedBefore(pos) {
    const { events } = this.#state.now.people;
    const event = events.at(events.countBelow((one) => one.pos < pos) - 1);
    const record = this.#records().findLast(({ logPos }) => logPos + 1 < pos);
    return record && record.logPos + 1 > (event?.pos ?? 0) ? record.time : event?.time ?? 0;
  }
}

/** Whether an item goes when its time has come: events stay, and what was before somebody joined was never there. @param {Item} item */
export const canExpire = (item) => item.kind !== 'system' && item.kind !== 'expired' && !isBeforeJoining(item);

/** @param {Entry} entry @param {Item|null} before what stood there @returns {import('./state.js').ExpiredItem} */
export const expiredItem = ({ pos, at, type, quiet, entryHash }, before) => ({
  kind: 'expired', key: `p${pos}`, pos, at, quiet: quiet || before?.kind === 'relation', hash: refHash(entryHash), th: namedRoot(before ?? undefined), ...(type === LETTER && { isLetter: true }),
});
