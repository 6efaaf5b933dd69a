// @ts-check
// What the server says of one room, and the events that say whether it is true: asked for, taken in, and kept.
import { equal, fromBase64 } from '../../protocol/bytes.js';
import { get } from '../platform.js';

const EVENTS = 500;

export class Learning {
  /** Whether its events were read, to the last one or to the one that broke them. */
  isRead = false;
  /** The kinds that the server has called this room beside its events. @type {Set<string>} */
  called = new Set();
  #roomId;
  #ledger;
  #keys;
  #membership;
  #keeping;

  /**
   * @param {string} roomId
   * @param {{ledger: import('./ledger.js').Ledger, keys: import('./room-keys.js').RoomKeys, membership: import('./membership.js').Membership, keeping: import('./keeping.js').Keeping}} parts
   */
  constructor(roomId, { ledger, keys, membership, keeping }) {
    this.#roomId = roomId;
    this.#ledger = ledger;
    this.#keys = keys;
    this.#membership = membership;
    this.#keeping = keeping;
  }

  /** Events that end where the server says that they do are all that it would answer. @param {import('./asked.js').Asked} asked */
  async learn({ pin, answer }) {
    const detail = await answer;
    this.called.add(detail.mode);
    if (!this.isRead || !equal(fromBase64(detail.prevEvent), this.#ledger.head)) await this.learnEvents();
    await this.#keys.anchor(detail.lastEpoch, pin);
    this.#keeping.detail(detail);
  }

  /** The same of what this browser has kept. @param {{detail: import('../../protocol/rest.js').RoomDetail, events: {pos: number, bytes: Uint8Array}[]}} kept @param {import('./asked.js').Asked['pin']} pin */
  async recall({ detail, events }, pin) {
    this.called.add(detail.mode);
    if (!this.isRead) await this.#takeEvents(events);
    const { last, isWhole } = await this.#keeping.lastEpoch(pin?.epoch ?? 1);
    await this.#keys.anchor(last, pin && pin.epoch <= last && isWhole ? pin : null);
  }

  /** Those that this browser has come first: what they are called does not wait for the server. */
  async learnEvents() {
    if (!this.isRead) await this.#takeKept();
    for (let from = -1; from < this.#ledger.lastPos; ) {
      from = this.#ledger.lastPos;
      const { entries } = await get(`/api/rooms/${this.#roomId}/events?after=${from}&limit=${EVENTS}`);
      await this.#ledger.take(entries.map((e) => ({ pos: e.pos, bytes: fromBase64(e.entry) })));
      this.#keeping.events(from, entries);
      if (entries.length < EVENTS || this.#ledger.broken) break;
    }
    await this.#takeEvents([]);
  }

  async #takeKept() {
    const events = await this.#keeping.keptEvents();
    if (events.length > 0) await this.#takeEvents(events);
  }

  /** @param {{pos: number, bytes: Uint8Array}[]} events */
  async #takeEvents(events) {
    await this.#ledger.take(events);
    await this.#membership.recognise();
    this.isRead = true;
  }
}
