// @ts-check
// From entries to lines: what people see of a log.
import { openEvent } from '../crypto/events.js';
import { openMessage } from '../crypto/seal.js';
import { Unreadable } from '../crypto/unreadable.js';
import { Malformed } from '../protocol/bytes.js';
import { NOBODY, readEnvelope } from '../protocol/structures.js';

const MESSAGE = 1;
const RECORD = 2;
/** Kinds of event with which an epoch ends (K4). */
const ENDS_EPOCH = new Set(['created', 'joined', 'left', 'removed', 'role', 'identity']);

/**
 * @typedef {import('./directory.js').Person} Person
 * @typedef {{kind: 'message', key: string, pos: number|null, at: number, sender: Person, own: boolean, text: string,
 *   state: 'sent'|'sending'|'waiting'|'failed', reason?: string, clientId?: string, envelope?: Uint8Array}} MessageLine
 * @typedef {{kind: 'system', key: string, pos: number, at: number, what: string, actor: Person|null, subject: Person|null, name?: string, role?: number}} SystemLine
 * @typedef {{kind: 'locked', key: string, pos: number, at: number, sender: Person|null, reason: string, envelope?: Uint8Array}} LockedLine
 * @typedef {MessageLine|SystemLine|LockedLine} Line
 */

export class Timeline {
  #roomId;
  #keys;
  #directory;
  #me;
  /** @type {Map<number, Line>} */
  #lines = new Map();
  /** Where an epoch's record stands, and where epochs end, as far as the held entries say. @type {Map<number, number>} */
  #records = new Map();
  /** @type {Set<number>} */
  #ends = new Set();
  /** Which numbers of a stream were seen at which position. @type {Map<string, Map<number, number>>} */
  #streams = new Map();

  /**
   * @param {string} roomId
   * @param {import('./room-keys.js').RoomKeys} keys
   * @param {import('./directory.js').Directory} directory
   * @param {string} me
   */
  constructor(roomId, keys, directory, me) {
    this.#roomId = roomId;
    this.#keys = keys;
    this.#directory = directory;
    this.#me = me;
  }

  /** @returns {Line[]} ascending */
  get lines() {
    return [...this.#lines.values()].sort((a, b) => /** @type {number} */ (a.pos) - /** @type {number} */ (b.pos));
  }

  /** @param {number} pos */
  line(pos) {
    return this.#lines.get(pos) ?? null;
  }

  /** Opens entries, ascending, into lines. @param {import('./log.js').Entry[]} entries */
  async add(entries) {
    // Records and events come first: they say which messages are valid.
    for (const entry of entries) if (entry.type !== MESSAGE) await this.#addOther(entry);
    // The newest are wanted first, and each needs its epoch's key only once.
    await Promise.all(entries.filter((e) => e.type === MESSAGE).map((entry) => this.#addMessage(entry)));
  }

  /** Tries again what could not be opened for want of a key. */
  async retry(/** @type {import('./log.js').Entry[]} */ entries) {
    const waiting = entries.filter((e) => {
      const line = this.#lines.get(e.pos);
      return line?.kind === 'locked' && line.reason === 'no-key';
    });
    await Promise.all(waiting.map((entry) => this.#addMessage(entry)));
    return waiting.length > 0;
  }

  /** @param {import('./log.js').Entry} entry */
  async #addOther(entry) {
    const bytes = /** @type {Uint8Array} */ (entry.bytes);
    if (entry.type === RECORD) {
      const record = await this.#keys.record(bytes).catch(() => null);
      if (record && record.logPos === entry.pos - 1) this.#records.set(record.epoch, entry.pos);
      return;
    }
    try {
      const event = await openEvent(bytes, {
        identity: (id) => this.#directory.identity(id),
        server: (id) => this.#directory.serverKey(id),
      });
      if (event.roomId !== this.#roomId) throw new Unreadable('wrong-room');
      if (ENDS_EPOCH.has(event.kind)) this.#ends.add(entry.pos);
      this.#lines.set(entry.pos, await this.#systemLine(entry, event));
    } catch (error) {
      this.#lines.set(entry.pos, this.#locked(entry, error, null));
    }
  }

  /** @param {import('./log.js').Entry} entry @param {import('../protocol/structures.js').RoomEvent} event @returns {Promise<SystemLine>} */
  async #systemLine(entry, event) {
    const person = async (/** @type {string} */ id) => (id === NOBODY ? null : this.#directory.person(id).catch(() => null));
    const declined = event.kind === 'withdrawn' && event.actor === event.subject;
    return {
      kind: 'system', key: `p${entry.pos}`, pos: entry.pos, at: entry.at, what: declined ? 'declined' : event.kind,
      actor: await person(event.actor), subject: await person(event.subject), name: event.data.name, role: event.data.role,
    };
  }

  /** @param {import('./log.js').Entry} entry */
  async #addMessage(entry) {
    /** @type {Person|null} */
    let sender = null;
    try {
      if (!entry.bytes) throw new Unreadable('before-joining');
      const envelope = readEnvelope(entry.bytes);
      const identity = await this.#directory.identity(envelope.identityId);
      sender = await this.#directory.person(identity.userId);
      this.#requireInEpoch(envelope.epoch, entry.pos);
      const opened = await openMessage(envelope, await this.#keys.key(envelope.epoch), identity);
      this.#requireRising(opened.stream, opened.seq, entry.pos);
      this.#lines.set(entry.pos, this.#messageLine(entry, sender, opened.body));
    } catch (error) {
      this.#lines.set(entry.pos, this.#locked(entry, error, sender));
    }
  }

  /** @param {import('./log.js').Entry} entry @param {Person} sender @param {any} body @returns {Line} */
  #messageLine(entry, sender, body) {
    const envelope = /** @type {Uint8Array} */ (entry.bytes);
    if (body.t !== 'text' || typeof body.b !== 'string') {
      return { kind: 'locked', key: `p${entry.pos}`, pos: entry.pos, at: entry.at, sender, reason: 'newer', envelope };
    }
    return {
      kind: 'message', key: `p${entry.pos}`, pos: entry.pos, at: entry.at, sender,
      own: sender.userId === this.#me, text: body.b, state: 'sent', envelope,
    };
  }

  /** K4, as far as the held entries reach. @param {number} epoch @param {number} pos */
  #requireInEpoch(epoch, pos) {
    const start = this.#records.get(epoch);
    if (start === undefined) return;
    const between = (/** @type {number} */ p) => p > start && p < pos;
    if (start > pos || [...this.#ends].some(between) || [...this.#records.values()].some(between)) throw new Unreadable('damaged');
  }

  /** M3: within a stream numbers rise; of doubles the lowest position stands. @param {string} stream @param {number} seq @param {number} pos */
  #requireRising(stream, seq, pos) {
    const seen = this.#streams.get(stream) ?? new Map();
    this.#streams.set(stream, seen);
    for (const [otherSeq, otherPos] of seen) {
      if (otherPos !== pos && (otherPos < pos ? otherSeq >= seq : otherSeq <= seq)) throw new Unreadable('repeated');
    }
    seen.set(seq, pos);
  }

  /** @param {import('./log.js').Entry} entry @param {unknown} error @param {Person|null} sender @returns {LockedLine} */
  #locked(entry, error, sender) {
    const reason = error instanceof Unreadable ? error.reason : error instanceof Malformed ? 'damaged' : 'unreachable';
    return { kind: 'locked', key: `p${entry.pos}`, pos: entry.pos, at: entry.at, sender, reason, envelope: entry.bytes ?? undefined };
  }
}
