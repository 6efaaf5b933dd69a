// @ts-check
// What somebody wants to say, on its way: stored first, then sent, one line after the other, in one page of
// the browser at a time. The same clientId gets the same answer from the server, so a line is sent exactly once
// however often and in whichever page it is tried. That the server has accepted it is the server's word: a line
// is done only when its own message stands in the log.
import { sha256 } from '../../crypto/primitives.js';
import { Sealer } from '../../crypto/seal.js';
import { toBase64, uuidOfTime } from '../../protocol/bytes.js';
import { isRelation } from '../../protocol/content.js';
import { Problem } from '../../protocol/problems.js';
import { after, now, pause } from '../platform.js';
import { inOnePage } from './one-page.js';

/** Answers after which the line is sealed anew or tried again; any other one pauses it. */
const AGAIN = new Set(['stale-epoch', 'identity-changed', 'failed']);
/** The server's trouble of the moment: its disk is full, its database locked. The line waits as long as that lasts. */
const LATER = new Set(['busy', 'too-many', 'not-stored', 'unreachable']);
/** Of a room that one is not in the server says no more than that it is not there. */
export const NOT_IN_ROOM = 'not-in-room';
const PAUSE_MILLIS = 1000;
const LONGEST_PAUSE_MILLIS = 8000;
/** The pause that the server asks for is kept up to this length. */
const LONGEST_WISH_MILLIS = 30000;
const TRIES = 8;
/** For so long an accepted line is waited for in the log before it is looked for, then twice as long; less where something else stands at its number. */
const UNSEEN_MILLIS = 3000;
const MISPLACED_MILLIS = 500;
/** So often a line is sent again that was accepted and does not stand where the server says. */
const CONTRADICTIONS = 3;
/** What another page writes it sends itself, unless it is closed meanwhile. */
const ELSEWHERE_MILLIS = 5000;
/** What takes the place of an answer once the message stands in the log. */
const SEEN = Object.freeze({ type: /** @type {const} */ ('seen') });
export const NOT_SHOWN = 'not-shown';

/** What the server answers to a post. @typedef {import('../../protocol/frames.js').Accepted|import('../../protocol/frames.js').Refused} Answer */
/**
 * @typedef {object} Line
 * @property {string} clientId
 * @property {import('../../protocol/content.js').Content} content
 * @property {number} at
 * @property {'sending'|'waiting'|'failed'} state
 * @property {string} [reason] a code: of a refusal, or one of ours
 * @property {number|null} pos the number that it got, as the server says
 * @property {string[]} hashes of the envelopes that were sent for it
 * @property {boolean} isKept whether it is in the store, or the store would not take it; only then it is shown and sent
 * @property {boolean} restored whether an earlier page, or another one, may have sent it
 * @property {boolean} [elsewhere] whether it was written in another page
 * @property {boolean} [isLate] whether that page has not sent it for some seconds: then it is shown here, too
 * @property {number} contradictions how often it did not stand where the server said
 */

/** Events: `change`. */
export class SendQueue extends EventTarget {
  /** @type {Line[]} */
  lines = [];
  #roomId;
  #wire;
  #unsent;
  #busy = false;
  /** Whether something came while it was being sent. */
  #again = false;
  /** When another page was last heard writing or sending. */
  #notedAt = 0;
  /** Whom to tell when a line that was posted is found in the log, by clientId. @type {Map<string, (seen: typeof SEEN) => void>} */
  #waiting = new Map();
  /** @type {Sealer|null} */
  #sealer = null;

  /**
   * @param {string} roomId
   * @param {import('../session/unsent-store.js').UnsentStore} unsent
   * @param {object} wire what the queue needs of its room
   * @param {() => boolean} wire.isOnline
   * @param {() => boolean} wire.isBlocked whether nothing may be sent for now
   * @param {() => Promise<import('../../crypto/epochs.js').EpochKey>} wire.epoch the open epoch's key, opened if need be
   * @param {() => void} wire.forgetEpoch
   * @param {import('../../crypto/vault.js').OpenedKeys} wire.own
   * @param {() => Promise<{pos: number, hash: Uint8Array}>} wire.seen
   * @param {(line: Line) => boolean} wire.isInLog whether the line's own message stands in the log
   * @param {(pos: number) => boolean} wire.holds whether the log is loaded at this number
   * @param {(pos: number) => Promise<void>} wire.reach asks the log for this number
   * @param {() => string} wire.mark another one after each change of members or keys
   * @param {(clientId: string, envelope: string, flags: ReturnType<typeof flagsOf>) => Promise<Answer>} wire.post
   */
  constructor(roomId, unsent, wire) {
    super();
    this.#roomId = roomId;
    this.#unsent = unsent;
    this.#wire = wire;
  }

  /** Lines that an earlier page left unsent. @param {import('../session/unsent-store.js').Unsent[]} kept */
  restore(kept) {
    for (const message of kept) this.lines.push(restored(message, false));
    this.#changed();
  }

