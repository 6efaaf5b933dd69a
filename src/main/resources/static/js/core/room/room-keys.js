// @ts-check
// The epochs of one room: a gapless chain of records, checked against the room's signed events, and the user's own
// keys, opened on demand.
import { openGrant, openRecord, reasonHolds } from '../../crypto/epochs.js';
import { Unreadable } from '../../crypto/unreadable.js';
import { Malformed, equal, fromBase64, isZero, toBase64 } from '../../protocol/bytes.js';
import { readGrant } from '../../protocol/room-structures.js';
import { get } from '../platform.js';
import { RECORD } from './entry-types.js';
import { Forged } from './ledger.js';

const PAGE = 50;
const MODES = /** @type {Record<number, string>} */ ({ 1: 'managed', 2: 'end-to-end' });

/** @typedef {import('../../crypto/epochs.js').EpochRecord} EpochRecord */
/** Where records and grants are kept in this browser. @typedef {Pick<import('../history/kept-room.js').KeptRoom, 'epochs'|'keepEpoch'|'keepGrants'>} KeptEpochs */

/** @type {KeptEpochs} */
const NOTHING_KEPT = { epochs: async () => null, keepEpoch: async () => {}, keepGrants: async () => {} };

export class RoomKeys {
  /** What was wrong with a record: from then on nothing is sent. @type {Forged|null} */
  broken = null;
  #roomId;
  #own;
  #directory;
  #ledger;
  #trust;
  #kept;
  /** Accepted ones alone. @type {Map<number, EpochRecord>} */
  #records = new Map();
  #lowest = 0;
  #newest = 0;
  /** @type {Map<number, Uint8Array[]>} */
  #grants = new Map();
  /** @type {Map<number, Promise<import('../../crypto/epochs.js').EpochKey>>} */
  #keys = new Map();
  #reaching = Promise.resolve();
  /** Epochs whose key is open here. @type {Set<number>} */
  #readable = new Set();
  /** Epochs of which no grant for this person opens. @type {Set<number>} */
  #unreadable = new Set();

  /**
   * @param {string} roomId
   * @param {import('../../crypto/vault.js').OpenedKeys[]} own
   * @param {import('../session/directory.js').Directory} directory
   * @param {import('./ledger.js').Ledger} ledger
   * @param {import('../trust/trust.js').Trust} trust
   * @param {KeptEpochs} [kept]
   */
  constructor(roomId, own, directory, ledger, trust, kept = NOTHING_KEPT) {
    this.#roomId = roomId;
    this.#own = own;
    this.#directory = directory;
    this.#ledger = ledger;
    this.#trust = trust;
    this.#kept = kept;
  }

  /** The newest accepted record. */
  get newest() {
    return this.#records.get(this.#newest) ?? null;
  }

  /** The same, unless its epoch has ended (K4). */
  get open() {
    const { newest } = this;
    return newest && !this.#ledger.endsBetween(newest.logPos + 1, Infinity) ? newest : null;
  }

  /** Accepted records, oldest first. */
  get records() {
    return [...this.#records.values()].sort((a, b) => a.epoch - b.epoch);
  }

  /** @param {number} epoch */
  accepted(epoch) {
    return this.#records.get(epoch) ?? null;
  }

  /** The accepted record at this number. @param {number} pos */
  at(pos) {
    return this.records.find((record) => record.logPos + 1 === pos) ?? null;
  }

  /** Who issued an epoch of an end-to-end room; null for any other, or where its record is not here. @param {number} epoch */
  issuerOf(epoch) {
    const record = this.#records.get(epoch);
    return record?.rows.find((row) => row.identityId === record.issuer)?.userId ?? null;
  }

  /** Whether this epoch's key has been opened here. @param {number} epoch */
  isOpened(epoch) {
    return this.#readable.has(epoch);
  }

  /** Whether no grant of this epoch opens here, as far as it was tried. @param {number} epoch */
  isUnreadable(epoch) {
    return this.#unreadable.has(epoch);
  }

  /** Whether the newest epoch was looked into and no grant of it opens, though somebody else has issued it for this person too. @param {string} me */
  isNewestUnreadable(me) {
    const { newest } = this;
    if (!newest || !this.#unreadable.has(newest.epoch)) return false;
    const issuer = this.issuerOf(newest.epoch);
    return issuer !== null && issuer !== me && newest.rows.some((row) => row.userId === me);
  }

  /** Opens the newest epoch's key, once for each record: that it does not open is known before somebody writes. */
  async probe() {
    const epoch = this.#newest;
    if (epoch === 0 || this.#readable.has(epoch) || this.#unreadable.has(epoch)) return;
    await this.key(epoch).catch((error) => {
      if (!(error instanceof Unreadable)) throw error;
    });
  }

  /**
   * Starts at the pinned record, or at the newest one; everything in between must chain.
   * @param {number} last the newest epoch as the server says
   * @param {ReturnType<import('../trust/trust.js').Trust['room']>} pin what was pinned before it was asked
   */
  anchor(last, pin) {
    return this.#guarded(async () => {
      if (pin && (last < pin.epoch)) throw new Forged('rolled-back', pin.number);
      if (pin && MODES[pin.mode] !== this.#ledger.mode) throw new Forged('mode', 1);
      if (last === 0 || this.#newest >= last) return;
      for (let from = this.#newest ? this.#newest + 1 : pin?.epoch ?? last; from <= last; from += PAGE) {
        let due = from;
        for (const { bytes, pos } of await this.#readPage(from, Math.min(last, from + PAGE - 1))) await this.#follow(bytes, pos, due++);
      }
    });
  }

  /** Takes a record in that stands in the log. @param {Uint8Array} bytes @param {number} pos */
  record(bytes, pos) {
    return this.#guarded(async () => {
      await this.#follow(bytes, pos);
      const record = this.at(pos);
      if (record) await this.#kept.keepEpoch(record.epoch, { pos, type: RECORD, at: record.time, entry: toBase64(bytes) }, (this.#grants.get(record.epoch) ?? []).map(toBase64));
    });
  }

  /** @param {() => Promise<void>} work */
  async #guarded(work) {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Forged)) throw error;
      this.broken ??= error;
    }
  }

