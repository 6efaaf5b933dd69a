// @ts-check
// Posts one message of the outbox: seals it, sends it, and sends it again after answers that are not final.
import { sha256 } from '../../crypto/primitives.js';
import { Sealer } from '../../crypto/seal.js';
import { toBase64 } from '../../protocol/bytes.js';
import { isRelation } from '../../protocol/content.js';
import { Problem } from '../../protocol/problems.js';
import { now, pause } from '../platform.js';

/** @typedef {import('./outbox-item.js').OutboxItem} OutboxItem */
/** What the server answers to a post. @typedef {import('../../protocol/frames.js').Accepted|import('../../protocol/frames.js').Refused} Answer */

/** Answers after which the message is sealed again and resent; any other refusal is final. */
const RETRIED = new Set(['stale-epoch', 'identity-changed', 'failed']);
/** Temporary conditions of the server: its disk is full, its database locked. The message waits as long as they last. */
const TEMPORARY = new Set(['busy', 'too-many', 'not-stored', 'unreachable']);
/** The server answers `not-found` for a room that one is not in. */
export const NOT_IN_ROOM = 'not-in-room';
const PAUSE_MILLIS = 1000;
const LONGEST_PAUSE_MILLIS = 8000;
/** The longest pause that the server can ask for. */
export const LONGEST_REQUESTED_PAUSE_MILLIS = 30000;
const TRIES = 8;
/** Takes the place of an answer once the message stands in the log. */
const SEEN = Object.freeze({ type: /** @type {const} */ ('seen') });

/**
 * @typedef {{kind: 'done'}|{kind: 'accepted', pos: number}|{kind: 'paused'}|{kind: 'failed', reason: string}} Outcome
 *   `done` stands in the log or was discarded, `accepted` has a position that the log has not confirmed, `paused`
 *   cannot be sent for now
 */

export class Posting {
  #wire;
  #queue;
  /** @type {Sealer|null} */
  #sealer = null;
  /** Called when a posted message is found in the log, by clientId. @type {Map<string, (seen: typeof SEEN) => void>} */
  #waiting = new Map();

  /**
   * @param {object} wire what posting needs of the room
   * @param {() => Promise<import('../../crypto/epochs.js').EpochKey>} wire.epoch the open epoch's key, opened if need be
   * @param {() => void} wire.forgetEpoch
   * @param {import('../../crypto/vault.js').OpenedKeys} wire.own
   * @param {() => Promise<{pos: number, hash: Uint8Array}>} wire.seen
   * @param {() => string} wire.mark another one after each change of members or keys
   * @param {(clientId: string, envelope: string, flags: ReturnType<typeof flagsOf>) => Promise<Answer>} wire.post
   * @param {object} queue
   * @param {() => boolean} queue.maySend
   * @param {(item: OutboxItem) => Promise<boolean>} queue.isDone whether it stands in the log or was discarded
   * @param {() => void} queue.changed
   */
  constructor(wire, queue) {
    this.#wire = wire;
    this.#queue = queue;
  }

  /** @param {OutboxItem} item @returns {Promise<Outcome>} */
  async post(item) {
    let reason = 'failed';
    for (let tries = 0, pauses = 0; tries < TRIES; ) {
      if (await this.#queue.isDone(item)) return { kind: 'done' };
      const answer = await this.#attempt(item);
      if (!answer) return { kind: 'paused' };
      if (answer.type === 'accepted') return { kind: 'accepted', pos: answer.pos };
      if (answer.type === 'seen' || (await this.#queue.isDone(item))) return { kind: 'done' };
      reason = answer.code;
      if (TEMPORARY.has(reason)) {
        await this.#pauseFor(item, answer, PAUSE_MILLIS * 2 ** pauses++);
        if (!this.#queue.maySend()) return { kind: 'paused' };
        continue;
      }
      if (!RETRIED.has(reason)) return { kind: 'failed', reason: reason === 'not-found' ? NOT_IN_ROOM : reason };
      tries++;
      if (reason === 'stale-epoch') this.#wire.forgetEpoch();
      else await pause(PAUSE_MILLIS);
    }
    return { kind: 'failed', reason };
  }

  /** The message stands in the log: its answer is not waited for any longer. @param {string} clientId */
  found(clientId) {
    this.#waiting.get(clientId)?.(SEEN);
    this.#waiting.delete(clientId);
  }

  /** Null where nothing may be sent any more. @param {OutboxItem} item */
  async #attempt(item) {
    try {
      const sealed = await this.#seal(item);
      item.hashes.push(toBase64(await sha256(sealed)));
      return await Promise.race([this.#wire.post(item.clientId, toBase64(sealed), flagsOf(item.content)), this.#seen(item)]);
    } catch (error) {
      return this.#queue.maySend() ? refusalOf(error) : null;
    }
  }

  /** Resolves when the message is found in the log, whatever the server answers. @param {OutboxItem} item @returns {Promise<typeof SEEN>} */
  #seen({ clientId }) {
    return new Promise((resolve) => this.#waiting.set(clientId, resolve));
  }

  /** @param {OutboxItem} item @param {{code: string, retryAfter?: number}} answer @param {number} millis */
  async #pauseFor(item, { code, retryAfter = 0 }, millis) {
    if (code === 'too-many') [item.state, item.reason] = ['waiting', code];
    this.#queue.changed();
    const until = now() + Math.min(Math.max(Math.min(millis, LONGEST_PAUSE_MILLIS), retryAfter * 1000), LONGEST_REQUESTED_PAUSE_MILLIS);
    const before = this.#wire.mark();
    // After a change of members or keys the answer may be another one.
    do await pause(PAUSE_MILLIS); while (now() < until && this.#wire.mark() === before);
    [item.state, item.reason] = ['sending', undefined];
    this.#queue.changed();
  }

  /** @param {OutboxItem} item */
  async #seal(item) {
    const epoch = await this.#wire.epoch();
    if (this.#sealer?.epoch !== epoch.record.epoch) this.#sealer = new Sealer(epoch, this.#wire.own);
    return this.#sealer.seal(item.content, await this.#wire.seen());
  }
}

/** What the server is told of content: whether it is no message of its own, who is notified, and its files (R4, R5, F3). @param {import('../../protocol/content.js').Content} content */
function flagsOf(content) {
  const mentioned = 'mn' in content ? content.mn : undefined;
  const files = ('fl' in content ? content.fl ?? [] : []).flatMap(({ id, th }) => (th ? [id, th.id] : [id]));
  return { ...(isRelation(content) ? { quiet: /** @type {const} */ (true) } : {}), ...(mentioned ? { alert: mentioned } : {}), ...(files.length > 0 ? { files } : {}) };
}

/** An error as a refusal by the server. @param {unknown} error */
function refusalOf(error) {
  const type = /** @type {const} */ ('refused');
  if (!(error instanceof Problem)) return { type, code: 'failed', retryAfter: 0 };
  return { type, code: error.code, retryAfter: Number(error.answer.retryAfter ?? 0) };
}
