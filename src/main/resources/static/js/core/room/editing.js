// @ts-check
// Changes of one's own messages: which may be changed, which one is being changed, and changes that are on their way.
import { asText } from '../../protocol/content.js';
import { now } from '../platform.js';
import { mayActOn } from './acting.js';
import { pendingEdits } from './own-messages.js';
import { rootOf } from './threads.js';

/** @typedef {import('./state.js').Item} Item */
/** @typedef {import('./state.js').MessageItem} MessageItem */

/** So many items are searched for one's newest message. */
const SEARCHED = 500;

/** Events: `change` when another message is being changed, or none. */
export class Editing extends EventTarget {
  /** The position of the message that is being changed; null where none is. @type {number|null} */
  pos = null;
  /** What has been typed for it. */
  text = '';
  /** What it said when the change began. */
  #before = '';
  #room;
  #context;
  #outbox;

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

  /** Whether this person may change it: it is theirs, and by the keys that they have now (R7). @param {{kind: string}} item @returns {item is MessageItem} */
  may(item) {
    if (!mayActOn(this.#room, item)) return false;
    const { userId, identityId } = item.target;
    return userId === this.#context.me.userId && identityId === this.#context.ownKeys[0].identityId;
  }

  /** The newest message of the room's own rows that this person may change. */
  get newest() {
    return this.newestIn(null);
  }

  /** The same under the root of a thread, or outside of threads. @param {number|null} root @returns {MessageItem|null} */
  newestIn(root) {
    let searched = 0;
    for (const [, item] of this.#room.state.items.downFrom(Infinity)) {
      if (this.may(item) && rootOf(this.#room.state, item) === root) return item;
      if (++searched > SEARCHED) break;
    }
    return null;
  }

  /** What a message says by now, with changes of one's own that are on their way. @param {MessageItem} item */
  textOf(item) {
    return this.pending.get(item.pos)?.text ?? this.versionsOf(item).at(-1)?.text ?? item.text;
  }

  /** Every version that the log has, oldest first. @param {MessageItem} item */
  versionsOf(item) {
    return this.#room.verified.timeline.pictureAt(item.pos)?.versions ?? [];
  }

  /** Changes that are not in the log yet, by the position of their message. */
  get pending() {
    return pendingEdits(this.#outbox);
  }

  /** Whether it begins: not where a change that was typed would be lost. @param {MessageItem} item @param {string} [text] */
  begin(item, text = this.textOf(item)) {
    if (this.pos === item.pos || (this.pos !== null && this.text !== this.#before)) return false;
    [this.pos, this.text, this.#before] = [item.pos, text, text];
    this.dispatchEvent(new Event('change'));
    return true;
  }

  end() {
    [this.pos, this.text] = [null, ''];
    this.dispatchEvent(new Event('change'));
  }

  /** A change that was not sent does not come after a later one. @param {number} pos */
  async #dropFailed(pos) {
    const failed = this.#outbox.items.filter(({ content, state }) => content.t === 'edit' && content.of[0] === pos && state === 'failed');
    for (const { clientId } of failed) await this.#outbox.discard(clientId);
  }

  /** Sends the new text, where it is another one. @param {MessageItem} item @param {string} text */
  async save(item, text) {
    if (!this.may(item)) return;
    const { pos, hash } = item.target;
    await this.#dropFailed(pos);
    const b = asText(text);
    const said = b === this.textOf(item) ? undefined : this.#room.post({ t: 'edit', of: [pos, hash], b, at: now(), ...this.#room.mentioning.of(b) });
    this.end();
    await said;
  }
}
