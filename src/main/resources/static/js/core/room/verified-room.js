// @ts-check
// What this page has verified of one room: its log, the ledger of its members, its keys, and who saw the same log.
// Operations run one after the other.
import { Problem } from '../../protocol/problems.js';
import { askRoom } from './asked.js';
import { BoxKeys } from './box-keys.js';
import { WrittenEntries } from './deletions.js';
import { EVENT, RECORD, isSaid } from './entry-types.js';
import { Expiry } from './expiry.js';
import { Keeping } from './keeping.js';
import { Learning } from './learning.js';
import { Ledger } from './ledger.js';
import { Log } from './log.js';
import { Membership } from './membership.js';
import { RoomKeys } from './room-keys.js';
import { Sharing } from './sharing.js';
import { StateHolder } from './state.js';
import { Timeline } from './timeline.js';
import { Withheld } from './withheld.js';
import { Doubts } from '../trust/doubts.js';
import { troublesOf } from '../trust/troubles.js';
import { Witnesses } from '../trust/witnesses.js';

const [OLDER, SLICE] = [60, 200];
/** So far around what is looked at messages are kept open. */
const NEARBY = 400;
/** An epoch has at most 10,000 messages. */
const MOST_SLICES = 60;
/** So many more are brought in than a check needs, for those that come after. */
const MARGIN = 20;

/** @typedef {import('./log.js').Entry} Entry */

/** Nothing may be sent in this room for now. */
export class SendingBlocked extends Error {}

export class VerifiedRoom {
  #roomId;
  #context;
  log;
  keys;
  /** @type {Timeline} */ timeline;
  /** @type {Ledger} */ ledger;
  witnesses;
  #state = new StateHolder((files) => this.#context.files.downloads.forget(files), (...taken) => this.#keeping.told(...taken));
  /** From where to where messages are kept open. @type {[number, number]} */
  #looked = [0, Infinity];
  #doubts;
  #work = Promise.resolve();
  /** Messages that the server withholds. */ withheld;
  /** @type {WrittenEntries} */ #written;
  /** The number of an event or a record that was served as its hash alone. @type {number|null} */
  #withheldChange = null;
  #membership;
  #learning;
  #keeping;
  #expiry;
  sharing;

