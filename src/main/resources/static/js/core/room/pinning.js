// @ts-check
// Pinned messages: which ones stand, who pinned them, and who may.
import { now } from '../platform.js';
import { isActive, mayActOn } from './acting.js';
import { pictureAt } from './state.js';

/** @typedef {import('./state.js').MessageItem} MessageItem */
/** @typedef {import('../../protocol/content.js').Ref} Ref */
/** A message that is pinned, and by whom. @typedef {{pos: number, ref: Ref, userId: string, at: number}} Pinned */

export class Pinning {
  #room;
  #outbox;

  /** @param {import('./room.js').Room} room @param {import('./outbox.js').Outbox} outbox */
  constructor(room, outbox) {
    this.#room = room;
    this.#outbox = outbox;
  }

  /** Whether this person may pin something here: where only owners write, they alone. */
  get mayPin() {
    return isActive(this.#room) && this.#room.mayWrite;
  }

  /** Whether this person may pin it: it stands in the log. @param {{kind: string}} item @returns {item is MessageItem} */
  may(item) {
    return mayActOn(this.#room, item) && this.#room.mayWrite;
  }

  /** Messages that are pinned, the last one that was pinned first. One further up than what is loaded counts until it is known. @returns {Pinned[]} */
  get all() {
    const { state } = this.#room;
    /** @type {Pinned[]} */
    const found = [];
    for (const [target, relations] of state.relations) {
      const counting = relations.filter((relation) => relation.content.t === 'pin' && this.#counts(relation));
      const last = counting.at(-1);
      if (last?.content.t === 'pin' && last.content.on) found.push({ pos: target, ref: last.content.of, userId: last.userId, at: last.pos });
    }
    return found.filter(({ pos }) => this.#pending(pos) !== false).sort((a, b) => b.at - a.at);
  }

  /** @param {import('./relations.js').Relation} relation */
  #counts({ pos, content }) {
    const quote = this.#room.replying.quoteOf(content.of);
    return pos > content.of[0] && (quote.kind === 'open' || quote.kind === 'earlier' || quote.kind === 'locked');
  }

  /** What this person's last pin that is on its way says. @param {number} pos @returns {boolean|undefined} */
  #pending(pos) {
    const last = this.#outbox.pending.findLast(({ content, state }) => content.t === 'pin' && content.of[0] === pos && state !== 'failed')?.content;
    return last?.t === 'pin' ? last.on : undefined;
  }

  /** @param {MessageItem} item */
  isPinned = ({ pos }) => this.#pending(pos) ?? pictureAt(this.#room.state, pos)?.pinned ?? false;

  /** @param {MessageItem} item */
  toggle = (item) => this.set([item.target.pos, item.target.hash], !this.isPinned(item));

  /** @param {Ref} of @param {boolean} on */
  set = (of, on) => this.#room.post({ t: 'pin', of, on, at: now() });
}
