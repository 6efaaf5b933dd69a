// @ts-check
// Threads of one room: what is shown of each under its root, which one is open, what is new in them, and what is
// written there.
import { Attaching } from '../files/attaching.js';
import { keepLooked, keptLooked } from './looked-at.js';
import { Replying } from './replying.js';
import { isRoot, namedRoot, repliesTo, rootOf } from './threads.js';

/** @typedef {import('../../protocol/content.js').Ref} Ref */
/** @typedef {import('./state.js').MessageItem} MessageItem */
/** How many replies, who wrote the last ones, the time of the last one, and whether some are new. @typedef {{count: number, userIds: string[], at: number, isNew: boolean}} Summary */

/** So many people are shown under a root. */
const MOST_FACES = 3;

/** What is written in one thread: a draft of its own, and what it replies to. Events: `draft`, when another one than was typed is kept. */
class ThreadWriting extends EventTarget {
  replying;
  attaching;
  #room;
  #unsent;
  #root;

  /** @param {import('./room.js').Room} room @param {Pick<import('../session/session.js').Context, 'unsent'|'files'>} context @param {Ref} root */
  constructor(room, context, root) {
    super();
    this.#room = room;
    this.#unsent = context.unsent;
    this.#root = root;
    this.replying = new Replying(room, context, this.#key);
    this.attaching = new Attaching(room.roomId, context, this.#key);
  }

  /** The position of the root. */
  get root() {
    return this.#root[0];
  }

  get #key() {
    return `${this.#room.roomId}/th/${this.#root[0]}`;
  }

  get draft() {
    return this.#unsent.draft(this.#key);
  }

  set draft(text) {
    this.#unsent.setDraft(this.#key, text);
  }

  /** @param {string} text @param {boolean} [isAlso] whether it is said in the room as well, as a reply to the root */
  async send(text, isAlso = false) {
    const said = [this.#room.say(text, { ...this.replying.take(), th: this.#root }, this.attaching.take())];
    // A file belongs to one message.
    if (isAlso && text) said.push(this.#room.say(text, { re: this.#root }));
    // Written after the messages are: a page that is closed in between loses neither.
    this.draft = '';
    await Promise.all(said);
  }
}

/** Events: `open` when a thread is to be shown, `change` when another one is, or something in one was looked at. */
export class Threading extends EventTarget {
  /** What is to be shown: the root, and the reply that somebody goes to. @type {{root: number, at: number|null}|null} */
  asked = null;
  #room;
  #context;
  /** The root of the thread that is shown. @type {number|null} */
  #shown = null;
  /** How far the room was read when somebody came here first. @type {number|null} */
  #since = null;
  /** The last reply that was looked at, by root. @type {Map<number, number>} */
  #seen = new Map();
  /** By the position of the root. @type {Map<number, ThreadWriting>} */
  #writings = new Map();

  /** @param {import('./room.js').Room} room @param {Pick<import('../session/session.js').Context, 'unsent'|'files'|'me'>} context */
  constructor(room, context) {
    super();
    this.#room = room;
    this.#context = context;
  }

  /** After a reload what was not looked at is as new as before. */
  enter() {
    if (this.#since !== null) return;
    const kept = keptLooked(this.#context.me.userId, this.#room.roomId);
    this.#since = kept?.since ?? this.#room.marks.readPos;
    for (const [root, pos] of kept?.seen ?? []) this.#seen.set(root, Math.max(pos, this.#seen.get(root) ?? 0));
    this.#keep();
  }

  #keep() {
    if (this.#since !== null) keepLooked(this.#context.me.userId, this.#room.roomId, { since: this.#since, seen: this.#seen });
  }

  get shown() {
    return this.#shown;
  }

  set shown(root) {
    if (root === this.#shown) return;
    this.#shown = root;
    this.#changed();
  }

  /** The root under which an item is shown; null where it is a row of the room. @param {import('./state.js').Item|{kind: string, pos: number|null}} item */
  rootOf(item) {
    const { state } = this.#room;
    if (item.pos !== null) return rootOf(state, /** @type {import('./state.js').Item} */ (item));
    const th = namedRoot(item);
    return th && isRoot(state, th) ? th[0] : null;
  }

  /** Whether a thread is shown of it, or may be begun: it stands in the log, in no thread that cannot be shown, and where nobody has replied this person may. @param {{kind: string}} item @returns {item is MessageItem} */
  may(item) {
    if (item.kind !== 'message' || !('target' in item)) return false;
    const root = this.#rootFor(/** @type {MessageItem} */ (item));
    return root !== null && (this.#room.mayWrite || this.#room.state.threads.has(root));
  }

  /** @param {MessageItem} item */
  #rootFor(item) {
    return item.target.th ? this.rootOf(item) : item.pos;
  }

  /** Shows the thread that an item belongs to. @param {MessageItem} item */
  openFor(item) {
    const root = this.#rootFor(item);
    if (root !== null) this.open(root);
  }

  /** @param {number} root @param {number|null} [at] the reply that somebody goes to */
  open(root, at = null) {
    this.asked = { root, at };
    this.dispatchEvent(new Event('open'));
  }

  /** @param {number} root */
  repliesTo = (root) => repliesTo(this.#room.state, root);

  /** One's own that are on their way. @param {number} root */
  pendingTo = (root) => this.#room.pending.filter((item) => this.rootOf(item) === root);

  /** What stands under a root; null where nobody has replied. @param {number} root @returns {Summary|null} */
  summaryOf(root) {
    if (!this.#room.state.threads.has(root)) return null;
    const said = this.repliesTo(root).filter(({ kind }) => kind === 'message').reverse();
    if (said.length === 0) return null;
    const userIds = [...new Set(said.map(({ sender }) => sender.userId))].slice(0, MOST_FACES);
    return { count: said.length, userIds, at: said[0].at, isNew: this.#hasNews(root) };
  }

  /** Roots of threads in which others have written something that was not looked at, the latest first. */
  get news() {
    const found = [...this.#room.state.threads.keys()].filter((root) => this.#hasNews(root));
    return found.sort((a, b) => this.#lastNews(b) - this.#lastNews(a));
  }

  /** @param {number} root */
  #hasNews(root) {
    const { reading, marks } = this.#room;
    const seen = Math.max(this.#since ?? Infinity, this.#seen.get(root) ?? 0);
    const from = reading.isHeld ? Math.min(seen, marks.readPos) : seen;
    const last = this.#room.state.threads.get(root)?.at(-1) ?? 0;
    return root !== this.#shown && last > from && this.#lastNews(root) > from;
  }

  /** @param {number} root */
  #lastNews(root) {
    return this.repliesTo(root).findLast((item) => 'isNews' in item && item.isNews)?.pos ?? 0;
  }

  /** Somebody looks at the last reply of a thread. The room is read where nothing else in it is new. @param {number} root */
  looked(root) {
    const last = this.repliesTo(root).at(-1)?.pos ?? 0;
    if (this.#isAllNewIn(root)) this.#room.reading.markRead();
    if (last <= (this.#seen.get(root) ?? 0)) return;
    this.#seen.set(root, last);
    this.#keep();
    this.#changed();
  }

  /** @param {number} root */
  #isAllNewIn(root) {
    const { state, verified, marks } = this.#room;
    if (verified.log.first > marks.readPos + 1) return false;
    for (const [, item] of state.items.upFrom(marks.readPos + 1)) if ('isNews' in item && item.isNews && rootOf(state, item) !== root) return false;
    return true;
  }

  /** @param {Ref} root */
  writingIn(root) {
    const known = this.#writings.get(root[0]) ?? new ThreadWriting(this.#room, this.#context, root);
    this.#writings.set(root[0], known);
    return known;
  }

  /** Another page of this user has typed. */
  draftNoted() {
    for (const writing of this.#writings.values()) {
      writing.dispatchEvent(new Event('draft'));
      writing.replying.dispatchEvent(new Event('change'));
      writing.attaching.noted();
    }
  }

  /** What is replied to may have expired. */
  settle() {
    for (const { replying } of this.#writings.values()) replying.settle();
  }

  #changed = () => this.dispatchEvent(new Event('change'));
}
