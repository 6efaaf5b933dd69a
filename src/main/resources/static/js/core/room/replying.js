// @ts-check
// Replies: what the message that is being written replies to, and what is shown of the message that one replies to.
import { refHash } from '../../protocol/content.js';
import { mayActOn } from './acting.js';
import { namedRoot } from './threads.js';

/** @typedef {import('../../protocol/content.js').Ref} Ref */
/** @typedef {import('./state.js').MessageItem} MessageItem */
/**
 * A message that is replied to: open with its sender and what it says by now, gone, locked, further up than what is
 * loaded, or not what the reply says that it is.
 * @typedef {{kind: 'open', pos: number, userId: string, name: string, text: string, files?: import('../../protocol/content.js').FileRef[]}|{kind: 'deleted'|'expired'|'locked'|'earlier'|'missing', pos: number}} Quote
 */

/** A quote is one line long. */
const MOST_CHARACTERS = 300;

/** Events: `change` when another message is replied to, or none. */
export class Replying extends EventTarget {
  #room;
  #unsent;
  #key;

  /** @param {import('./room.js').Room} room @param {Pick<import('../session/session.js').Context, 'unsent'>} context @param {string} [draft] the key of the draft that it belongs to */
  constructor(room, { unsent }, draft = room.roomId) {
    super();
    this.#room = room;
    this.#unsent = unsent;
    this.#key = `${draft}/re`;
  }

  /** What the message in the composer replies to; kept with its draft. @returns {Ref|null} */
  get ref() {
    const kept = this.#unsent.draft(this.#key);
    return kept ? JSON.parse(kept) : null;
  }

  /** Whether this person may reply to it: it stands in the log. @param {{kind: string}} item @returns {item is MessageItem} */
  may(item) {
    return mayActOn(this.#room, item) && this.#room.mayWrite;
  }

  /** @param {Ref} ref */
  begin(ref) {
    this.#unsent.setDraft(this.#key, JSON.stringify(ref));
    this.dispatchEvent(new Event('change'));
  }

  /** What it replies to may have expired. */
  settle() {
    if (this.ref && this.#room.state.items.get(this.ref[0])?.kind === 'expired') this.end();
  }

  end() {
    if (!this.ref) return;
    this.#unsent.setDraft(this.#key, '');
    this.dispatchEvent(new Event('change'));
  }

  /** The fields of a message that is sent now; the next one replies to nothing. What replies to a message in a thread stays there. @returns {{re?: Ref, th?: Ref}} */
  take() {
    const { ref } = this;
    this.end();
    const th = ref && namedRoot(this.#room.state.items.get(ref[0]));
    return ref ? { re: ref, ...(th && { th }) } : {};
  }

  /** What is shown of a message that is referred to. @param {Ref} ref @returns {Quote} */
  quoteOf([pos, hash]) {
    const { log } = this.#room.verified;
    const item = this.#room.state.items.get(pos);
    const entry = log.at(pos);
    if (!entry) return { kind: pos < log.first ? 'earlier' : 'missing', pos };
    if (refHash(entry.entryHash) !== hash) return { kind: 'missing', pos };
    if (this.#room.deleting.isPending(pos)) return { kind: 'deleted', pos };
    switch (item?.kind) {
      case 'message': return openQuote(item, this.#room.editing.textOf(item));
      case 'deleted': return { kind: 'deleted', pos };
      case 'expired': return { kind: 'expired', pos };
      case 'locked': return { kind: 'locked', pos };
      case 'closed': return { kind: 'earlier', pos };
      default: return { kind: 'missing', pos };
    }
  }
}

/** @param {MessageItem} item @param {string} text @returns {Quote} */
const openQuote = ({ pos, sender, files }, text) => ({ kind: 'open', pos, userId: sender.userId, name: sender.displayName, text: text.slice(0, MOST_CHARACTERS), ...(files?.length > 0 && { files }) });
