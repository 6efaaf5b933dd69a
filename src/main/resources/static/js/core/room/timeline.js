// @ts-check
// From entries to lines: what people see of a log.
import { openMessage } from '../../crypto/seal.js';
import { Unreadable } from '../../crypto/unreadable.js';
import { Malformed, equal, toBase64 } from '../../protocol/bytes.js';
import { NOBODY, readEnvelope, readEvent } from '../../protocol/room-structures.js';
import { isRelation } from '../../protocol/content.js';
import { MessageOrder } from './order.js';
import { NONE, diagnose, pictureOf, pins, withRelations, withoutRelation } from './relations.js';

const MESSAGE = 1;
const EVENT = 3;
const RECORD = 2;
/** The reason of a record whose issuer could not open the key before it. */
const GRANT_UNREADABLE = 4;
/** What may open later. */
const HOPEFUL = new Set(['no-key', 'unreachable', 'checking']);
/** What the server could open by an answer. */
const UNREACHED = new Set(['unreachable', 'withheld', 'checking']);
/** What lacks its bytes. */
const BARE = new Set(['before-joining', 'withheld']);
/** So many bytes of an entry's hash stand in a ref. */
const REF_HASH = 16;

/**
 * @typedef {import('../session/directory.js').Person} Person
 * @typedef {{kind: 'message', key: string, pos: number|null, at: number, sender: Person, own: boolean, text: string, elsewhere?: boolean,
 *   state: 'sent'|'sending'|'waiting'|'failed', reason?: string, clientId?: string, envelope?: Uint8Array, quiet?: boolean, target?: import('./relations.js').Target}} MessageLine
 * @typedef {{kind: 'relation', key: string, pos: number, at: number, sender: Person, envelope: Uint8Array, quiet: boolean, relation: import('./relations.js').Relation}} RelationLine
 * @typedef {{kind: 'system', key: string, pos: number, at: number, what: string, actor: Person|null, subject: Person|null,
 *   name?: string, role?: number, full?: boolean, reset?: string}} SystemLine
 * @typedef {{kind: 'locked', key: string, pos: number, at: number, sender: Person|null, reason: string, epoch?: number,
 *   envelope?: Uint8Array, quiet?: boolean}} LockedLine
 * @typedef {MessageLine|RelationLine|SystemLine|LockedLine} Line
 * @typedef {Awaited<ReturnType<typeof openMessage>>} Message
 * @typedef {{entry: import('./log.js').Entry, sender: Person|null, epoch?: number, message?: Message, error?: unknown}} Opened
 */

export class Timeline {
  #keys;
  #ledger;
  #directory;
  #witnesses;
  #isOwed;
  #log;
  #me;
  /** Messages below this number are here only so that later ones can be checked. */
  shownFrom = 0;
  /** @type {Map<number, Line>} */
  #lines = new Map();
  #order = new MessageOrder();
  /** Messages that wait for their check, and the lowest number that it needs. @type {Map<number, number>} */
  #needs = new Map();
  /** Where one's own messages stand, by their content. @type {Map<string, number>} */
  #own = new Map();
  #relations = NONE;
  /** By epoch and user. @type {Set<string>} */
  #writers = new Set();

  /**
   * @param {object} room
   * @param {import('./room-keys.js').RoomKeys} room.keys
   * @param {import('./ledger.js').Ledger} room.ledger
   * @param {import('../session/directory.js').Directory} room.directory
   * @param {import('../trust/witnesses.js').Witnesses} room.witnesses
   * @param {(pos: number) => boolean} room.isOwed whether this person may read a message at this number
   * @param {import('./log.js').Log} room.log
   * @param {string} me
   */
  constructor({ keys, ledger, directory, witnesses, isOwed, log }, me) {
    this.#keys = keys;
    this.#ledger = ledger;
    this.#directory = directory;
    this.#witnesses = witnesses;
    this.#isOwed = isOwed;
    this.#log = log;
    this.#me = me;
  }

