// @ts-check
// One's own messages until they stand in the room's log: stored first, then sent in order, by one page of the
// browser at a time. The server answers the same clientId the same way, so a message is sent exactly once however
// often and in whichever page it is tried. An accepted message is done only when it stands in the log itself.
import { asText, isRelation } from '../../protocol/content.js';
import { after, now } from '../platform.js';
import { confirm } from './confirming.js';
import { inOnePage } from './one-page.js';
import { isWaiting, newItem, restoredItem, unsentOf, withoutFiles } from './outbox-item.js';
import { Posting } from './posting.js';

/** How often a message is resent that was accepted and does not stand where the server says. */
const CONTRADICTIONS = 3;
/** How long another page has to send what it wrote before this one does. */
const ELSEWHERE_MILLIS = 5000;
export const NOT_SHOWN = 'not-shown';
/** The server does not take a file of the message: it may have to be sent again. */
const BAD_FILE = 'bad-file';

/** @typedef {import('./outbox-item.js').OutboxItem} OutboxItem */
/**
 * @typedef {object} LogWire what the outbox needs of its room beside what posting does
 * @property {() => boolean} isOnline
 * @property {() => boolean} isBlocked whether nothing may be sent for now
 * @property {(item: OutboxItem) => boolean} isInLog whether the item's own message stands in the log
 * @property {(pos: number) => boolean} holds whether the log is loaded at this position
 * @property {(pos: number) => Promise<void>} reach loads the log up to this position
 * @property {Pick<import('../files/uploads.js').Uploads, 'readiness'|'again'|'cancelAll'|'drop'|'release'>} uploads
 */

/** Events: `change`. */
export class Outbox extends EventTarget {
  /** @type {OutboxItem[]} */
  items = [];
  #roomId;
  #wire;
  #unsent;
  #posting;
  #busy = false;
  /** Whether something was added while the outbox was being sent. */
  #again = false;
  /** When another page was last heard writing or sending. */
  #notedAt = 0;

  /**
   * @param {string} roomId
   * @param {import('../session/unsent-store.js').UnsentStore} unsent
   * @param {LogWire & ConstructorParameters<typeof Posting>[0]} wire
   */
  constructor(roomId, unsent, wire) {
    super();
    this.#roomId = roomId;
    this.#unsent = unsent;
    this.#wire = wire;
    this.#posting = new Posting(wire, { maySend: () => this.#maySend, isDone: (item) => this.#isDone(item), changed: () => this.#changed() });
  }

  /** Messages that an earlier page left unsent. @param {import('../session/unsent-store.js').Unsent[]} kept */
  restore(kept) {
    for (const message of kept) this.items.push(restoredItem(message, false));
    this.#changed();
  }

  /**
   * Another page has written a message or retried it; without `message` it has sent or discarded it.
   * @param {string} clientId
   * @param {import('../session/unsent-store.js').Unsent} [message]
   */
  noted(clientId, message) {
    const known = this.#find(clientId);
    this.#notedAt = now();
    if (!message) {
      this.items = this.items.filter((item) => item !== known);
      if (known) this.#posting.found(clientId);
      if (known?.files) this.#wire.uploads.release(known.files);
    } else if (known) {
      [known.state, known.reason] = message.failed ? ['failed', message.failed] : ['waiting', undefined];
      known.untried = message.untried === true;
      if (known.files) known.content = /** @type {OutboxItem['content']} */ (message.content);
    } else {
      this.items = [...this.items, restoredItem(message, true)].sort((a, b) => a.at - b.at);
    }
    this.#changed();
    if (message && !message.failed) after(ELSEWHERE_MILLIS, () => this.#takeOver(clientId));
  }

  /** @param {string} clientId */
  #takeOver(clientId) {
    const item = this.#find(clientId);
    if (!item) return;
    item.isLate = true;
    this.#changed();
    this.pump();
  }

  /** A text as it was typed. @param {string} text @param {Pick<import('../../protocol/content.js').Text, 're'|'th'|'mn'>} [fields] what it refers to @param {string[]} [files] ids of uploads */
  say(text, fields = {}, files = []) {
    return this.add({ t: 'text', b: asText(text), at: now(), ...fields }, files);
  }