  /**
   * Another page has written, or has tried again, or, without a message, has sent or discarded.
   * @param {string} clientId
   * @param {import('../session/unsent-store.js').Unsent} [message]
   */
  noted(clientId, message) {
    const known = this.#find(clientId);
    this.#notedAt = now();
    if (!message) {
      this.lines = this.lines.filter((line) => line !== known);
      if (known) this.#tell(clientId);
    } else if (known) {
      [known.state, known.reason] = message.failed ? ['failed', message.failed] : ['waiting', undefined];
    } else {
      this.lines = [...this.lines, restored(message, true)].sort((a, b) => a.at - b.at);
    }
    this.#changed();
    if (message && !message.failed) after(ELSEWHERE_MILLIS, () => this.#takeOver(clientId));
  }

  /** @param {string} clientId */
  #takeOver(clientId) {
    const line = this.#find(clientId);
    if (!line) return;
    line.isLate = true;
    this.#changed();
    this.pump();
  }

  /** A text as it was typed; no reader takes half of a surrogate pair. @param {string} text */
  say(text) {
    return this.add({ t: 'text', b: text.replace(/\p{Surrogate}/gu, '\ufffd'), at: now() });
  }

  /** Shown and sent once it is stored. @param {import('../../protocol/content.js').Content} content */
  async add(content) {
    const { at } = content;
    /** @type {Line} */
    const line = {
      clientId: uuidOfTime(at), content, at, state: this.#mayGo ? 'sending' : 'waiting', pos: null, hashes: [], isKept: false, restored: false,
      contradictions: 0,
    };
    this.lines.push(line);
    // A page that is closed now must not take with it what was shown as written.
    await this.#keep(line);
    line.isKept = true;
    this.#changed();
    this.pump();
  }

  /** @param {string} clientId */
  async retry(clientId) {
    const line = this.#find(clientId);
    if (!line) return;
    line.state = this.#mayGo ? 'sending' : 'waiting';
    line.reason = undefined;
    line.contradictions = 0;
    await this.#keep(line);
    this.#changed();
    this.pump();
  }

  /** Takes a line back; answers its text, which is empty where it has none. @param {string} clientId */
  async discard(clientId) {
    const line = this.#find(clientId);
    this.lines = this.lines.filter((l) => l.clientId !== clientId);
    await this.#unsent.drop(clientId);
    this.#changed();
    return line?.content.t === 'text' ? line.content.b : '';
  }

  /** Lines that are not in the log yet. */
  get pending() {
    const isShown = (/** @type {Line} */ line) => line.isKept && (!line.elsewhere || line.isLate === true || line.state === 'failed');
    return this.lines.filter((line) => isShown(line) && !this.#wire.isInLog(line));
  }

  /** The log has grown: lines that stand in it are done. */
  async settle() {
    const done = this.lines.filter((line) => this.#wire.isInLog(line));
    if (done.length > 0) {
      this.lines = this.lines.filter((line) => !done.includes(line));
      this.#changed();
      for (const { clientId } of done) this.#tell(clientId);
      for (const { clientId } of done) await this.#unsent.drop(clientId);
    }
  }

  /** @param {string} clientId */
  #tell(clientId) {
    this.#waiting.get(clientId)?.(SEEN);
    this.#waiting.delete(clientId);
  }

  /** Nothing of this line stands at the number that the server named. @param {Line} line */
  async #contradicted(line) {
    line.pos = null;
    if (++line.contradictions < CONTRADICTIONS) this.pump();
    else await this.#fail(line, NOT_SHOWN);
  }

