// @ts-check
// Deletes messages for everyone: which ones this person may delete, and deletions that were confirmed and are not in the
// log yet. They can be undone for some seconds, are kept in the browser until they are done, and are signed then.
import { toBase64, uuidOfTime } from '../../protocol/bytes.js';
import { refHash } from '../../protocol/content.js';
import { Problem } from '../../protocol/problems.js';
import { MOST_DELETED, NOBODY } from '../../protocol/room-structures.js';
import { after, cancel, now } from '../platform.js';
import { isActive, mayActOn } from './acting.js';
import { changeRoom } from './room-events.js';
import { deletionAt, isGoneAt } from './state.js';

/** So long a deletion can be undone. */
export const UNDO_MILLIS = 6000;
/** So long until the next try after a refusal that passes. */
const PAUSE_MILLIS = 5000;
/** Refusals that do not last. */
const TEMPORARY = new Set(['busy', 'too-many', 'not-stored', 'unreachable', 'stale-head', 'failed', 'timeout', 'signed-out', 'csrf']);
/** How often it is tried to delete what is left of a message of which something is deleted already. */
const TRIES = 3;

/** @typedef {import('./state.js').MessageItem} MessageItem */
/** @typedef {import('./state.js').LetterItem} LetterItem */
/** @typedef {{clientId: string, pos: number, hash: string, due: number, at: number, timer?: unknown, isSending?: boolean}} Pending */

/** Whether what was kept is a deletion. @param {import('../session/unsent-store.js').Unsent} kept */
export const isDeletion = ({ content }) => content.t === 'delete';

/** Events: `change` where other messages are being deleted. */
export class Deleting extends EventTarget {
  #room;
  #context;
  #outbox;
  /** @type {Map<number, Pending>} by the position of the message */
  #pending = new Map();

  /**
   * @param {import('./room.js').Room} room
   * @param {import('../session/session.js').Context} context
   * @param {import('./outbox.js').Outbox} outbox
   */
  constructor(room, context, outbox) {
    super();
    this.#room = room;
    this.#context = context;
    this.#outbox = outbox;
  }

