// @ts-check
import { fromBase64 } from '../../protocol/bytes.js';
import { get } from '../platform.js';
import { ownLines, pendingLines } from './own-lines.js';
import { CoalescedTask } from '../session/coalesced-task.js';
import { readersOf } from './readers.js';
import { RoomPeople } from './room-people.js';
import { RetryScheduler } from '../session/retry-scheduler.js';
import { SendQueue } from './sendqueue.js';
import { WritingEpoch } from './writing-epoch.js';

const EVENT = 3;
const RECOUNTS = 5;

/**
 * One room as its member sees it. Nothing of its log is loaded before `open`.
 * Events: `change` (name, people, unread, troubles …), `lines`, `unchecked` (its events should be read again).
 */
export class Room extends RoomPeople {
  loading = false;
  /** How far the making of a new secret is. @type {{done: number, of: number}|null} */
  progress = null;
  /** Where the "New" line stands: the first number unread when the room was opened. @type {number|null} */
  firstUnreadPos = null;
  #context;
  #queue;
  #writing;
  /** @type {Promise<void>|null} */
  #opening = null;
  #retries;
  /** The server says that the log goes further than what is loaded. */
  behind = new CoalescedTask(async () => {
    const { last } = this.verified.log;
    await this.catchUp();
    return this.verified.log.last > last;
  });

