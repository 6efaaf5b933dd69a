// @ts-check
// What this page believes of one room: its log, the ledger of its members, its keys, and who saw the
// same. Whatever is done to it is done in order.
import { fromBase64 } from '../protocol/bytes.js';
import { get } from '../net/api.js';
import { isPassing } from '../protocol/problems.js';
import { Ledger } from './ledger.js';
import { Log } from './log.js';
import { RoomKeys } from './room-keys.js';
import { Sharing } from './sharing.js';
import { Timeline } from './timeline.js';
import { Witnesses } from './witnesses.js';

const RECORD = 2;
const EVENT = 3;
const EVENTS = 500;

/** Nothing may be sent in this room for now. */
export class Held extends Error {}

/**
 * @typedef {object} Trouble something that somebody should look at
 * @property {string} code
 * @property {boolean} blocks whether nothing is sent until it is settled
 * @property {string|null} [userId]
 * @property {string} [identityId]
 * @property {number} [pos]
 */

export class Chronicle {
  #roomId;
  #context;
  #log;
  #keys;
  #timeline;
  #ledger;
  #witnesses;
  /** Members whose identity nobody vouches for. @type {import('./ledger.js').Member[]} */
  #untrusted = [];
  #work = Promise.resolve();
  /** Entries of the log that are not taken in yet, because something that was asked for did not come. @type {import('./log.js').Entry[]} */
  #unfinished = [];
  #reviewed = false;
  sharing;

