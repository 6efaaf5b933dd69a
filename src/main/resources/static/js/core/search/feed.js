// @ts-check
// What the index is told of one room: each message that was opened and verified, as its last edit has it, and what is gone.
import { after } from '../platform.js';
import { isMentioned } from '../room/mentions.js';
import { pictureAt } from '../room/state.js';
import { bitsOf } from './documents.js';

/** @typedef {import('../room/state.js').RoomState} RoomState */
/** @typedef {import('../room/state.js').MessageItem} MessageItem */
/** @typedef {import('./documents.js').Document} Document */
/** @typedef {import('./documents.js').Edit} Edit */

/** What comes within this time is handed over together. */
const GATHER_MILLIS = 100;
/** Closed messages that were open for a while, wrongly: they repeat others, or their sender may not write them. */
const REFUSED = new Set(['repeated', 'not-allowed', 'forged', 'damaged']);

export class Feed {
  #room;
  #me;
  /** @type {Map<number, Document|null>} null where it is gone */
  #documents = new Map();
  /** @type {Edit[]} */
  #edits = [];
  /** @type {[number, number]|null} */
  #span = null;
  #expiredTo = 0;
  #isDue = false;

  /** @param {import('./room-search.js').RoomSearch} room @param {string} me */
  constructor(room, me) {
    this.#room = room;
    this.#me = me;
  }

  /** Entries that a room's state has taken in. @param {RoomState} state @param {readonly import('../room/state.js').CheckedEntry[]} entries */
  take(state, entries) {
    for (const entry of entries) {
      if (entry.kind === 'message' || entry.kind === 'letter') this.#note(entry.pos, documentOf(state, entry, this.#me));
      else if (entry.kind === 'relation') this.#related(state, entry);
      else if (entry.kind === 'deleted' || entry.kind === 'deletedLetter' || entry.kind === 'expired') this.#note(entry.pos, null);
      else if (entry.kind === 'locked' && REFUSED.has(entry.reason)) this.#refused(state, entry.pos);
    }
  }

  /** @param {number} pos @param {Document|null} doc */
  #note(pos, doc) {
    this.#documents.set(pos, doc);
    this.#schedule();
  }

  /** An edit of what is not open here is checked by the index itself. @param {RoomState} state @param {import('../room/state.js').RelationItem} item */
  #related(state, { pos, relation: { content, userId, identityId } }) {
    if (content.t !== 'edit') return;
    const [of, hash] = content.of;
    const target = state.items.get(of);
    if (target?.kind === 'message') return this.#note(of, documentOf(state, target, this.#me));
    this.#edits.push({ of, hash, identity: identityId, pos, text: content.b, mentionsMe: isMentioned(state, content.mn, userId, this.#me) });
    return this.#schedule();
  }

  /** It may have been an edit. @param {RoomState} state @param {number} pos */
  #refused(state, pos) {
    this.#note(pos, null);
    this.#edits = this.#edits.filter((edit) => edit.pos !== pos);
    for (const [at, doc] of this.#documents) {
      const target = doc?.edited === pos ? state.items.get(at) : null;
      if (target?.kind === 'message') this.#documents.set(at, documentOf(state, target, this.#me));
    }
  }

  /**
   * Everything that is loaded was opened, but for what never opens. Where something waits for a key or an answer, the log
   * counts as indexed another time.
   * @param {import('../room/log.js').Log} log @param {import('../room/timeline.js').Timeline} timeline
   */
  covered({ isLoaded, first, last }, timeline) {
    if (!isLoaded || first > last || timeline.lacking.length > 0 || timeline.isUnreached) return;
    this.#span = this.#span ? [Math.min(first, this.#span[0]), Math.max(last, this.#span[1])] : [first, last];
    this.#schedule();
  }

  /** What was deleted, and what the server took in at this time or before. @param {number[]} deleted @param {number} until */
  forget(deleted, until) {
    for (const pos of deleted) this.#documents.delete(pos);
    if (deleted.length === 0 && until <= this.#expiredTo) return;
    this.#expiredTo = Math.max(this.#expiredTo, until);
    this.#send();
    this.#room.forget(deleted, Math.max(0, until));
  }

  #schedule() {
    if (this.#isDue) return;
    this.#isDue = true;
    after(GATHER_MILLIS, () => this.#send());
  }

  #send() {
    this.#isDue = false;
    const [documents, edits, span] = [this.#documents, this.#edits, this.#span];
    [this.#documents, this.#edits, this.#span] = [new Map(), [], null];
    const gone = [...documents].filter(([, doc]) => doc === null).map(([pos]) => pos);
    if (gone.length > 0) this.#room.forget(gone, 0);
    const put = [...documents.values()].filter((doc) => doc !== null);
    if (put.length > 0 || edits.length > 0 || span) this.#room.indexed(put, edits, span);
  }
}

/** @param {RoomState} state @param {MessageItem|import('../room/state.js').LetterItem} item @param {string} me @returns {Document} */
function documentOf(state, item, me) {
  const { pos, at } = item;
  if (item.kind === 'letter') return { pos, at, from: '', identity: '', hash: item.hash, edited: 0, has: bitsOf(item.text, [], false), text: item.text, names: [] };
  const { userId, identityId, hash } = item.target;
  const last = pictureAt(state, pos)?.versions.at(-1) ?? { pos, text: item.text, mn: item.target.mn };
  return {
    pos, at, from: userId, identity: identityId, hash, edited: last.pos === pos ? 0 : last.pos,
    has: bitsOf(last.text, item.files, isMentioned(state, last.mn, userId, me)), text: last.text, names: item.files.map(({ n }) => n),
  };
}