  /** @param {Uint8Array} bytes @param {number} pos @param {number} [due] which epoch was asked for: the first one begins the chain */
  async #follow(bytes, pos, due) {
    const record = await this.#verified(bytes, pos);
    if (due !== undefined && record.epoch !== due) throw new Forged('chain', pos);
    const known = this.#records.get(record.epoch);
    if (record.logPos !== pos - 1) throw new Forged('place', pos);
    if (known) {
      if (!equal(known.hash, record.hash)) throw new Forged('two-stories', pos);
    } else if (this.#newest === 0 || record.epoch === this.#newest + 1) {
      this.#accept(record, pos);
      this.#trust.pinRoom(this.#roomId, record);
    } else if (record.epoch > this.#newest) {
      throw new Forged('chain', pos);
    }
  }

  /** @param {Uint8Array} bytes @param {number} pos */
  async #verified(bytes, pos) {
    const keys = { server: (/** @type {string} */ id) => this.#directory.serverKey(id), identity: (/** @type {string} */ id) => this.#directory.identity(id) };
    const record = await openRecord(bytes, this.#roomId, keys).catch((error) => {
      throw error instanceof Unreadable ? new Forged('record-signature', pos) : error;
    });
    return record;
  }

  /** @param {EpochRecord} record @param {number} pos */
  #accept(record, pos) {
    if (MODES[record.mode] !== this.#ledger.mode) throw new Forged('mode', pos);
    this.#requireRows(record, pos);
    const before = this.#records.get(record.epoch - 1);
    const after = this.#records.get(record.epoch + 1);
    const follows = record.epoch === 1 ? isZero(record.prevRecord) : !before || equal(record.prevRecord, before.hash);
    if (!follows || (after && !equal(after.prevRecord, record.hash))) throw new Forged('chain', pos);
    if (!reasonHolds(before ?? null, record) || (after && !reasonHolds(record, after))) throw new Forged('reason', pos);
    const pin = this.#trust.room(this.#roomId);
    if (pin?.epoch === record.epoch && !equal(pin.recordHash, record.hash)) throw new Forged('two-stories', pos);
    this.#records.set(record.epoch, record);
    this.#newest = Math.max(this.#newest, record.epoch);
    this.#lowest = this.#lowest === 0 ? record.epoch : Math.min(this.#lowest, record.epoch);
  }

  /** Exactly those whom the signed events have made members. @param {EpochRecord} record @param {number} pos */
  #requireRows(record, pos) {
    const due = new Map(this.#ledger.rowsAt(pos).map((row) => [row.userId, row]));
    for (const row of record.rows) {
      const own = due.get(row.userId);
      if (!own) throw new Forged('ghost', pos, row.userId);
      if (own.identityId !== row.identityId) throw new Forged('swapped', pos, row.userId);
      if (own.role !== row.role) throw new Forged('rows', pos, row.userId);
      due.delete(row.userId);
    }
    const [missing] = due.keys();
    if (missing) throw new Forged('rows', pos, missing);
  }

  /** @param {number} from @param {number} to */
  async #readPage(from, to) {
    const kept = await this.#kept.epochs(from, to);
    const epochs = kept ?? (await this.#askEpochs(from, to));
    this.#keepGrants(epochs.flatMap(({ grants }) => grants.map(fromBase64)));
    return epochs.map(({ record }) => ({ bytes: fromBase64(record.entry), pos: record.pos }));
  }

  /** @param {number} from @param {number} to */
  async #askEpochs(from, to) {
    const epochs = await askEpochs(this.#roomId, from, to);
    if (epochs.length !== to - from + 1) throw new Forged('chain', 0);
    for (const [i, { record, grants: own }] of epochs.entries()) await this.#kept.keepEpoch(from + i, record, own);
    return epochs;
  }

  /** Accepts records downwards as far as this epoch. @param {number} epoch */
  reach(epoch) {
    const reaching = this.#reaching.catch(() => {}).then(() => this.#guarded(async () => {
      while (this.#lowest > epoch) {
        const page = await this.#readPage(Math.max(epoch, this.#lowest - PAGE), this.#lowest - 1);
        for (const { bytes, pos } of page.reverse()) {
          const record = await this.#verified(bytes, pos);
          if (record.logPos !== pos - 1) throw new Forged('place', pos);
          if (record.epoch !== this.#lowest - 1) throw new Forged('chain', pos);
          this.#accept(record, pos);
        }
      }
    }));
    this.#reaching = reaching;
    return reaching;
  }

  /** @param {Uint8Array} bytes */
  grant(bytes) {
    const { epoch } = readGrant(bytes);
    this.#unreadable.delete(epoch);
    this.#grants.set(epoch, [...(this.#grants.get(epoch) ?? []), bytes]);
    this.#keys.delete(epoch);
    this.#kept.keepGrants(epoch, [toBase64(bytes)]);
  }

  /** @param {number} epoch @returns {Promise<import('../../crypto/epochs.js').EpochKey>} */
  key(epoch) {
    const opened = this.#keys.get(epoch);
    if (opened) return opened;
    const opening = this.#open(epoch);
    this.#keys.set(epoch, opening);
    opening.then(() => this.#note(epoch, null), (error) => this.#note(epoch, error));
    return opening;
  }

  /** @param {number} epoch @param {unknown} error */
  #note(epoch, error) {
    if (error) this.#keys.delete(epoch);
    else this.#readable.add(epoch);
    if (error instanceof Unreadable && error.reason === 'no-key') this.#unreadable.add(epoch);
    else this.#unreadable.delete(epoch);
  }

  /** @param {number} epoch */
  async #open(epoch) {
    if (epoch > this.#newest) throw new Unreadable(this.broken ? 'record' : 'no-key');
    await this.reach(epoch);
    const record = this.#records.get(epoch);
    if (!record) throw new Unreadable('record');
    const { key } = await this.#firstGood(epoch, async (grant) => ({ grant, key: await openGrant(grant, record, this.#own) }));
    return key;
  }

  /** A grant of one's own that opens: several may have granted, and a bad one must not stand before a good one (K6). @param {number} epoch */
  async goodGrant(epoch) {
    await this.key(epoch);
    const record = /** @type {EpochRecord} */ (this.#records.get(epoch));
    const { grant } = await this.#firstGood(epoch, async (bytes) => ({ grant: bytes, key: await openGrant(bytes, record, this.#own) }));
    return { grant, record };
  }

  /** @param {number} epoch @param {(grant: Uint8Array) => Promise<{grant: Uint8Array, key: import('../../crypto/epochs.js').EpochKey}>} open */
  async #firstGood(epoch, open) {
    for (const learn of [async () => {}, () => this.#recallGrants(epoch), () => this.#askGrants(epoch)]) {
      await learn();
      for (const grant of this.#grants.get(epoch) ?? []) {
        const opened = await open(grant).catch(() => null);
        if (opened) return opened;
      }
    }
    throw new Unreadable('no-key');
  }

  /** What came with the records is not asked for again; nothing is lost with what cannot be read. @param {Uint8Array[]} grants */
  #keepGrants(grants) {
    for (const bytes of grants) {
      const epoch = epochOf(bytes);
      const kept = epoch === null ? [] : this.#grants.get(epoch) ?? [];
      if (epoch !== null && !kept.some((one) => equal(one, bytes))) this.#grants.set(epoch, [...kept, bytes]);
    }
  }

  /** @param {number} epoch */
  async #recallGrants(epoch) {
    const kept = await this.#kept.epochs(epoch, epoch);
    this.#keepGrants((kept ?? []).flatMap(({ grants }) => grants.map(fromBase64)));
  }

  /** @param {number} epoch */
  async #askGrants(epoch) {
    const { grants } = await get(`/api/rooms/${this.#roomId}/grants?from=${epoch}&to=${epoch}`);
    this.#grants.set(epoch, grants.map(fromBase64));
    await this.#kept.keepGrants(epoch, grants);
  }
}

/** Records with the user's own grants. @param {string} roomId @param {number} from @param {number} to at most 50 epochs */
export async function askEpochs(roomId, from, to) {
  const { records, grants } = await get(`/api/rooms/${roomId}/grants?from=${from}&to=${to}`);
  return records.map((record, i) => ({ record, grants: grants.filter((grant) => epochOf(fromBase64(grant)) === from + i) }));
}

/** The epoch that a grant names; null where it is no grant. @param {Uint8Array} bytes */
function epochOf(bytes) {
  try {
    return readGrant(bytes).epoch;
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}
