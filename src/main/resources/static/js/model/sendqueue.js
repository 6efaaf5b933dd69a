// @ts-check
// What somebody wants to say, on its way: stored first, then sent, one line after the other. The same
// clientId gets the same answer from the server, so a line is sent exactly once however often it is
// tried.
import { Sealer } from '../crypto/seal.js';
import { toBase64, uuidOfTime } from '../protocol/bytes.js';
import { Problem } from '../protocol/problems.js';
import * as outbox from '../store/outbox.js';

/** Answers after which the line is sealed anew or tried again; any other one pauses it. */
const AGAIN = new Set(['stale-epoch', 'identity-changed', 'failed']);
/** The server's trouble of the moment: its disk is full, its database locked. The line waits as long as that lasts. */
const LATER = new Set(['busy', 'too-many', 'not-stored', 'unreachable']);
/** Of a room that one is not in the server says no more than that it is not there. */
export const NOT_IN_ROOM = 'You were not in this room when it was to be sent.';
const PAUSE_MILLIS = 1000;
const LONGEST_PAUSE_MILLIS = 8000;
const TRIES = 8;

/**
 * @typedef {object} Line
 * @property {string} clientId
 * @property {string} text
 * @property {number} at
 * @property {'sending'|'waiting'|'failed'} state
 * @property {string} [reason]
 * @property {number|null} pos the number that it got
 */

/** Events: `change`. */
export class SendQueue extends EventTarget {
  /** @type {Line[]} */
  lines = [];
  #roomId;
  #wire;
  #db;
  #busy = false;
  /** @type {Sealer|null} */
  #sealer = null;

  /**
   * @param {string} roomId
   * @param {import('../store/database.js').Database} db
   * @param {object} wire what the queue needs of its room
   * @param {() => boolean} wire.isOnline
   * @param {() => boolean} wire.isHeld whether nothing may be sent for now
   * @param {() => Promise<import('../crypto/epochs.js').EpochKey>} wire.epoch the open epoch's key, opened if need be
   * @param {() => void} wire.forgetEpoch
   * @param {import('../crypto/vault.js').OpenedKeys} wire.own
   * @param {() => Promise<{pos: number, hash: Uint8Array}>} wire.seen
   * @param {(clientId: string, envelope: string) => Promise<{type: string, pos: number, code: string, title: string}>} wire.post
   */
  constructor(roomId, db, wire) {
    super();
    this.#roomId = roomId;
    this.#db = db;
    this.#wire = wire;
  }

  /** Lines that an earlier page left unsent. @param {outbox.Unsent[]} kept */
  restore(kept) {
    for (const { clientId, text, at, failed } of kept) {
      this.lines.push({ clientId, text, at, state: failed ? 'failed' : 'waiting', reason: failed, pos: null });
    }
    this.#changed();
  }

  /** @param {string} text */
  async add(text) {
    const at = Date.now();
    const line = { clientId: uuidOfTime(at), text, at, state: this.#mayGo ? 'sending' : 'waiting', pos: null };
    this.lines.push(/** @type {Line} */ (line));
    this.#changed();
    await outbox.keep(this.#db, { clientId: line.clientId, roomId: this.#roomId, text, at });
    this.pump();
  }

  /** @param {string} clientId */
  async retry(clientId) {
    const line = this.#find(clientId);
    if (!line) return;
    line.state = this.#mayGo ? 'sending' : 'waiting';
    line.reason = undefined;
    await outbox.keep(this.#db, { clientId, roomId: this.#roomId, text: line.text, at: line.at });
    this.#changed();
    this.pump();
  }

  /** Takes a line back; answers its text. @param {string} clientId */
  async discard(clientId) {
    const line = this.#find(clientId);
    this.lines = this.lines.filter((l) => l.clientId !== clientId);
    await outbox.drop(this.#db, clientId);
    this.#changed();
    return line?.text ?? '';
  }

  /** The number is in the timeline now: the pending line has done its work. @param {(pos: number) => boolean} isShown */
  settle(isShown) {
    const before = this.lines.length;
    this.lines = this.lines.filter((l) => l.pos === null || !isShown(l.pos));
    if (this.lines.length !== before) this.#changed();
  }

  /** Nothing may go for now, and no line says that it does. */
  rest() {
    for (const line of this.lines) if (line.state === 'sending' && line.pos === null) line.state = 'waiting';
    this.#changed();
  }

  /** Sends what waits, in order. */
  async pump() {
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let line = this.#next(); line && this.#mayGo; line = this.#next()) {
        line.state = 'sending';
        this.#changed();
        if (!(await this.#send(line))) break;
      }
      if (!this.#mayGo) this.rest();
    } finally {
      this.#busy = false;
    }
  }

  get #mayGo() {
    return this.#wire.isOnline() && !this.#wire.isHeld();
  }

  /** Says whether the next line may go. @param {Line} line */
  async #send(line) {
    let answer;
    for (let tries = 0, pauses = 0; tries < TRIES; ) {
      try {
        const sealed = await this.#seal(line);
        answer = await this.#wire.post(line.clientId, toBase64(sealed));
      } catch (error) {
        if (!this.#mayGo) return this.#wait(line);
        const { code = 'failed', message } = /** @type {any} */ (error);
        answer = { type: 'refused', code, title: error instanceof Problem ? message : 'something went wrong in this browser', pos: 0 };
      }
      if (answer.type === 'accepted') {
        line.pos = answer.pos;
        await outbox.drop(this.#db, line.clientId);
        this.#changed();
        return true;
      }
      if (LATER.has(answer.code)) {
        await pause(PAUSE_MILLIS * 2 ** pauses++);
        if (!this.#mayGo) return this.#wait(line);
        continue;
      }
      if (!AGAIN.has(answer.code)) return this.#fail(line, answer.code === 'not-found' ? NOT_IN_ROOM : answer.title);
      tries++;
      if (answer.code === 'stale-epoch') this.#wire.forgetEpoch();
      else await pause(PAUSE_MILLIS);
    }
    return this.#fail(line, answer?.title ?? 'no answer');
  }

  /** @param {Line} line */
  #wait(line) {
    line.state = 'waiting';
    this.#changed();
    return false;
  }

  /** @param {Line} line */
  async #seal(line) {
    const epoch = await this.#wire.epoch();
    if (this.#sealer?.epoch !== epoch.record.epoch) this.#sealer = new Sealer(epoch, this.#wire.own);
    return this.#sealer.seal({ t: 'text', b: line.text, at: line.at }, await this.#wire.seen());
  }

  /** @param {Line} line @param {string} reason */
  async #fail(line, reason) {
    line.state = 'failed';
    line.reason = reason;
    await outbox.keep(this.#db, { clientId: line.clientId, roomId: this.#roomId, text: line.text, at: line.at, failed: reason });
    this.#changed();
    return true;
  }

  #next() {
    return this.lines.find((l) => l.state !== 'failed' && l.pos === null);
  }

  /** @param {string} clientId */
  #find(clientId) {
    return this.lines.find((l) => l.clientId === clientId);
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/** @param {number} millis */
const pause = (millis) => new Promise((resolve) => setTimeout(resolve, Math.min(millis, LONGEST_PAUSE_MILLIS)));
