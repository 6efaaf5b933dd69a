// @ts-check
import { fromBase64 } from '../../protocol/bytes.js';
import { CoalescedTask } from '../session/coalesced-task.js';
import { Deleting, isDeletion } from './deleting.js';
import { Editing } from './editing.js';
import { Expiring } from './expiring.js';
import { Finding } from './finding.js';
import { Loading } from './loading.js';
import { Letterboxing } from './letterboxing.js';
import { Reacting } from './reacting.js';
import { Replying } from './replying.js';
import { RoomPeople } from './room-people.js';
import { Pinning } from './pinning.js';
import { Reading } from './reading.js';
import { Threading } from './threading.js';
import { RetryScheduler } from '../session/retry-scheduler.js';
import { Outbox } from './outbox.js';
import { ownMessages, pendingMessages, putBack } from './own-messages.js';
import { WritingEpoch } from './writing-epoch.js';

const EVENT = 3;

/**
 * One room as its member sees it. Nothing of its log is loaded before `open`.
 * Events, one for each part that is drawn by itself: `head` (name, people, troubles …), `row` (its entry in the list of
 * rooms), `messages`, `keys` (who lacks or has which), `draft` (another one than was typed). And `unchecked`: its events
 * should be read again.
 */
export class Room extends RoomPeople {
  /** Progress of making a new epoch key. @type {{done: number, of: number}|null} */
  progress = null;
  /** Where the "New" separator stands: the first number unread when the room was opened. @type {number|null} */
  firstUnreadPos = null;
  #context;
  #outbox;
  #writing;
  #loading;
  #retries;
  /** Whether it was asked who lacks keys since the page came online. */
  #hasHelped = false;
  /** The server says that the log ends somewhere else than what is loaded: later, or earlier if it was restored. */
  behind = new CoalescedTask(async () => {
    const { last } = this.verified.log;
    await this.catchUp();
    return this.verified.log.last > last;
  });