  /** @param {any} summary @param {import('../session/session.js').Context} context */
  constructor(summary, context) {
    super(summary, context);
    this.#context = context;
    this.#retries = new RetryScheduler(context.isOnline, () => this.#makeGood());
    this.#writing = new WritingEpoch(this, context);
    this.#queue = new SendQueue(this.roomId, context.unsent, {
      isOnline: context.isOnline,
      isBlocked: () => this.verified.isBlocked,
      own: context.ownKeys[0],
      epoch: () => this.#writing.key(),
      forgetEpoch: () => (this.openEpoch = null),
      seen: () => this.verified.log.seen(),
      post: (clientId, envelope, flags) => context.post(this.roomId, clientId, envelope, flags),
      ...ownLines(this.verified),
    });
    this.#queue.addEventListener('change', () => this.#linesChanged());
  }

  get lines() {
    return [...this.verified.timeline.lines, ...pendingLines(this.#queue, this.#context.me)];
  }

  get atStart() {
    return this.verified.log.atStart;
  }

  get isOpened() {
    return this.verified.log.isLoaded;
  }

  /** Whether nothing is sent for now; `troubles` say why. */
  get isBlocked() {
    return this.verified.isBlocked;
  }

  get troubles() {
    return this.isOpened || this.standing === 'broken' ? this.verified.troubles : [];
  }

  /** How far the log is loaded, for the next hello. */
  get loadedPos() {
    return this.isOpened ? this.verified.log.last : null;
  }

  get unsent() {
    return this.#queue.lines.filter((l) => l.pos === null).length;
  }

  get draft() {
    return this.#context.unsent.draft(this.roomId);
  }

  set draft(text) {
    this.#context.unsent.setDraft(this.roomId, text);
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
      this.firstUnreadPos = this.unread > 0 ? this.marks.readPos + 1 : null;
      await Promise.all([this.refresh(), this.verified.open()]);
      await this.meet();
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
      await this.verified.loadOlder();
    } finally {
      this.loading = false;
      this.#linesChanged();
    }
  }

  /** Entries that came live. @param {any[]} shown */
  async take(shown) {
    this.marks.came(shown);
    await this.#retries.attempt(async () => {
      await this.verified.take(shown);
      if (shown.some((e) => e.type === EVENT)) await this.#afterEvent();
    });
    this.#noteEpoch();
    this.#settled();
  }

  /** The newest record's epoch is open until an event ends it. */
  #noteEpoch() {
    const { keys, ledger } = this.verified;
    const newest = keys.newest;
    if (newest && !ledger.endsBetween(newest.logPos, Infinity)) this.openEpoch = newest.epoch;
  }

  async #afterEvent() {
    if (!this.isOpened) return this.#uncheck();
    await this.refresh();
    // It may be the one that makes clear who may have what he asked for.
    if (this.verified.sharing.hasWishes) this.help();
  }

  /** Everything that has come since: the page was away, or an answer was lacking. */
  async catchUp() {
    await this.#retries.attempt(async () => {
      await this.verified.catchUp();
      await this.verified.inOrder(() => this.verified.heal());
      if (this.isOpened) await this.refresh();
      else this.#uncheck();
    });
    this.#settled();
  }

  #uncheck() {
    this.dispatchEvent(new Event('unchecked'));
  }

  /** Reads its events, where the room is not open here. */
  async check() {
    await this.#retries.attempt(() => this.verified.readEvents());
    this.changed();
  }

  /** After an absence: whether the server's log is still the one loaded here. */
  compare = () => this.#retries.attempt(() => this.verified.inOrder(() => this.verified.log.compare())).then(() => this.changed());

  async #makeGood() {
    await this.catchUp();
    await this.help();
  }

  /** @param {string[]} grants */
  async takeGrants(grants) {
    for (const grant of grants) this.verified.keys.grant(fromBase64(grant));
    await this.heal();
  }

  /** Opens again what was closed for want of an answer. */
  async heal() {
    if (await this.verified.inOrder(() => this.verified.heal())) {
      this.changed();
      this.#linesChanged();
    }
  }

  /** What is being done about a line that lacks its key: when it was asked for, and who holds it. @param {number} epoch */
  remedy(epoch) {
    const { me } = this.#context;
    const { keys, ledger, sharing } = this.verified;
    const rows = keys.accepted(epoch)?.rows ?? [];
    const holds = (/** @type {string} */ userId) => rows.some((row) => row.userId === userId);
    return {
      asked: sharing.askedAt(epoch),
      mayHave: ledger.fullHistory || holds(me.userId),
      suspended: ledger.wasSuspended(me.userId, (keys.accepted(epoch)?.logPos ?? 0) + 1),
      holders: this.members.filter((m) => m.userId !== me.userId && holds(m.userId)).map((m) => m.person),
    };
  }

  /** Who can read this, now and before. */
  async readers() {
    const { directory, trust, me } = this.#context;
    return readersOf({ verified: this.verified, directory, trust, me: me.userId });
  }

  /** How many keys somebody with this identity lacks here. @param {string} userId @param {string} identityId */
  async wants(userId, identityId) {
    const { wanted } = await this.verified.sharing.look();
    return wanted.filter((wish) => wish.userId === userId && wish.identityId === identityId).length;
  }

  /** @param {string} userId @param {string} identityId */
  shareWith(userId, identityId) {
    return this.verified.sharing.shareWith(userId, identityId);
  }

  /** Somebody lacks keys: what may be shared unasked is. @param {string} [userId] who asks */
  async help(userId) {
    const { me } = this.#context;
    if (userId === me.userId || !this.#context.isOnline()) return;
    await this.#retries.attempt(async () => {
      if (!this.isOpened) await this.verified.learn();
      if (this.verified.isMember) await this.verified.sharing.answer();
    });
    this.changed();
  }

  /** What is known of people has changed. */
  async reviewed() {
    if (!this.isOpened) return;
    await this.verified.inOrder(() => this.verified.review());
    this.#settled();
  }

  #settled() {
    if (this.verified.timeline.isUnreached) this.#retries.schedule();
    if (this.isOpened) this.marks.count(this.verified.log, this.verified.timeline.isQuiet);
    this.#queue.settle().then(() => this.#queue.pump());
    this.changed();
    this.#linesChanged();
  }

  /** Stores content of any type, then sends it. @param {import('../../protocol/content.js').Content} content */
  post = (content) => this.#queue.add(content);

  /** @param {string} text */
  async send(text) {
    const said = this.#queue.say(text);
    // Written after the message is: a page that is closed in between loses neither.
    this.draft = '';
    await said;
  }

  /** @param {{clientId?: string}} line */
  retry = (line) => this.#queue.retry(/** @type {string} */ (line.clientId));

  /** @param {{clientId?: string}} line */
  discard = (line) => this.#queue.discard(/** @type {string} */ (line.clientId));

  /** Puts a line that was not sent back into the composer. @param {{clientId?: string}} line */
  async takeBack(line) {
    const text = await this.#queue.discard(/** @type {string} */ (line.clientId));
    this.draft = this.draft ? `${text}\n${this.draft}` : text;
    this.changed();
  }

  /** @param {import('../session/unsent-store.js').Unsent[]} kept */
  restore(kept) {
    this.#queue.restore(kept);
    if (kept.length > 0) this.open().catch(() => {});
  }

  /** Another page of this user has written, or has sent or discarded. @param {string} clientId @param {import('../session/unsent-store.js').Unsent} [message] */
  noted = (clientId, message) => this.#queue.noted(clientId, message);

  async connected() {
    this.#queue.pump();
    await this.#retries.runDue();
    await this.heal();
    if (this.isOpened) await this.help();
  }

  disconnected() {
    this.#queue.rest();
  }

  /** Somebody writes: the epoch can be opened while he does. */
  typing() {
    if (this.openEpoch === null && this.isOpened && !this.isBlocked && this.#context.isOnline()) this.#writing.key().catch(() => {});
  }

  /** How far the making of a new secret is. @param {{done: number, of: number}|null} progress */
  tell(progress) {
    this.progress = progress;
    this.changed();
  }

  /** All that is loaded here has been read. */
  markRead() {
    const pos = this.verified.log.last;
    if (pos <= this.marks.readPos) return;
    this.#readTo(pos);
    this.#context.send({ type: 'read', roomId: this.roomId, pos });
  }

  /** Another page of ours has read so far. @param {number} pos */
  readElsewhere(pos) {
    if (pos <= this.marks.readPos) return;
    this.#readTo(pos);
    if (pos < this.lastPos) this.#recount(RECOUNTS).catch(() => {});
  }

  /** What is unread, as the log says or else the server: anew, where lines came while it counted. @param {number} tries @returns {Promise<void>} */
  async #recount(tries) {
    if (this.isOpened && this.marks.count(this.verified.log, this.verified.timeline.isQuiet)) return this.changed();
    const detail = await get(`/api/rooms/${this.roomId}`);
    if (detail.lastPos < this.lastPos && tries > 1) return this.#recount(tries - 1);
    this.update(detail);
  }

  /** @param {number} pos */
  #readTo(pos) {
    this.marks.readTo(pos);
    this.changed();
  }

  #linesChanged() {
    this.dispatchEvent(new Event('lines'));
  }
}