  /** Whether this person may delete it: it stands in the log, and is theirs, or they own the room; letters are nobody's. @param {{kind: string}} item @returns {item is MessageItem|LetterItem} */
  may(item) {
    if (isLetter(item)) return isActive(this.#room) && this.#room.role === 'owner' && !this.#pending.has(item.pos);
    if (!mayActOn(this.#room, item)) return false;
    const { target, pos } = item;
    return !this.#pending.has(pos) && (target.userId === this.#context.me.userId || this.#room.role === 'owner');
  }

  /** Whether a message was deleted, as the log says. @param {number} pos */
  isDeleted = (pos) => deletionAt(this.#room.state, pos) !== undefined;

  /** Whether its deletion was confirmed and is not in the log yet. @param {number} pos */
  isPending = (pos) => this.#pending.has(pos);

  /** How many deletions are not done. */
  get count() {
    return this.#pending.size;
  }

  /** Deletes it in some seconds, unless that is undone. @param {MessageItem|LetterItem} item */
  async begin(item) {
    if (!this.may(item)) return;
    const at = now();
    const pending = { clientId: uuidOfTime(at), pos: item.pos, hash: hashOf(item), due: at + UNDO_MILLIS, at };
    this.#pending.set(item.pos, pending);
    this.#schedule(pending, UNDO_MILLIS);
    this.#changed();
    await this.#context.unsent.keep(this.#kept(pending));
  }

  /** Takes it back; says whether it was not too late. @param {number} pos */
  undo(pos) {
    const pending = this.#pending.get(pos);
    if (!pending || pending.isSending) return false;
    this.#drop(pending);
    return true;
  }

  /** Deletions that an earlier page left. @param {import('../session/unsent-store.js').Unsent[]} kept */
  restore(kept) {
    for (const { clientId, content, at } of kept) {
      if (content.t !== 'delete') continue;
      const [pos, hash] = content.of;
      const pending = { clientId, pos, hash, due: at + UNDO_MILLIS, at };
      this.#pending.set(pos, pending);
      this.#schedule(pending, Math.max(0, Math.min(UNDO_MILLIS, pending.due - now())));
    }
    this.#changed();
  }

  /** Another page of this user has begun one, or without `kept` has done or undone it; says whether it is one. @param {string} clientId @param {import('../session/unsent-store.js').Unsent} [kept] */
  noted(clientId, kept) {
    if (kept) return isDeletion(kept);
    const known = [...this.#pending.values()].find((pending) => pending.clientId === clientId);
    if (known) this.#forget(known);
    return known !== undefined;
  }

  /** Tries again what is due: the page is online. */
  async resume() {
    for (const pending of [...this.#pending.values()]) if (pending.due <= now()) await this.#run(pending);
  }

  /** The log has grown: what is deleted or has expired there is done, and nothing that refers to it is sent or typed any more. */
  async settle() {
    const isGone = (/** @type {number} */ pos) => isGoneAt(this.#room.state, pos);
    for (const pending of [...this.#pending.values()]) if (isGone(pending.pos)) this.#drop(pending);
    const { editing } = this.#room;
    if (editing.pos !== null && isGone(editing.pos)) editing.end();
    const moot = this.#outbox.items.filter(({ content }) => 'of' in content && isGone(content.of[0]));
    for (const { clientId } of moot) await this.#outbox.discard(clientId);
  }

  /** @param {Pending} pending @param {number} millis */
  #schedule(pending, millis) {
    if (pending.timer) cancel(pending.timer);
    pending.timer = after(millis, () => this.#run(pending));
  }

  /** @param {Pending} pending */
  async #run(pending) {
    if (pending.isSending || this.#pending.get(pending.pos) !== pending || !this.#context.isOnline() || this.#room.isBlocked) return;
    pending.isSending = true;
    try {
      await this.#send(pending);
      await this.settle();
    } catch (error) {
      this.#failed(pending, error);
    } finally {
      pending.isSending = false;
    }
  }

  /** @param {Pending} pending @param {unknown} error */
  #failed(pending, error) {
    const code = error instanceof Problem ? error.code : 'failed';
    const wait = error instanceof Problem ? Number(error.answer?.retryAfter ?? 0) * 1000 : 0;
    if (TEMPORARY.has(code)) return this.#schedule(pending, Math.max(PAUSE_MILLIS, wait));
    this.#drop(pending);
    this.#context.notice({ key: 'delete.failed', values: {} }, 'caution');
  }

  /** @param {Pending} pending */
  async #send(pending) {
    await this.#room.open();
    await this.#room.verified.reach(pending.pos);
    for (let tries = 0; !this.isDeleted(pending.pos); tries++) {
      const item = this.#room.state.items.get(pending.pos);
      if ((item?.kind !== 'message' && item?.kind !== 'letter') || hashOf(item) !== pending.hash) throw new Problem({ code: 'not-found' });
      try {
        await this.#sign(item);
        await this.#room.catchUp();
        return;
      } catch (error) {
        // Somebody has deleted some of it meanwhile.
        if (!(error instanceof Problem && error.code === 'no-change') || tries >= TRIES) throw error;
        await this.#room.catchUp();
      }
    }
  }

  /** @param {MessageItem|LetterItem} item */
  async #sign(item) {
    const named = item.kind === 'letter' ? [{ pos: item.pos, hash: item.hash }] : this.#withOwnRelations(item.target);
    const subject = item.kind === 'letter' ? NOBODY : item.target.userId;
    const changes = [];
    for (let at = 0; at < named.length; at += MOST_DELETED) {
      changes.push({ kind: /** @type {const} */ ('deleted'), subject, data: { messages: named.slice(at, at + MOST_DELETED), files: [] } });
    }
    await changeRoom(this.#context.actor, this.#room.roomId, changes, toBase64(this.#room.verified.ledger.head));
  }

  /** The message, its edits and its sender's own reactions to it, ascending. @param {MessageItem['target']} target */
  #withOwnRelations({ pos, hash, userId }) {
    const { log } = this.#room.verified;
    const own = (this.#room.state.relations.get(pos) ?? []).filter((relation) => relation.userId === userId && !this.isDeleted(relation.pos));
    const named = own.flatMap((relation) => {
      const entry = log.at(relation.pos);
      return entry ? [{ pos: relation.pos, hash: refHash(entry.entryHash) }] : [];
    });
    return [{ pos, hash }, ...named].sort((a, b) => a.pos - b.pos);
  }

  /** @param {Pending} pending @returns {import('../session/unsent-store.js').Unsent} */
  #kept({ clientId, pos, hash, at }) {
    return { clientId, roomId: this.#room.roomId, content: { t: 'delete', of: [pos, hash], at }, at };
  }

  /** @param {Pending} pending */
  #drop(pending) {
    this.#forget(pending);
    this.#context.unsent.drop(pending.clientId);
  }

  /** @param {Pending} pending */
  #forget(pending) {
    if (pending.timer) cancel(pending.timer);
    this.#pending.delete(pending.pos);
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/** @param {{kind: string}} item @returns {item is LetterItem} */
const isLetter = (item) => item.kind === 'letter';

/** @param {MessageItem|LetterItem} item */
const hashOf = (item) => (item.kind === 'letter' ? item.hash : item.target.hash);