  /** @param {import('../../protocol/rest.js').RoomSummary} summary @param {import('../session/session.js').Context} context */
  constructor(summary, context) {
    super(summary, context);
    this.#context = context;
    this.#retries = new RetryScheduler(context.isOnline, () => this.#recover());
    this.#writing = new WritingEpoch(this, context);
    this.reading = new Reading(this, context);
    this.#loading = new Loading(this, context, () => this.#settled());
    this.#outbox = new Outbox(this.roomId, context.unsent, {
      isOnline: context.isOnline,
      isBlocked: () => this.verified.isBlocked,
      own: context.ownKeys[0],
      epoch: () => this.#writing.key(),
      forgetEpoch: () => (this.openEpoch = null),
      seen: () => this.verified.log.seen(),
      uploads: context.files.uploads,
      post: (clientId, envelope, flags) => context.post(this.roomId, clientId, envelope, flags),
      ...ownMessages(this.verified),
    });
    this.editing = new Editing(this, context, this.#outbox);
    this.reacting = new Reacting(this, context, this.#outbox);
    this.replying = new Replying(this, context);
    this.threading = new Threading(this, context);
    this.finding = new Finding(this, context);
    this.expiring = new Expiring(this, context, () => this.#settled());
    this.deleting = new Deleting(this, context, this.#outbox);
    this.letterboxing = new Letterboxing(this, context);
    this.pinning = new Pinning(this, this.#outbox);
    this.#outbox.addEventListener('change', () => this.#tell('messages'));
  }

  /** What this person has written and is not in the log yet. */
  get pending() {
    return pendingMessages(this.#outbox, this.#context);
  }

  get loading() {
    return this.#loading.isUnderway;
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
    return this.#outbox.items.filter((item) => item.pos === null).length + this.deleting.count;
  }

  /** @returns {unknown[]} */
  get head() {
    return [...super.head, this.loading, this.isOpened, this.progress, this.isBlocked, JSON.stringify(this.troubles)];
  }

  /** @returns {unknown[]} */
  get row() {
    return [...super.row, this.draft !== ''];
  }

  get draft() {
    return this.#context.unsent.draft(this.roomId);
  }

  set draft(text) {
    this.#context.unsent.setDraft(this.roomId, text);
    this.changed();
  }

  /** Loads the newest page and the people. May be called again. */
  open = () => this.#loading.open();
  loadOlder = () => this.#loading.older();

  /** Which messages are drawn: those far from them are closed, and those near them are opened. @param {number} first @param {number} last */
  look(first, last) {
    if (this.verified.look(first, last)) this.verified.reopen().then(() => this.#tell('messages'), () => this.#retries.schedule());
  }

  /** Entries that came live. @param {import('../../protocol/rest.js').LogEntry[]} shown */
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
    const { open } = this.verified.keys;
    if (open) this.openEpoch = open.epoch;
  }

  async #afterEvent() {
    if (!this.isOpened) return this.#uncheck();
    await this.refresh();
    // It may be the one that makes clear who may have what they asked for.
    if (this.verified.sharing.hasWishes) this.help();
  }

  /** Everything that has come since: the page was away, or an answer was lacking. @param {ReturnType<Room['ask']>} [asked] what the server says of the room, if it was asked for already */
  async catchUp(asked) {
    await this.#retries.attempt(async () => {
      await this.verified.catchUp();
      await this.verified.inOrder(() => this.verified.heal());
      if (this.isOpened) await this.refresh(asked);
      else this.#uncheck();
    });
    this.#settled();
  }

  #uncheck() {
    this.dispatchEvent(new Event('unchecked'));
  }

  /** Reads its events, where the room is not open here. */
  async check() {
    await this.#loading.ended();
    await this.#retries.attempt(() => this.verified.readEvents());
    this.changed();
  }

  async #recover() {
    await this.catchUp();
    await this.help();
  }

  /** @param {string[]} grants */
  async takeGrants(grants) {
    const { boxKeys, keys } = this.verified;
    for (const grant of grants.map(fromBase64)) if (!boxKeys.take(grant)) keys.grant(grant);
    await this.heal();
  }

  /** Opens again what was closed for want of an answer. */
  async heal() {
    if (await this.verified.inOrder(() => this.verified.heal())) {
      this.changed();
      this.#tell('messages');
    }
    this.#tell('keys');
  }

  /** Somebody lacks keys: what may be shared unasked is. @param {string} [userId] who asks */
  async help(userId) {
    const { me } = this.#context;
    if (userId === me.userId || !this.#context.isOnline()) return;
    this.#hasHelped = true;
    await this.#retries.attempt(async () => {
      await this.verified.readEvents(false);
      if (this.verified.isMember) await this.verified.sharing.answer();
    });
    this.changed();
    this.#tell('keys');
  }

  /** The same, unless it was done since the page came online: from then on the server tells who lacks keys. */
  helpOnce = async () => this.#hasHelped || this.help();

  /** The server has said so as the page came online: from then on it tells who lacks keys. */
  lacksNoKeys() {
    this.#hasHelped = true;
    if (!this.verified.sharing.forgetWishes()) return;
    this.changed();
    this.#tell('keys');
  }

  /** What is known of people has changed. */
  async reviewed() {
    if (!this.isOpened) return;
    await this.verified.inOrder(() => this.verified.review());
    this.#settled();
  }

  #settled() {
    if (this.verified.timeline.isUnreached) this.#retries.schedule();
    this.expiring.settle();
    if (this.isOpened) this.marks.count(this.verified.log, this.verified.state);
    this.deleting.settle();
    this.#outbox.settle().then(() => this.#outbox.pump());
    this.changed();
    this.#tell('messages');
    this.#tell('keys');
  }

  /** Stores content of any type, then sends it. @param {import('../../protocol/content.js').Content} content */
  post = (content) => this.#outbox.add(content);

  /** Stores a message, then sends it. @param {string} text @param {{re?: import('../../protocol/content.js').Ref, th?: import('../../protocol/content.js').Ref}} fields @param {string[]} [files] ids of uploads */
  say = (text, fields, files) => this.#outbox.say(text, { ...fields, ...this.mentioning.of(text) }, files);

  /** @param {string} text */
  async send(text) {
    const said = this.say(text, this.replying.take(), this.attaching.take());
    // Written after the message is: a page that is closed in between loses neither.
    this.draft = '';
    await said;
  }

  /** @param {{clientId?: string}} message */
  retry = (message) => this.#outbox.retry(/** @type {string} */ (message.clientId));

  /** @param {{clientId?: string}} message */
  discard = (message) => this.#outbox.discard(/** @type {string} */ (message.clientId));

  /** Puts an unsent message back into the composer. @param {{clientId?: string}} message */
  async takeBack(message) {
    const { files } = this.#outbox.items.find((item) => item.clientId === message.clientId) ?? {};
    putBack(this, await this.#outbox.discard(/** @type {string} */ (message.clientId), true), files ?? []);
  }

  /** @param {import('../session/unsent-store.js').Unsent[]} kept */
  restore(kept) {
    this.#outbox.restore(kept.filter((one) => !isDeletion(one)));
    this.deleting.restore(kept);
    if (kept.length > 0) this.open().catch(() => {});
  }

  /** Another page of this user has typed. */
  draftNoted() {
    this.changed();
    this.replying.dispatchEvent(new Event('change'));
    this.attaching.noted();
    this.threading.draftNoted();
    this.#tell('draft');
  }

  /** Another page of this user has written, or has sent or discarded. @param {string} clientId @param {import('../session/unsent-store.js').Unsent} [message] */
  noted = (clientId, message) => (this.deleting.noted(clientId, message) ? undefined : this.#outbox.noted(clientId, message));

  async connected() {
    this.#outbox.pump();
    this.deleting.resume();
    await this.#retries.runDue();
    await this.heal();
    if (this.isOpened) await this.helpOnce();
  }

  /** An upload is done, or has failed. */
  uploaded = () => void this.#outbox.pump();

  disconnected() {
    this.#hasHelped = false;
    this.#outbox.rest();
  }

  /** Somebody is typing: the epoch can be opened meanwhile. */
  typing() {
    if (this.openEpoch === null && this.isOpened && !this.isBlocked && this.#context.isOnline()) this.#writing.key().catch(() => {});
  }

  /** Progress of making a new epoch key. @param {{done: number, of: number}|null} progress */
  tell(progress) {
    this.progress = progress;
    this.changed();
  }

  #tell = (/** @type {'messages'|'keys'|'draft'} */ key) => this.dispatchEvent(new Event(key));
}
