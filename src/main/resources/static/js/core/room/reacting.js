// @ts-check
// Reactions to messages: what stands in the log, with one's own on their way.
import { now } from '../platform.js';
import { mayActOn } from './acting.js';
import { MOST_EMOJI } from './relations.js';

/** @typedef {import('./state.js').MessageItem} MessageItem */
/** @typedef {{emoji: string, userIds: string[], isMine: boolean}} Reaction */

/**
 * Reactions as they will stand: each of one's own that is on its way counts, the last one of an emoji.
 * @param {{emoji: string, userIds: string[]}[]} standing those in the log, oldest first
 * @param {{emoji: string, on: boolean}[]} pending in the order they were made
 * @param {string} me
 * @returns {Reaction[]}
 */
export function reactionsWith(standing, pending, me) {
  const users = new Map(standing.map(({ emoji, userIds }) => [emoji, userIds]));
  for (const { emoji, on } of pending) {
    const others = (users.get(emoji) ?? []).filter((userId) => userId !== me);
    users.set(emoji, on ? [...others, me] : others);
  }
  return [...users].filter(([, userIds]) => userIds.length > 0).map(([emoji, userIds]) => ({ emoji, userIds, isMine: userIds.includes(me) }));
}

export class Reacting {
  #room;
  #context;
  #outbox;
  /** Those that were refused and are gone, or soon. @type {Set<string>} */
  #dropped = new Set();

  /**
   * @param {import('./room.js').Room} room
   * @param {Pick<import('../session/session.js').Context, 'me'|'notice'>} context
   * @param {import('./outbox.js').Outbox} outbox
   */
  constructor(room, context, outbox) {
    this.#room = room;
    this.#context = context;
    this.#outbox = outbox;
    outbox.addEventListener('change', () => this.#dropFailed());
  }

  /** A reaction or a pin that was refused is not kept: there is no row that could offer to send it again. */
  async #dropFailed() {
    const failed = this.#outbox.items.filter(({ clientId, content, state }) => (content.t === 'react' || content.t === 'pin') && state === 'failed' && !this.#dropped.has(clientId));
    for (const { clientId } of failed) this.#dropped.add(clientId);
    for (const { clientId } of failed) await this.#outbox.discard(clientId);
    if (failed.length > 0) this.#context.notice({ key: failed[0].content.t === 'pin' ? 'pins.failed' : 'reaction.failed', values: {} }, 'caution');
  }

  /** Whether this person may react to it: it stands in the log. @param {{kind: string}} item @returns {item is MessageItem} */
  may(item) {
    return mayActOn(this.#room, item);
  }

  /** One's own reactions that are not in the log yet, by the position of their message. */
  get pending() {
    /** @type {Map<number, {emoji: string, on: boolean}[]>} */
    const found = new Map();
    for (const { content, state } of this.#outbox.pending) {
      if (content.t !== 'react' || state === 'failed') continue;
      const of = found.get(content.of[0]) ?? [];
      found.set(content.of[0], [...of, { emoji: content.e, on: content.on }]);
    }
    return found;
  }

  /** @param {MessageItem} item @returns {Reaction[]} */
  of(item) {
    const standing = this.#room.verified.timeline.pictureAt(item.pos)?.reactions ?? [];
    return reactionsWith(standing, this.pending.get(item.pos) ?? [], this.#context.me.userId);
  }

  /** Whether another emoji would be shown. @param {MessageItem} item @param {string} emoji */
  hasPlaceFor(item, emoji) {
    const all = this.of(item);
    return all.length < MOST_EMOJI || all.some((one) => one.emoji === emoji);
  }

  /** Adds one's reaction, or takes it back. @param {MessageItem} item @param {string} emoji */
  async toggle(item, emoji) {
    const isMine = this.of(item).some((one) => one.emoji === emoji && one.isMine);
    if (!isMine && !this.hasPlaceFor(item, emoji)) return;
    const { pos, hash } = item.target;
    await this.#room.post({ t: 'react', of: [pos, hash], e: emoji, on: !isMine, at: now() });
  }
}