  /** What is shown of the log, without what refers to a message. @returns {Line[]} ascending */
  get lines() {
    return [...this.#lines.values()].filter((line) => line.kind !== 'relation' && !this.#isAside(line)).sort((a, b) => /** @type {number} */ (a.pos) - /** @type {number} */ (b.pos));
  }

  /** Whether a line waits for its check above what is shown. @param {Line} line */
  #isAside(line) {
    return line.kind === 'locked' && line.reason === 'checking' && line.pos < this.shownFrom;
  }

  /** The lowest number that has to be loaded so that all shown messages can be checked. */
  get needed() {
    const needs = [...this.#needs].flatMap(([pos, need]) => (pos < this.shownFrom ? [] : [need]));
    return Math.min(Infinity, ...needs);
  }

  /** Where one's own message with this content stands. @param {import('../../protocol/content.js').Content} content */
  ownAt(content) {
    return this.#own.get(keyOf(content)) ?? null;
  }

  /** @param {number} pos */
  line(pos) {
    return this.#lines.get(pos) ?? null;
  }

  /** Opens entries, ascending, into lines. The ledger has taken their events in. @param {import('./log.js').Entry[]} entries */
  async add(entries) {
    for (const entry of entries) {
      if (entry.type === EVENT) await this.#addEvent(entry);
      else if (entry.type === RECORD) await this.#addRecord(entry);
      else if (entry.type !== MESSAGE) this.#lines.set(entry.pos, this.#locked(entry, new Unreadable('newer'), null));
    }
    await this.#addMessages(entries.filter((e) => e.type === MESSAGE));
  }

  /** Opens messages side by side, and places them one after the other. @param {import('./log.js').Entry[]} entries ascending */
  async #addMessages(entries) {
    const opened = await Promise.all(entries.map((entry) => this.#open(entry)));
    for (const one of opened) this.#place(one);
  }

  /** Epochs whose key is lacking for lines that are here. */
  get lacking() {
    const epochs = [...this.#lines.values()].flatMap((l) => (l.kind === 'locked' && l.reason === 'no-key' && l.epoch ? [l.epoch] : []));
    return [...new Set(epochs)].sort((a, b) => b - a);
  }

  /** Whether something is closed only because the server did not answer, or does not hand it out. */
  get isUnreached() {
    return [...this.#lines.values()].some((line) => line.kind === 'locked' && UNREACHED.has(line.reason) && !this.#isAside(line));
  }

  /** Tries again what may open by now; where bytes have come for what was served without them, these. */
  async retry(/** @type {import('./log.js').Entry[]} */ entries) {
    const waiting = entries.filter((e) => {
      const line = this.#lines.get(e.pos);
      if ((this.#needs.get(e.pos) ?? Infinity) < this.#log.first) return false;
      return line?.kind === 'locked' && (HOPEFUL.has(line.reason) || (BARE.has(line.reason) && (e.bytes !== null || this.#isOwed(e.pos))));
    });
    await this.#addMessages(waiting);
    return waiting.length > 0;
  }

  /** @param {import('./log.js').Entry} entry */
  async #addEvent(entry) {
    if (!entry.bytes) {
      this.#lines.set(entry.pos, this.#locked(entry, new Unreadable('withheld'), null));
    } else if (this.#ledger.hasEvent(entry.pos)) {
      this.#lines.set(entry.pos, await this.#systemLine(entry, readEvent(entry.bytes)));
    } else {
      this.#lines.set(entry.pos, this.#locked(entry, new Unreadable('forged'), null));
    }
  }

  /** Records are not shown, but for one that somebody made because they could not open the key before it. @param {import('./log.js').Entry} entry */
  async #addRecord({ pos, at }) {
    const record = this.#keys.at(pos);
    if (record?.reason !== GRANT_UNREADABLE) return;
    const person = (/** @type {number} */ epoch) => this.#personOf(this.#keys.issuerOf(epoch) ?? NOBODY);
    this.#lines.set(pos, {
      kind: 'system', key: `p${pos}`, pos, at, what: 'rekeyed', actor: await person(record.epoch), subject: await person(record.epoch - 1),
    });
  }

  /** @param {string} id @returns {Promise<Person|null>} */
  async #personOf(id) {
    return id === NOBODY ? null : this.#directory.person(id).catch(() => this.#directory.shown(id));
  }

  /** Whether a message of somebody under this epoch was opened here: then they have its key. @param {number} epoch @param {string} userId */
  wrote(epoch, userId) {
    return this.#writers.has(`${epoch} ${userId}`);
  }

  /** @param {import('./log.js').Entry} entry @param {import('../../protocol/room-structures.js').RoomEvent} event @returns {Promise<SystemLine>} */
  async #systemLine(entry, event) {
    const declined = event.kind === 'withdrawn' && event.actor === event.subject;
    return {
      kind: 'system', key: `p${entry.pos}`, pos: entry.pos, at: entry.at, what: declined ? 'declined' : event.kind,
      actor: await this.#personOf(event.actor), subject: await this.#personOf(event.subject), name: event.data.name, role: event.data.role,
      full: event.kind === 'joined' ? this.#ledger.hadFullHistoryAt(entry.pos) : event.data.full, reset: this.#ledger.resets.get(entry.pos),
    };
  }

  /** @param {import('./log.js').Entry} entry @returns {Promise<Opened>} */
  async #open(entry) {
    /** @type {Opened} */
    const opened = { entry, sender: null };
    try {
      if (!entry.bytes) throw new Unreadable(this.#isOwed(entry.pos) ? 'withheld' : 'before-joining');
      const envelope = readEnvelope(entry.bytes);
      const identity = await this.#directory.identity(envelope.identityId);
      opened.sender = await this.#sender(identity.userId);
      opened.epoch = envelope.epoch;
      opened.message = await openMessage(envelope, await this.#keys.key(envelope.epoch), identity);
    } catch (error) {
      opened.error = error;
    }
    return opened;
  }

  /** @param {Opened} opened */
  #place({ entry, sender, epoch, message, error }) {
    try {
      if (!message || !sender || !epoch) throw error;
      this.#requireInEpoch(epoch, entry.pos);
      this.#requireChecked(message, epoch, entry.pos);
      this.#requireRising(message, entry.pos);
      this.#witnesses.add({ pos: message.seenPos, hash: message.seenHash, userId: sender.userId, at: entry.pos });
      this.#writers.add(`${epoch} ${sender.userId}`);
      if (sender.userId === this.#me && message.content) this.#own.set(keyOf(message.content), entry.pos);
      const line = this.#contentLine(entry, sender, message);
      this.#lines.set(entry.pos, line);
      if (line.kind === 'relation') this.#relations = withRelations(this.#relations, [line.relation]);
    } catch (fault) {
      this.#lines.set(entry.pos, { ...this.#locked(entry, fault, sender), epoch });
    }
  }

  /** Who wrote it, without a name where the server denies that there is such a person. @param {string} userId */
  #sender(userId) {
    return this.#directory.person(userId).catch((error) => {
      if (error.code !== 'not-found') throw error;
      return this.#directory.shown(userId);
    });
  }

  /** @param {import('./log.js').Entry} entry @param {Person} sender @param {Message} message @returns {Line} */
  #contentLine(entry, sender, { content, userId, identityId }) {
    const { pos, at } = entry;
    const line = { key: `p${pos}`, pos, at, sender, envelope: /** @type {Uint8Array} */ (entry.bytes), quiet: entry.quiet };
    if (!content) return { kind: 'locked', ...line, reason: 'newer' };
    if (isRelation(content)) return { kind: 'relation', ...line, relation: { pos, userId, identityId, content } };
    const hash = toBase64(entry.entryHash.slice(0, REF_HASH));
    const target = { pos, hash, userId, identityId, text: content.b, at: content.at, hasFiles: content.fl !== undefined };
    return { kind: 'message', ...line, own: userId === this.#me, text: content.b, state: 'sent', target };
  }

  /** What edits, reactions and pins have made of a message; null where none stands there. @param {number} pos */
  pictureAt(pos) {
    const target = this.#target(pos);
    return target && target !== 'other' ? pictureOf(this.#relations, target) : null;
  }

  /** Positions of the pinned messages that are open here, ascending. */
  get pinned() {
    return pins(this.#relations, this.#target);
  }

  /** Whether an entry is no message of its own: its content says so, or, as long as it is not open, the server. @param {import('./log.js').Entry} entry */
  isQuiet = ({ pos, quiet }) => {
    const kind = this.#lines.get(pos)?.kind;
    return kind === 'relation' || (kind !== 'message' && quiet);
  };

  /** How many edits, reactions and pins wait for what they refer to, and how many count for nothing. */
  get relationCounts() {
    return diagnose(this.#relations, this.#target);
  }

  /** @type {import('./relations.js').Lookup} */
  #target = (pos) => {
    const line = this.#lines.get(pos);
    if (line?.kind === 'message') return line.target ?? null;
    return !line || line.kind === 'locked' ? null : 'other';
  };

  /** K4: its record is the last one below it, and nothing that ends an epoch lies between. @param {number} epoch @param {number} pos */
  #requireInEpoch(epoch, pos) {
    const start = (this.#keys.accepted(epoch)?.logPos ?? Infinity) + 1;
    const next = (this.#keys.accepted(epoch + 1)?.logPos ?? Infinity) + 1;
    if (start > pos || next < pos || this.#ledger.endsBetween(start, pos)) throw new Unreadable('out-of-time');
  }

  /**
   * M6: that a message repeats no earlier one is known once the log is loaded from where its first appearance
   * can stand: behind what its sender had read when they sealed it, as the chain of hashes vouches, and
   * behind the record of its epoch.
   * @param {Message} message @param {number} epoch @param {number} pos
   */
  #requireChecked({ seenPos, seenHash }, epoch, pos) {
    this.#needs.delete(pos);
    const need = this.#firstPossible(seenPos, seenHash, this.#keys.accepted(epoch)?.logPos ?? 0, pos);
    if (need === null) return;
    this.#needs.set(pos, need);
    throw new Unreadable('checking');
  }

  /** From which number on the log has to be loaded; null where it is. @param {number} seenPos @param {Uint8Array} seenHash @param {number} logPos below the epoch's record @param {number} pos */
  #firstPossible(seenPos, seenHash, logPos, pos) {
    const { first } = this.#log;
    const known = this.#log.hashAt(seenPos);
    const isUseful = seenPos > logPos && seenPos < pos;
    if (isUseful && !known && seenPos < first) return seenPos + 1;
    const from = isUseful && known && equal(known, seenHash) ? seenPos : logPos + 1;
    return from + 1 >= first ? null : from + 1;
  }

  /** M3: within a stream of one identity numbers rise; of doubles the lowest position stands. @param {Message} message @param {number} pos */
  #requireRising({ identityId, stream, seq }, pos) {
    const displaced = this.#order.take(identityId, stream, seq, pos);
    if (!displaced) throw new Unreadable('repeated');
    for (const other of displaced) {
      const line = this.#lines.get(other);
      if (line?.kind === 'relation') this.#relations = withoutRelation(this.#relations, line.relation);
      if (line?.kind === 'message' || line?.kind === 'relation') this.#lines.set(other, { ...this.#locked({ ...line, pos: other }, new Unreadable('repeated'), line.sender) });
    }
  }

  /** @param {{pos: number, at: number, bytes?: Uint8Array|null, envelope?: Uint8Array, quiet?: boolean}} entry @param {unknown} error @param {Person|null} sender @returns {LockedLine} */
  #locked(entry, error, sender) {
    const reason = error instanceof Unreadable ? error.reason : error instanceof Malformed ? 'damaged' : 'unreachable';
    return { kind: 'locked', key: `p${entry.pos}`, pos: entry.pos, at: entry.at, sender, reason, envelope: entry.bytes ?? entry.envelope, quiet: entry.quiet };
  }
}

const keyOf = (/** @type {import('../../protocol/content.js').Content} */ content) => JSON.stringify(Object.entries(content).sort());

/** What the server keeps of a line. @param {{pos: number|null, envelope?: Uint8Array, at: number}} line */
export function stored(line) {
  if (!line.envelope) return null;
  const { epoch, identityId, seq } = readEnvelope(line.envelope);
  return { envelope: toBase64(line.envelope), pos: line.pos, at: line.at, epoch, identityId, seq, size: line.envelope.length };
}
