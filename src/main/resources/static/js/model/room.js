// @ts-check
import { fromBase64, toBase64 } from '../protocol/bytes.js';
import { Problem, isPassing } from '../protocol/problems.js';
import { readEnvelope } from '../protocol/room-structures.js';
import { get } from '../net/api.js';
import * as outbox from '../store/outbox.js';
import { Chronicle } from './chronicle.js';
import { issueEpoch } from './issuing.js';
import { readersOf } from './readers.js';
import { RoomPeople } from './room-people.js';
import { SendQueue } from './sendqueue.js';

const MESSAGE = 1;
const EVENT = 3;

/**
 * One room as its member sees it. Nothing of its log is held before `open`.
 * Events: `change` (name, people, unread, troubles …), `lines`.
 */
export class Room extends RoomPeople {
  loading = false;
  /** How far the making of a new secret is. @type {{done: number, of: number}|null} */
  progress = null;
  /** Where the "New" line stands: the first number unread when the room was opened. @type {number|null} */
  firstUnreadPos = null;
  #draft = '';
  #context;
  #chronicle;
  #queue;
  /** @type {Promise<number>|null} */
  #epochOpening = null;
  /** @type {Promise<void>|null} */
  #opening = null;

  /** @param {any} summary @param {import('./session.js').Context} context */
  constructor(summary, context) {
    super(summary, context);
    this.#context = context;
    this.#chronicle = new Chronicle(this.roomId, context);
    this.#queue = new SendQueue(this.roomId, context.db, {
      isOnline: context.isOnline,
      isHeld: () => this.#chronicle.isHeld,
      own: context.ownKeys[0],
      epoch: () => this.#epochKey(),
      forgetEpoch: () => (this.openEpoch = null),
      seen: () => this.#chronicle.log.seen(),
      post: (clientId, envelope) => context.post(this.roomId, clientId, envelope),
    });
    this.#queue.addEventListener('change', () => this.#linesChanged());
  }

  /** What this page believes of the room. */
  get chronicle() {
    return this.#chronicle;
  }

  get lines() {
    const { me } = this.#context;
    const pending = this.#queue.lines
      .filter((l) => l.pos === null || !this.#chronicle.timeline.line(l.pos))
      .map((l) => ({
        kind: /** @type {const} */ ('message'), key: l.clientId, clientId: l.clientId, pos: l.pos, at: l.at, sender: me, own: true,
        text: l.text, state: l.pos === null ? l.state : /** @type {const} */ ('sent'), reason: l.reason,
      }));
    return [...this.#chronicle.timeline.lines, ...pending];
  }

  get atStart() {
    return this.#chronicle.log.atStart;
  }

  get isOpened() {
    return this.#chronicle.log.isHeld;
  }

  /** Whether nothing is sent for now; `troubles` say why. */
  get isHeld() {
    return this.#chronicle.isHeld;
  }

  get troubles() {
    return this.isOpened ? this.#chronicle.troubles : [];
  }

  /** How far the page holds the log, for the next hello. */
  get heldPos() {
    return this.isOpened ? this.#chronicle.log.last : null;
  }

  get unsent() {
    return this.#queue.lines.filter((l) => l.pos === null).length;
  }

  get draft() {
    return this.#draft;
  }

  set draft(text) {
    this.#draft = text;
    outbox.saveDraft(this.#context.db, this.roomId, text).catch(() => {});
  }

  /** Loads the newest page and the people. May be called again. */
  open() {
    this.#opening ??= this.#load().catch((error) => {
      this.#opening = null;
      throw error;
    });
    return this.#opening;
  }

  async #load() {
    this.loading = true;
    this.changed();
    try {
      this.#draft = await outbox.loadDraft(this.#context.db, this.roomId);
      this.firstUnreadPos = this.unread > 0 ? this.readPos + 1 : null;
      await Promise.all([this.refresh(), this.#chronicle.open()]);
      this.help();
    } finally {
      this.loading = false;
      this.#settled();
    }
  }

  async loadOlder() {
    if (this.loading || this.atStart || !this.isOpened) return;
    this.loading = true;
    try {
      await this.#chronicle.loadOlder();
    } finally {
      this.loading = false;
      this.#linesChanged();
    }
  }

  /** Entries that came live. @param {any[]} shown */
  take(shown) {
    return this.persist(() => this.#take(shown));
  }

  /** @param {any[]} shown */
  async #take(shown) {
    const last = shown.at(-1);
    if (last.pos > this.lastPos) {
      this.unread += this.#unreadAmong(shown.filter((e) => e.pos > this.lastPos));
      this.lastPos = last.pos;
      this.lastAt = last.at;
    }
    const history = this.#chronicle.ledger.fullHistory;
    await this.#chronicle.take(shown);
    if (shown.some((e) => e.type === EVENT)) await this.#refreshAfterEvent();
    this.#noteEpoch();
    if (this.#chronicle.ledger.fullHistory && !history) await this.#chronicle.reload();
    this.#queue.settle((pos) => this.#chronicle.timeline.line(pos) !== null);
    this.#settled();
  }

  /** The newest record's epoch is open until an event ends it. */
  #noteEpoch() {
    const { keys, ledger } = this.#chronicle;
    const newest = keys.newest;
    if (newest && !ledger.endsBetween(newest.logPos, Infinity)) this.openEpoch = newest.epoch;
  }

  /** The event may be the one with which this room is over for us; then `removed` follows. */
  #refreshAfterEvent() {
    return this.refresh().catch((error) => {
      if (!(error instanceof Problem) || isPassing(error)) throw error;
    });
  }

  /** The page was away for longer than is sent unasked, or an answer did not come. */
  catchUp() {
    return this.persist(async () => {
      await this.#chronicle.catchUp();
      await this.refresh();
      this.#settled();
    });
  }

  /** @param {any[]} shown */
  #unreadAmong(shown) {
    const own = new Set(this.#context.ownKeys.map((k) => k.identityId));
    return shown.filter((e) => e.type === MESSAGE && e.entry && !own.has(readEnvelope(fromBase64(e.entry)).identityId)).length;
  }

  /** @param {string[]} grants */
  async takeGrants(grants) {
    for (const grant of grants) this.#chronicle.keys.grant(fromBase64(grant));
    await this.persist(() => this.heal());
  }

  /** Opens again what was closed for want of an answer. */
  async heal() {
    if (await this.#chronicle.inOrder(() => this.#chronicle.heal())) {
      this.changed();
      this.#linesChanged();
    }
  }

  /** What is being done about a line that lacks its key: when it was asked for, and who holds it. @param {number} epoch */
  remedy(epoch) {
    const { me } = this.#context;
    const { keys, ledger, sharing } = this.#chronicle;
    const rows = keys.accepted(epoch)?.rows ?? [];
    const holds = (/** @type {string} */ userId) => rows.some((row) => row.userId === userId);
    return {
      asked: sharing.askedAt(epoch),
      mayHave: ledger.fullHistory || holds(me.userId),
      holders: this.members.filter((m) => m.userId !== me.userId && holds(m.userId)),
    };
  }

  /** Who can read this, now and before. */
  async readers() {
    const { directory, trust } = this.#context;
    return readersOf({ chronicle: this.#chronicle, directory, trust });
  }

  /** How many keys somebody with this identity lacks here. @param {string} userId @param {string} identityId */
  async wants(userId, identityId) {
    const { wanted } = await this.#chronicle.sharing.look();
    return wanted.filter((wish) => wish.userId === userId && wish.identityId === identityId).length;
  }

  /** @param {string} userId @param {string} identityId */
  shareWith(userId, identityId) {
    return this.#chronicle.sharing.shareWith(userId, identityId);
  }

  /** Somebody lacks keys: what may be shared unasked is. @param {string} [userId] who asks */
  async help(userId) {
    const { me } = this.#context;
    if (userId === me.userId || !this.#context.isOnline()) return;
    const learned = this.isOpened ? Promise.resolve() : this.#chronicle.learn();
    await learned.then(() => this.#chronicle.sharing.answer()).catch((error) => {
      if (!(error instanceof Problem)) throw error;
    });
    this.changed();
  }

  /** What is known of people has changed. */
  async reviewed() {
    if (!this.isOpened) return;
    await this.#chronicle.inOrder(() => this.#chronicle.review());
    this.#settled();
  }

  #settled() {
    this.changed();
    this.#linesChanged();
    this.#queue.pump();
  }

  /** @param {string} text */
  async send(text) {
    this.draft = '';
    await this.#queue.add(text);
  }

  /** @param {{clientId?: string}} line */
  retry = (line) => this.#queue.retry(/** @type {string} */ (line.clientId));

  /** @param {{clientId?: string}} line */
  discard = (line) => this.#queue.discard(/** @type {string} */ (line.clientId));

  /** Puts a line that was not sent back into the composer. @param {{clientId?: string}} line */
  async takeBack(line) {
    const text = await this.#queue.discard(/** @type {string} */ (line.clientId));
    this.draft = this.#draft ? `${text}\n${this.#draft}` : text;
    this.changed();
  }

  /** @param {outbox.Unsent[]} kept */
  restore(kept) {
    this.#queue.restore(kept);
    if (kept.length > 0) this.open().catch(() => {});
  }

  connected() {
    this.#queue.pump();
    this.persist(() => this.heal());
  }

  disconnected() {
    this.#queue.offline();
  }

  /** Somebody writes: the epoch can be opened while he does. */
  typing() {
    if (this.openEpoch === null && this.isOpened && !this.isHeld && this.#context.isOnline()) this.#epochKey().catch(() => {});
  }

  async #epochKey() {
    await this.open();
    await this.#chronicle.inOrder(async () => {});
    this.#chronicle.requireSound();
    this.#epochOpening ??= this.#nextEpoch().finally(() => (this.#epochOpening = null));
    this.openEpoch ??= await this.#epochOpening;
    await this.#chronicle.inOrder(async () => {});
    if ((this.#chronicle.keys.newest?.epoch ?? 0) < this.openEpoch) await this.#chronicle.catchUp();
    this.#chronicle.requireSound();
    return this.#chronicle.keys.key(this.openEpoch);
  }

  /** @returns {Promise<number>} */
  async #nextEpoch() {
    if (this.openEpoch !== null) return this.openEpoch;
    if (this.mode === 'managed') return this.#context.openEpoch(this.roomId);
    const chronicle = this.#chronicle;
    return issueEpoch({
      roomId: this.roomId, own: this.#context.ownKeys[0], now: this.#context.actor.now, directory: this.#context.directory,
      ledger: chronicle.ledger, keys: chronicle.keys,
      catchUp: () => chronicle.catchUp(), requireSound: () => chronicle.requireSound(), seen: () => chronicle.log.seen(),
      tell: (progress) => {
        this.progress = progress;
        this.changed();
      },
    });
  }

  markRead(pos = this.lastPos) {
    if (pos <= this.readPos) return;
    this.#readTo(pos);
    this.#context.send({ type: 'read', roomId: this.roomId, pos });
  }

  /** Another page of ours has read so far. @param {number} pos */
  readElsewhere(pos) {
    if (pos <= this.readPos) return;
    if (pos < this.lastPos) get(`/api/rooms/${this.roomId}`).then((detail) => this.update(detail)).catch(() => {});
    this.#readTo(pos);
  }

  /** @param {number} pos */
  #readTo(pos) {
    this.readPos = pos;
    if (pos >= this.lastPos) this.unread = 0;
    this.changed();
  }

  /** What the server keeps of a line. @param {{pos: number|null, envelope?: Uint8Array, at: number}} line */
  stored(line) {
    if (!line.envelope) return null;
    const e = readEnvelope(line.envelope);
    return {
      envelope: toBase64(line.envelope), pos: line.pos, at: line.at, epoch: e.epoch,
      identityId: e.identityId, seq: e.seq, size: line.envelope.length,
    };
  }

  #linesChanged() {
    this.dispatchEvent(new Event('lines'));
  }
}