  /** Stores content, then shows and sends it. @param {import('../../protocol/content.js').Content} content @param {string[]} [files] ids of uploads */
  async add(content, files = []) {
    const item = newItem(content, { maySend: this.#maySend, isNext: this.items.every(isPast) }, files);
    this.items.push(item);
    // Shown only once it is stored: a page that is closed loses nothing that was shown.
    await this.#keep(item);
    item.isKept = true;
    this.#changed();
    this.pump();
  }

  /** @param {string} clientId */
  async retry(clientId) {
    const item = this.#find(clientId);
    if (!item) return;
    if (item.reason === BAD_FILE) item.content = withoutFiles(item.content);
    if (isWaiting(item)) await this.#wire.uploads.again(item.files ?? []);
    item.state = this.#maySend ? 'sending' : 'waiting';
    item.reason = undefined;
    item.contradictions = 0;
    await this.#keep(item);
    this.#changed();
    this.pump();
  }

  /** Removes a message; returns its content. @param {string} clientId @param {boolean} [keepsFiles] whether its uploads go on */
  async discard(clientId, keepsFiles = false) {
    const item = this.#find(clientId);
    if (item?.files && !keepsFiles) this.#wire.uploads.cancelAll(item.files);
    this.items = this.items.filter((other) => other.clientId !== clientId);
    await this.#unsent.drop(clientId);
    this.#changed();
    return item?.content ?? null;
  }

  /** Messages to show that are not in the log yet. */
  get pending() {
    const isShown = (/** @type {OutboxItem} */ item) => item.isKept && (!item.elsewhere || item.isLate === true || item.state === 'failed');
    return this.items.filter((item) => isShown(item) && !this.#wire.isInLog(item));
  }

  /** The log has grown: messages that stand in it are done. */
  async settle() {
    const done = this.items.filter((item) => this.#wire.isInLog(item));
    if (done.length > 0) {
      this.items = this.items.filter((item) => !done.includes(item));
      this.#changed();
      for (const { clientId } of done) this.#posting.found(clientId);
      for (const { clientId, files } of done) {
        await this.#unsent.drop(clientId);
        if (files) await this.#wire.uploads.drop(files);
      }
    }
  }

  /** An accepted message that does not come is looked for, and resent where it is not found. @param {OutboxItem} item @param {number} pos */
  async #confirm(item, pos) {
    const isAwaited = () => this.#isAwaited(item, pos);
    const answer = await confirm({ pos, contradictions: item.contradictions }, {
      holds: this.#wire.holds,
      reach: (at) => this.#wire.reach(at).finally(() => this.settle()),
    }, isAwaited);
    if (answer === 'found') return;
    item.pos = null;
    if (answer === 'missing' && this.#maySend) {
      if (++item.contradictions >= CONTRADICTIONS) await this.#fail(item, NOT_SHOWN);
    } else {
      item.state = 'waiting';
      this.#changed();
    }
    this.pump();
  }

  /** @param {OutboxItem} item @param {number} pos */
  #isAwaited(item, pos) {
    return this.items.includes(item) && item.pos === pos;
  }

  /** Nothing may be sent for now, and no message is shown as being sent. */
  rest() {
    for (const item of this.items) if (item.state === 'sending' && item.pos === null) item.state = 'waiting';
    this.#changed();
  }

  /** Sends what waits, in order, when no other page does. */
  async pump() {
    this.#again = true;
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (this.#again) {
        this.#again = false;
        await this.#attach();
        if (this.#maySend && this.#next()) await inOnePage(`send ${this.#roomId}`, () => this.#notedAt, () => this.#sendAll());
      }
      if (!this.#maySend) this.rest();
    } finally {
      this.#busy = false;
    }
  }

  /** Puts the files of those messages whose uploads are done into their content. */
  async #attach() {
    for (const item of this.items.filter((one) => one.isKept && one.state !== 'failed' && isWaiting(one))) {
      const ready = await this.#wire.uploads.readiness(item.files ?? []);
      if (!this.items.includes(item)) continue;
      if (ready.kind === 'failed') await this.#fail(item, ready.code);
      if (ready.kind !== 'ready' || item.content.t !== 'text') continue;
      // Stored before it is posted: only by all of its content is it found in the log after a reload.
      item.content = { ...item.content, fl: ready.files };
      await this.#keep(item);
    }
  }

  async #sendAll() {
    for (let item = this.#next(); item && this.#maySend; item = this.#next()) {
      item.state = 'sending';
      await this.#try(item);
      if (!(await this.#send(item))) break;
    }
  }

  /** Stores that an item may be in the log from now on, before it is posted: another page may be the next to send it. @param {OutboxItem} item */
  async #try(item) {
    const wasUntried = item.untried;
    item.untried = false;
    this.#changed();
    if (wasUntried) await this.#keep(item);
  }

  get #maySend() {
    return this.#wire.isOnline() && !this.#wire.isBlocked();
  }

  /** Returns whether the next message may be sent. @param {OutboxItem} item */
  async #send(item) {
    const outcome = await this.#posting.post(item);
    switch (outcome.kind) {
      case 'done': return true;
      case 'failed':
        await this.#fail(item, outcome.reason);
        return true;
      case 'paused':
        item.state = 'waiting';
        this.#changed();
        return false;
      case 'accepted':
        item.pos = outcome.pos;
        await this.settle();
        if (this.#isAwaited(item, outcome.pos)) this.#confirm(item, outcome.pos);
        return true;
    }
  }

  /** Whether the message stands in the log, though no answer said so, or was discarded. @param {OutboxItem} item */
  async #isDone(item) {
    if (this.#wire.isInLog(item)) await this.settle();
    return !this.items.includes(item);
  }

  /** @param {OutboxItem} item @param {string} reason */
  async #fail(item, reason) {
    item.state = 'failed';
    item.reason = reason;
    await this.#keep(item);
    this.#changed();
  }

  /** @param {OutboxItem} item */
  async #keep(item) {
    await this.#unsent.keep(unsentOf(this.#roomId, item));
  }

  #next() {
    const due = this.items.filter((item) => !isPast(item));
    const held = due.findIndex(isWaiting);
    // What changes another message overtakes one that waits for its files.
    const next = held < 0 ? due[0] : due.find((item, i) => i < held || isRelation(item.content));
    return next?.isKept ? next : undefined;
  }

  /** @param {string} clientId */
  #find(clientId) {
    return this.items.find((item) => item.clientId === clientId);
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/** @param {OutboxItem} item */
const isPast = (item) => item.state === 'failed' || item.pos !== null;