  /** @param {string} roomId @param {import('./session.js').Context} context */
  constructor(roomId, context) {
    this.#roomId = roomId;
    this.#context = context;
    const { directory, ownKeys, trust, me } = context;
    this.#log = new Log(roomId);
    this.#ledger = new Ledger(roomId, directory);
    this.#witnesses = new Witnesses(me.userId);
    this.#keys = new RoomKeys(roomId, ownKeys, directory, this.#ledger, trust);
    this.#timeline = new Timeline({ keys: this.#keys, ledger: this.#ledger, directory, witnesses: this.#witnesses }, me.userId);
    this.sharing = new Sharing({ roomId, me: me.userId, own: ownKeys, ledger: this.#ledger, keys: this.#keys, directory, trust });
  }

  get log() {
    return this.#log;
  }

  get ledger() {
    return this.#ledger;
  }

  get keys() {
    return this.#keys;
  }

  get timeline() {
    return this.#timeline;
  }

  get witnesses() {
    return this.#witnesses;
  }

  /** The newest page; its members from the first event on; its records from what was pinned. */
  open() {
    return this.inOrder(async () => {
      const page = await this.#log.load();
      const { lastEpoch } = await get(`/api/rooms/${this.#roomId}`);
      await this.#learn(lastEpoch);
      await this.#takeIn(page);
    });
  }

  /** Ledger and records alone, for who helps in a room that is not open here. */
  learn() {
    return this.inOrder(async () => {
      const { lastEpoch } = await get(`/api/rooms/${this.#roomId}`);
      await this.#learn(lastEpoch);
      await this.review();
    });
  }

  /** @param {number} lastEpoch */
  async #learn(lastEpoch) {
    for (;;) {
      const { entries } = await get(`/api/rooms/${this.#roomId}/events?after=${this.#ledger.lastPos}&limit=${EVENTS}`);
      await this.#ledger.take(entries.map((/** @type {any} */ e) => ({ pos: e.pos, bytes: fromBase64(e.entry) })));
      if (entries.length < EVENTS || this.#ledger.broken) break;
    }
    await this.#keys.anchor(lastEpoch);
  }

  loadOlder() {
    return this.inOrder(async () => this.#takeIn(await this.#log.loadOlder()));
  }

  /** Entries that came live; where numbers are missing before them the log is asked first. @param {any[]} shown */
  take(shown) {
    return this.inOrder(async () => {
      if (!this.#log.isHeld) return;
      const first = shown.find((e) => e.pos > this.#log.last);
      if (first && first.pos > this.#log.last + 1) await this.#follow(first.pos - 1);
      await this.#takeIn(await this.#log.take(shown));
    });
  }

  catchUp() {
    return this.inOrder(async () => {
      if (this.#log.isHeld) await this.#follow(Infinity);
    });
  }

  /** Each slice is taken in before the next one is asked for: where that fails, nothing is left out. @param {number} until */
  async #follow(until) {
    for (let complete = false; !complete; ) {
      const slice = await this.#log.next(until);
      await this.#takeIn(slice.fresh);
      complete = slice.complete;
    }
  }

  /**
   * Entries of the log, held against what is known, then opened. What the connection broke in the
   * middle of comes again, before anything else.
   * @param {import('./log.js').Entry[]} fresh
   */
  async #takeIn(fresh) {
    const entries = [...this.#unfinished, ...fresh];
    this.#unfinished = [];
    try {
      await this.#weigh(entries);
    } catch (error) {
      if (isPassing(error)) this.#unfinished = entries;
      throw error;
    }
  }

  /** @param {import('./log.js').Entry[]} entries */
  async #weigh(entries) {
    for (const entry of entries) {
      const bytes = /** @type {Uint8Array} */ (entry.bytes);
      if (entry.type === EVENT) await this.#ledger.take([{ pos: entry.pos, bytes }]);
      if (entry.type === RECORD && !this.#ledger.broken) await this.#keys.record(bytes, entry.pos);
    }
    this.#requireAllEvents(entries);
    await this.#timeline.add(entries);
    for (const { logPos, logHash, rows, issuer } of this.#keys.records) {
      const userId = rows.find((row) => row.identityId === issuer)?.userId;
      if (userId) this.#witnesses.add({ pos: logPos, hash: logHash, userId, at: logPos + 1 });
    }
    this.#witnesses.check(this.#log);
    if (!this.#reviewed || entries.some((entry) => entry.type === EVENT)) await this.review();
    await this.askForLacking();
  }

  /** The log must not leave out what the ledger holds. @param {import('./log.js').Entry[]} entries */
  #requireAllEvents(entries) {
    if (entries.length === 0 || this.#ledger.broken) return;
    const events = entries.filter((e) => e.type === EVENT).length;
    const due = this.#ledger.countBetween(entries[0].pos - 1, /** @type {any} */ (entries.at(-1)).pos + 1);
    if (events !== due) this.#log.broken = true;
  }

  async askForLacking() {
    await this.sharing.ask(this.#timeline.lacking).catch(() => {});
  }

  /** Tries again to open what was closed for want of a key. */
  async heal() {
    if (!this.#log.isHeld) return false;
    const healed = await this.#timeline.retry(this.#log.entries);
    this.#witnesses.check(this.#log);
    return healed;
  }

  /** What was served without its bytes is served whole from now on. */
  reload() {
    return this.inOrder(async () => {
      if (!this.#log.isHeld) return;
      await this.#log.refill();
      await this.#timeline.retry(this.#log.entries);
      await this.askForLacking();
    });
  }

  /** Holds the members' identities against what this person knows. */
  async review() {
    const { trust, me } = this.#context;
    const verdicts = await Promise.all([...this.#ledger.members.values()].map(async (member) => {
      if (member.userId === me.userId) return null;
      return (await trust.verdict(member.userId, member.identityId, member.vouched)) === 'fine' ? null : member;
    }));
    this.#untrusted = verdicts.filter((member) => member !== null);
    this.#reviewed = true;
  }

  /** @returns {Trouble[]} the gravest first */
  get troubles() {
    const { trust, ownKeys, me, serverChanged } = this.#context;
    /** @type {Trouble[]} */
    const found = [];
    const add = (/** @type {string} */ code, /** @type {boolean} */ blocks, /** @type {object} */ more = {}) => found.push({ code, blocks, ...more });
    if (trust.trouble) add(`pins-${trust.trouble}`, true);
    if (serverChanged()) add('server-key', this.#ledger.mode === 'managed');
    for (const broken of [this.#ledger.broken, this.#keys.broken]) {
      if (broken) add(broken.rule, true, { userId: broken.userId, pos: broken.pos });
    }
    const self = this.#ledger.members.get(me.userId);
    if (self && self.identityId !== ownKeys[0].identityId) add('own-identity', true);
    for (const { userId, identityId } of this.#untrusted) add('new-identity', this.#ledger.mode === 'end-to-end', { userId, identityId });
    if (this.#log.broken) add('torn', false);
    if (this.#witnesses.differing) add('views', false, this.#witnesses.differing);
    return found;
  }

  get isHeld() {
    return this.#reviewed && this.troubles.some((trouble) => trouble.blocks);
  }

  requireSound() {
    if (this.isHeld) throw new Held();
  }

  /** @template T @param {() => Promise<T>} work @returns {Promise<T>} */
  inOrder(work) {
    const done = this.#work.then(work);
    this.#work = done.then(() => {}, () => {});
    return done;
  }
}