  /** @param {string} roomId @param {import('../session/session.js').Context} context */
  constructor(roomId, context) {
    this.#roomId = roomId;
    this.#context = context;
    const { directory, ownKeys, trust, me } = context;
    const kept = context.history.room(roomId);
    this.log = new Log(roomId, kept.log);
    this.#written = new WrittenEntries(this.log, directory, (pos) => this.timeline.senderAt(pos));
    this.ledger = new Ledger(roomId, directory, this.#state, this.#written.at);
    this.#membership = new Membership(this.ledger, context);
    this.witnesses = new Witnesses(me.userId);
    this.#doubts = new Doubts(trust, me.userId);
    this.keys = new RoomKeys(roomId, ownKeys, directory, this.ledger, trust, kept);
    this.#keeping = new Keeping(kept, this, context.history.search.feed(roomId, me.userId));
    this.#learning = new Learning(roomId, { ledger: this.ledger, keys: this.keys, membership: this.#membership, keeping: this.#keeping });
    this.#expiry = new Expiry(this.#state, () => this.keys.records, () => context.actor.now());
    this.boxKeys = new BoxKeys(roomId, ownKeys);
    this.timeline = new Timeline({
      keys: this.keys, boxKeys: this.boxKeys, ledger: this.ledger, directory, witnesses: this.witnesses, log: this.log, state: this.#state,
      isOwed: (pos) => pos >= this.#membership.readableFrom, expiry: this.#expiry,
    }, { userId: me.userId, identities: ownKeys.map((keys) => keys.identityId) });
    this.withheld = new Withheld(this.log, this.timeline, () => this.#membership.readableFrom, () => this.#learning.learnEvents());
    this.sharing = new Sharing({ roomId, me: me.userId, own: ownKeys, ledger: this.ledger, keys: this.keys, boxKeys: this.boxKeys, state: this.#state, directory, trust, learn: () => this.learn() });
  }

  /** What its log comes to: members, settings, messages and what refers to them. */
  get state() {
    return this.#state.now;
  }

  /** Asks what the server says of this room. */
  ask = () => askRoom(this.#roomId, this.#context.trust);

  /** The newest page; its members from the first event on; its records from what was pinned. All is asked for at once. */
  open(asked = this.ask()) {
    const page = this.log.newest();
    for (const early of [page, asked.answer]) early.catch(() => {});
    return this.inOrder(() => this.#begin(page, () => this.#learning.learn(asked)));
  }

  /**
   * The same of what this browser has kept; answers whether that was enough. What has come since is to be caught up with.
   * @param {number} least the lowest number that it has to reach
   */
  openKept(least) {
    return this.inOrder(async () => {
      const kept = this.log.isLoaded ? null : await this.#keeping.opening(least);
      if (!kept) return false;
      const begun = this.#begin(Promise.resolve(kept.slice), () => this.#learning.recall(kept, this.#context.trust.room(this.#roomId)));
      return begun.then(() => (this.#keeping.dropUnsound(), true), () => false);
    });
  }

  /** @param {Promise<{before: string, entries: import('../../protocol/rest.js').LogEntry[]}>} page @param {() => Promise<void>} learn */
  async #begin(page, learn) {
    try {
      await this.log.load(page);
      this.timeline.shownFrom = this.log.first;
      await learn();
      await this.#takeIn();
    } catch (error) {
      // Half opened it would miss what its later entries follow on.
      this.log.drop();
      throw error;
    }
  }

  /** Whether this person is in the room, by their own signature and the events since. */
  get isMember() {
    return this.#membership.isMember;
  }

  /** Whether its events were read, to the last one or to the one that broke them. */
  get isRead() {
    return this.#learning.isRead;
  }

  /** The server calls this room so; its events alone say what it is. @param {string} mode */
  called(mode) {
    this.#learning.called.add(mode);
  }

  /** The events alone: what the room is called, of which kind it is, who is in it. A loaded log has them already. @param {boolean} [isAgain] also where they were read before */
  readEvents = (isAgain = true) => this.inOrder(async () => void ((this.isRead && (this.log.isLoaded || !isAgain)) || (await this.#learning.learnEvents()), this.forget()));

  /** Ledger and records alone, for who helps in a room that is not open here. */
  learn() {
    return this.inOrder(async () => {
      if (this.log.isLoaded) return;
      await this.#learning.learn(this.ask());
      await this.review();
    });
  }

  loadOlder(limit = OLDER) {
    return this.inOrder(async () => {
      await this.log.loadOlder(limit);
      this.timeline.shownFrom = this.log.first;
      await this.#takeIn();
    });
  }

  /** Brings in what stands at this number, as far as the server shows it. @param {number} pos */
  reach(pos) {
    return this.inOrder(async () => {
      if (!this.log.isLoaded) return;
      if (pos > this.log.last) await this.log.catchUp(pos);
      await this.#reachBack(pos);
    });
  }

  /** Older entries down to this number, at most as many as an epoch can have. @param {number} pos */
  async #reachBack(pos) {
    for (let i = 0; i < MOST_SLICES && pos < this.log.first && !this.log.atStart; i++) {
      const { first } = this.log;
      await this.log.loadOlder(SLICE);
      if (this.log.first === first) break;
    }
    this.timeline.shownFrom = Math.min(this.timeline.shownFrom, pos);
    await this.#takeIn();
  }

  /** Says which messages are looked at; answers whether some of them are closed. @param {number} first @param {number} last */
  look(first, last) {
    this.#looked = [first - NEARBY, last + NEARBY];
    return this.timeline.closedWithin(...this.#looked).length > 0;
  }

  /** Opens what is closed near what is looked at. */
  reopen() {
    return this.inOrder(async () => {
      const due = this.timeline.closedWithin(...this.#looked).flatMap((pos) => this.log.at(pos) ?? []);
      if (due.length === 0) return;
      await this.log.refill(due);
      await this.timeline.addMessages(due);
      this.withheld.note();
      this.timeline.closeOutside(...this.#looked);
    });
  }

  /** Entries that came live. @param {import('../../protocol/rest.js').LogEntry[]} shown */
  take = (shown) => this.#grow(() => this.log.take(shown));
  catchUp = () => this.#grow(() => this.log.catchUp());

  /** @param {() => Promise<void>} work brings entries */
  #grow(work) {
    return this.inOrder(async () => {
      if (!this.log.isLoaded) return;
      await work();
      await this.#takeIn();
    });
  }

  /** Takes in what has come, in its order; a slice for which an answer was lacking stays the first. */
  async #takeIn() {
    await this.#takeInSlices();
    await this.#check();
    if (this.ledger.mode === 'end-to-end') await this.keys.probe();
    await this.#refill(this.withheld.fresh);
    this.timeline.closeOutside(...this.#looked);
    this.forget();
  }

  /** What is gone from the room goes from this browser, too. */
  forget = () => this.#keeping.forget(this.#expiry.until, this.timeline);

  async #takeInSlices() {
    for (const due = this.log.untaken; due.length > 0; due.shift()) {
      await this.#takeInSlice(due[0]);
      this.#keeping.slice(due[0]);
    }
  }

  /** Brings in what it takes to know that the messages shown repeat none from further up (M6). */
  async #check() {
    for (let i = 0; i < MOST_SLICES && this.timeline.needed < this.log.first; i++) {
      const { first } = this.log;
      await this.log.loadOlder(Math.min(SLICE, first - this.timeline.needed + MARGIN));
      if (this.log.first === first) return;
      await this.#takeInSlices();
      await this.timeline.retry();
    }
  }

  /** Entries of the log: checked against what is known, then opened. @param {Entry[]} entries */
  async #takeInSlice(entries) {
    for (const entry of entries) {
      const { bytes, pos, type } = entry;
      if (!bytes) {
        if (!isSaid(type)) this.#withheldChange ??= pos;
        continue;
      }
      if (type === EVENT) await this.#takeEvent(entry, bytes);
      if (type === RECORD && !this.ledger.broken) await this.keys.record(bytes, pos);
    }
    await this.#membership.recognise();
    this.#requireAllEvents(entries);
    const contradicted = await this.#written.contradicting(entries, this.ledger.deletions);
    if (contradicted) this.ledger.contradict(contradicted);
    await this.timeline.add(entries);
    this.withheld.settle();
    this.witnesses.addRecords(this.keys.records);
    this.witnesses.check(this.log);
    if (!this.#doubts.isReviewed || entries.some((entry) => entry.type === EVENT)) await this.review();
    await this.askForLacking();
  }

  /** @param {Entry} entry @param {Uint8Array} bytes */
  async #takeEvent(entry, bytes) {
    const after = this.ledger.lastPos;
    await this.ledger.take([{ pos: entry.pos, bytes }]);
    this.#keeping.event(entry, after);
  }

  /** The log must not leave out what the ledger holds. @param {Entry[]} entries */
  #requireAllEvents(entries) {
    if (entries.length === 0 || this.ledger.broken) return;
    const events = entries.filter((e) => e.type === EVENT).length;
    const due = this.ledger.countBetween(entries[0].pos - 1, /** @type {Entry} */ (entries.at(-1)).pos + 1);
    if (events !== due) this.log.broken = true;
  }

  async askForLacking() {
    if (!this.isMember) return;
    await this.sharing.ask(this.timeline.lacking).catch(() => {});
  }

  /** Tries again to open what was closed for want of a key, and asks again for what is withheld. */
  async heal() {
    if (!this.log.isLoaded) return false;
    await this.#refill(this.withheld.owed);
    const healed = await this.timeline.retry();
    this.witnesses.check(this.log);
    await this.askForLacking();
    return healed;
  }

  /** Asks once more for messages that came without their bytes. @param {Entry[]} owed */
  async #refill(owed) {
    if (await this.withheld.refill(owed)) await this.askForLacking();
  }

  review() {
    return this.#doubts.review(this.ledger.members.values());
  }

  /** What somebody should look at before they trust this room or write in it, the gravest first. */
  get troubles() {
    return troublesOf({
      context: this.#context, ledger: this.ledger, keys: this.keys, log: this.log, witnesses: this.witnesses,
      untrusted: this.#doubts.all, called: this.#learning.called, withheldChange: this.#withheldChange, withheld: this.withheld.count,
    });
  }

  /** Whether somebody's identity needs this person's click first. @param {string} userId */
  doubts(userId) {
    return this.#doubts.concern(userId);
  }

  /** Whether the open epoch's key, which somebody else has made, does not open here (K11). */
  get isUnreadable() {
    return this.keys.open !== null && this.keys.isNewestUnreadable(this.#context.me.userId);
  }

  get isBlocked() {
    return this.#doubts.isReviewed && this.troubles.some((trouble) => trouble.blocks);
  }

  requireSound() {
    if (this.isBlocked) throw new SendingBlocked();
    if (this.isRead && !this.isMember) throw new Problem({ code: 'not-found' });
  }

  /**
   * The key to seal with. It must be of the newest epoch, and that must not have ended (K4), whatever the server
   * says: removed members hold the keys of earlier epochs.
   * @param {number} epoch
   */
  keyToWrite(epoch) {
    this.requireSound();
    if (this.keys.open?.epoch !== epoch) throw new Problem({ code: 'stale-epoch' });
    return this.keys.key(epoch);
  }

  /** @template T @param {() => Promise<T>} work @returns {Promise<T>} */
  inOrder(work) {
    const done = this.#work.then(work);
    this.#work = done.then(() => {}, () => {});
    return done;
  }
}