  /** An accepted line that does not come is looked for, and sent again where it is not found. @param {Line} line @param {number} pos */
  async #watch(line, pos) {
    await pause(Math.min((this.#wire.holds(pos) ? MISPLACED_MILLIS : UNSEEN_MILLIS) * 2 ** line.contradictions, LONGEST_WISH_MILLIS));
    if (!this.#isAwaited(line, pos)) return;
    const isAnswered = await this.#wire.reach(pos).then(() => true, () => false);
    await this.settle();
    if (!this.#isAwaited(line, pos)) return;
    if (isAnswered && this.#mayGo) return this.#contradicted(line);
    line.pos = null;
    line.state = 'waiting';
    this.#changed();
    this.pump();
  }

  /** @param {Line} line @param {number} pos */
  #isAwaited(line, pos) {
    return this.lines.includes(line) && line.pos === pos;
  }

  /** Nothing may go for now, and no line says that it does. */
  rest() {
    for (const line of this.lines) if (line.state === 'sending' && line.pos === null) line.state = 'waiting';
    this.#changed();
  }

  /** Sends what waits, in order, when no other page does. */
  async pump() {
    this.#again = true;
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (this.#again && this.#mayGo && this.#next()) {
        this.#again = false;
        await inOnePage(`send ${this.#roomId}`, () => this.#notedAt, () => this.#sendAll());
      }
      if (!this.#mayGo) this.rest();
    } finally {
      this.#busy = false;
    }
  }

  async #sendAll() {
    for (let line = this.#next(); line && this.#mayGo; line = this.#next()) {
      line.state = 'sending';
      this.#changed();
      if (!(await this.#send(line))) break;
    }
  }

  get #mayGo() {
    return this.#wire.isOnline() && !this.#wire.isBlocked();
  }

  /** Says whether the next line may go. @param {Line} line */
  async #send(line) {
    /** @type {Answer|typeof SEEN|ReturnType<typeof refusalOf>|undefined} */
    let answer;
    for (let tries = 0, pauses = 0; tries < TRIES; ) {
      try {
        if (await this.#isDone(line)) return true;
        const sealed = await this.#seal(line);
        line.hashes.push(toBase64(await sha256(sealed)));
        answer = await Promise.race([this.#wire.post(line.clientId, toBase64(sealed), flagsOf(line.content)), this.#seen(line)]);
      } catch (error) {
        if (!this.#mayGo) return this.#wait(line);
        answer = refusalOf(error);
      }
      if (answer.type === 'accepted') {
        line.pos = answer.pos;
        await this.settle();
        if (this.#isAwaited(line, answer.pos)) this.#watch(line, answer.pos);
        return true;
      }
      if (answer.type === 'seen' || (await this.#isDone(line))) return true;
      if (LATER.has(answer.code)) {
        await this.#pauseFor(line, answer, PAUSE_MILLIS * 2 ** pauses++);
        if (!this.#mayGo) return this.#wait(line);
        continue;
      }
      if (!AGAIN.has(answer.code)) return this.#fail(line, answer.code === 'not-found' ? NOT_IN_ROOM : answer.code);
      tries++;
      if (answer.code === 'stale-epoch') this.#wire.forgetEpoch();
      else await pause(PAUSE_MILLIS);
    }
    return this.#fail(line, answer && 'code' in answer ? answer.code : 'failed');
  }

  /** Resolves when the line is found in the log, whatever the server answers. @param {Line} line @returns {Promise<typeof SEEN>} */
  #seen({ clientId }) {
    return new Promise((resolve) => this.#waiting.set(clientId, resolve));
  }

  /** Whether the line stands in the log, though no answer said so, or was taken back. @param {Line} line */
  async #isDone(line) {
    if (this.#wire.isInLog(line)) await this.settle();
    return !this.lines.includes(line);
  }

  /** @param {Line} line @param {{code: string, retryAfter?: number}} answer @param {number} millis */
  async #pauseFor(line, { code, retryAfter = 0 }, millis) {
    if (code === 'too-many') [line.state, line.reason] = ['waiting', code];
    this.#changed();
    const until = now() + Math.min(Math.max(Math.min(millis, LONGEST_PAUSE_MILLIS), retryAfter * 1000), LONGEST_WISH_MILLIS);
    const before = this.#wire.mark();
    // Where members or keys change meanwhile, the answer may be another one.
    do await pause(PAUSE_MILLIS); while (now() < until && this.#wire.mark() === before);
    [line.state, line.reason] = ['sending', undefined];
    this.#changed();
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
    return this.#sealer.seal(line.content, await this.#wire.seen());
  }

  /** @param {Line} line @param {string} reason */
  async #fail(line, reason) {
    line.state = 'failed';
    line.reason = reason;
    await this.#keep(line);
    this.#changed();
    return true;
  }

  /** @param {Line} line */
  async #keep({ clientId, content, at, state, reason }) {
    const failed = state === 'failed' ? { failed: reason } : {};
    await this.#unsent.keep({ clientId, roomId: this.#roomId, content, at, ...failed });
  }

  #next() {
    const next = this.lines.find((l) => l.state !== 'failed' && l.pos === null);
    return next?.isKept ? next : undefined;
  }

  /** @param {string} clientId */
  #find(clientId) {
    return this.lines.find((l) => l.clientId === clientId);
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/** @param {import('../session/unsent-store.js').Unsent} message @param {boolean} elsewhere @returns {Line} */
const restored = ({ clientId, content, at, failed }, elsewhere) => ({
  clientId, content, at, state: failed ? 'failed' : 'waiting', reason: failed, pos: null, hashes: [], isKept: true, restored: true, elsewhere, contradictions: 0,
});

/** What the server is told of content: whether it is no message of its own, and who shall be notified (R4, R5). @param {import('../../protocol/content.js').Content} content */
function flagsOf(content) {
  const mentioned = 'mn' in content ? content.mn : undefined;
  return { ...(isRelation(content) ? { quiet: /** @type {const} */ (true) } : {}), ...(mentioned ? { alert: mentioned } : {}) };
}

/** What hindered a line from being sent, as an answer of the server. @param {unknown} error */
function refusalOf(error) {
  const type = /** @type {const} */ ('refused');
  if (!(error instanceof Problem)) return { type, code: 'failed', retryAfter: 0 };
  return { type, code: error.code, retryAfter: Number(error.answer.retryAfter ?? 0) };
}
