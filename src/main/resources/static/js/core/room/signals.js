// @ts-check
// Who is typing in a room, and how far others have read: what the server relays and nobody stores. It is shown for
// members as the events name them, and for messages that this page holds.
import { after, cancel, now } from '../platform.js';
import { rootOf } from './threads.js';

/** How often a page says that its user is typing. With the four seconds that the server may keep it, it is below ENDS. */
const SAY_MILLIS = 5000;
/** After which nobody is shown as typing any more. */
const ENDS_MILLIS = 10000;
/** Larger rooms have no signals. */
const MOST_MEMBERS = 100;
/** So many messages are looked through for one's own. */
const MOST_LOOKED = 500;

/** @typedef {import('../../protocol/frames.js').Mark} Mark */
/** @typedef {{pos: number, key: string, by: {userId: string, at: number}[]}} Seen one's newest message that somebody has seen, and by whom, the latest first */

/** Events: `typing`, `seen`. */
export class Signals extends EventTarget {
  #room;
  #context;
  /** @type {Map<string, {since: number, timer: import('../platform.js').Timer}>} */
  #typing = new Map();
  /** @type {Map<string, Mark>} */
  #marks = new Map();
  #said = 0;

  /** @param {import('./room-people.js').RoomPeople} room @param {Pick<import('../session/context.js').Context, 'me'|'send'|'settings'>} context */
  constructor(room, context) {
    super();
    this.#room = room;
    this.#context = context;
    context.settings.addEventListener('change', () => this.#tell('seen'));
  }

  get #members() {
    return this.#room.state.people.members;
  }

  get #isSmall() {
    return this.#members.size <= MOST_MEMBERS;
  }

  /** This person has typed a letter. */
  typed() {
    const at = now();
    if (!this.#isSmall || this.#room.isFirstContact || !this.#context.settings.values.typing || Math.abs(at - this.#said) < SAY_MILLIS) return;
    if (this.#context.send({ type: 'typing', roomId: this.#room.roomId })) this.#said = at;
  }

  /** What was typed is sent: the next letter is said at once. */
  sent() {
    this.#said = 0;
  }

  /** These people type. @param {string[]} userIds */
  typingBy(userIds) {
    for (const userId of userIds) {
      const before = this.#typing.get(userId);
      if (before) cancel(before.timer);
      this.#typing.set(userId, { since: this.#room.lastPos, timer: after(ENDS_MILLIS, () => this.#ended(userId)) });
    }
    this.#tell('typing');
  }

  /** @param {string} userId */
  #ended(userId) {
    this.#typing.delete(userId);
    this.#tell('typing');
  }

  /** Who is typing now, in the order they began; whose message has come since is not. @returns {string[]} */
  get typing() {
    const { state } = this.#room;
    const isMember = (/** @type {string} */ userId) => userId !== this.#context.me.userId && this.#members.has(userId);
    return [...this.#typing].filter(([userId, { since }]) => isMember(userId) && !hasWritten(state, userId, since)).map(([userId]) => userId);
  }

  /** How far others have read; a mark never moves back, and one at 0 says that somebody shares theirs no more. @param {Mark[]} marks */
  read(marks) {
    let moved = false;
    for (const mark of marks) {
      const before = this.#marks.get(mark.userId)?.pos ?? 0;
      if (mark.pos !== 0 && mark.pos <= before) continue;
      if (mark.pos === 0) this.#marks.delete(mark.userId);
      else this.#marks.set(mark.userId, mark);
      moved ||= mark.pos !== before;
    }
    if (moved) this.#tell('seen');
  }

  /** Whether receipts are shown here. */
  get #isShown() {
    return this.#context.settings.values.receipts && this.#isSmall;
  }

  /** @returns {Mark[]} those of other members */
  get #others() {
    return [...this.#marks.values()].filter(({ userId }) => userId !== this.#context.me.userId && this.#members.has(userId));
  }

  /** @returns {Seen|null} */
  get seen() {
    if (!this.#isShown) return null;
    const item = newestOwn(this.#room.state, Math.max(0, ...this.#others.map(({ pos }) => pos)));
    if (!item) return null;
    const by = this.seenOf(item);
    return by.length === 0 ? null : { pos: item.pos, key: item.key, by };
  }

  /** Whether it is known who has seen it: one's own message, outside of threads. @param {import('./state.js').MessageItem} item */
  maySee(item) {
    return this.#isShown && item.own && rootOf(this.#room.state, item) === null;
  }

  /** Who has seen it, the latest first; only those who could. @param {{pos: number}} item @returns {Seen['by']} */
  seenOf(item) {
    return this.#others.filter(({ userId, pos }) => pos >= item.pos && (this.#members.get(userId)?.joinedPos ?? Infinity) < item.pos)
      .map(({ userId, at }) => ({ userId, at })).sort((a, b) => b.at - a.at);
  }

  #tell = (/** @type {'typing'|'seen'} */ key) => this.dispatchEvent(new Event(key));
}

/** @param {import('./state.js').RoomState} state @param {string} userId @param {number} since a position */
function hasWritten(state, userId, since) {
  for (const [, item] of state.items.upFrom(since + 1)) if (item.kind === 'message' && item.sender.userId === userId) return true;
  return false;
}

/** The newest message of one's own up to a position; replies in threads have no row there. @param {import('./state.js').RoomState} state @param {number} pos */
function newestOwn(state, pos) {
  let looked = 0;
  for (const [, item] of state.items.downFrom(pos + 1)) {
    if (item.kind === 'message' && item.own && rootOf(state, item) === null) return item;
    if (looked++ > MOST_LOOKED) return null;
  }
  return null;
}
