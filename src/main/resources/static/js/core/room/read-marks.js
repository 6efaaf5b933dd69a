// @ts-check
// How far a room has been read, and how much of it is unread: the server's count until the room is open here, then a
// count of its log.
import { fromBase64 } from '../../protocol/bytes.js';
import { readEnvelope } from '../../protocol/room-structures.js';
import { LETTER, MESSAGE } from './entry-types.js';
import { unreadAfter } from './state.js';

export class ReadMarks {
  lastPos = 0;
  lastAt = 0;
  readPos = 0;
  unread = 0;
  /** How many of the unread messages that are open here mention this person. */
  mentions = 0;
  #own;
  #mentionsAfter;

  /**
   * @param {string[]} own one's own identities, whose messages are never unread
   * @param {(state: import('./state.js').RoomState, readPos: number) => number} [mentionsAfter]
   */
  constructor(own, mentionsAfter = () => 0) {
    this.#own = new Set(own);
    this.#mentionsAfter = mentionsAfter;
  }

  /** What the server says, as far as it can be so. @param {{lastPos: number, lastAt: number, readPos: number, unread: number}} summary */
  told({ lastPos, lastAt, readPos, unread }) {
    Object.assign(this, { lastPos, lastAt, readPos, unread: Math.max(0, Math.min(unread, lastPos - readPos)) });
    if (this.unread === 0) this.mentions = 0;
  }

  /** Entries that came live. @param {import('../../protocol/rest.js').LogEntry[]} shown */
  came(shown) {
    const fresh = shown.filter((e) => e.pos > this.lastPos);
    if (fresh.length === 0) return;
    this.unread += fresh.filter((e) => e.entry && !e.quiet && this.#isOthers(e.type, fromBase64(e.entry))).length;
    this.lastPos = fresh[fresh.length - 1].pos;
    this.lastAt = fresh.findLast((e) => !e.quiet)?.at ?? this.lastAt;
  }

  /**
   * Counts what is unread in an open room; returns whether its log is loaded far enough for that.
   * @param {{first: number, last: number}} log as far as it is loaded
   * @param {import('./state.js').RoomState} state
   */
  count(log, state) {
    this.lastPos = log.last;
    this.mentions = this.#mentionsAfter(state, this.readPos);
    const isLoaded = log.first <= this.readPos + 1;
    this.unread = isLoaded ? unreadAfter(state, this.readPos) : Math.min(this.unread, Math.max(0, log.last - this.readPos));
    return isLoaded;
  }

  /** @param {number} pos */
  readTo(pos) {
    this.readPos = pos;
    if (pos >= this.lastPos) this.unread = this.mentions = 0;
  }

  /** @param {number} type @param {Uint8Array} bytes */
  #isOthers(type, bytes) {
    return type === LETTER || (type === MESSAGE && !this.#own.has(senderOf(bytes)));
  }
}

/** The identity that an envelope names; none where it is damaged. @param {Uint8Array} envelope */
function senderOf(envelope) {
  try {
    return readEnvelope(envelope).identityId;
  } catch {
    return '';
  }
}
