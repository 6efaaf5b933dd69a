// @ts-check
// The epochs of one room: records that hold, and one's own keys, opened when they are needed.
import { openGrant, openRecord } from '../crypto/epochs.js';
import { Unreadable } from '../crypto/unreadable.js';
import { equal, fromBase64 } from '../protocol/bytes.js';
import { readGrant } from '../protocol/structures.js';
import { get } from '../net/api.js';

export class RoomKeys {
  #roomId;
  #own;
  #directory;
  /** @type {Map<number, Promise<import('../crypto/epochs.js').EpochRecord>>} */
  #records = new Map();
  /** @type {Map<number, Uint8Array[]>} */
  #grants = new Map();
  /** @type {Map<number, Promise<import('../crypto/epochs.js').EpochKey>>} */
  #keys = new Map();

  /**
   * @param {string} roomId
   * @param {import('../crypto/vault.js').OpenedKeys[]} own
   * @param {import('./directory.js').Directory} directory
   */
  constructor(roomId, own, directory) {
    this.#roomId = roomId;
    this.#own = own;
    this.#directory = directory;
  }

  /** Takes a record in; rejects one that does not hold or does not follow its neighbours. @param {Uint8Array} bytes */
  async record(bytes) {
    const record = await openRecord(bytes, this.#roomId, (id) => this.#directory.serverKey(id));
    const before = await this.#records.get(record.epoch - 1)?.catch(() => null);
    const after = await this.#records.get(record.epoch + 1)?.catch(() => null);
    const follows = (!before || equal(record.prevRecord, before.hash)) && (!after || equal(after.prevRecord, record.hash));
    const known = await this.#records.get(record.epoch)?.catch(() => null);
    if (!follows || (known && !equal(known.hash, record.hash))) throw new Unreadable('record');
    this.#records.set(record.epoch, Promise.resolve(record));
    return record;
  }

  /** @param {Uint8Array} bytes */
  grant(bytes) {
    const { epoch } = readGrant(bytes);
    this.#grants.set(epoch, [...(this.#grants.get(epoch) ?? []), bytes]);
    this.#keys.delete(epoch);
  }

  /** @param {number} epoch @returns {Promise<import('../crypto/epochs.js').EpochKey>} */
  key(epoch) {
    const opened = this.#keys.get(epoch);
    if (opened) return opened;
    const opening = this.#open(epoch);
    this.#keys.set(epoch, opening);
    opening.catch(() => this.#keys.delete(epoch));
    return opening;
  }

  /** @param {number} epoch */
  async #open(epoch) {
    if (!this.#records.has(epoch) || !this.#grants.has(epoch)) await this.#ask(epoch);
    const record = await this.#records.get(epoch);
    if (!record) throw new Unreadable('no-key');
    // Several may have granted: a bad one must not stand before a good one (K6).
    for (const grant of this.#grants.get(epoch) ?? []) {
      const key = await openGrant(grant, record, this.#own).catch(() => null);
      if (key) return key;
    }
    throw new Unreadable('no-key');
  }

  /** @param {number} epoch */
  async #ask(epoch) {
    const { grants, records } = await get(`/api/rooms/${this.#roomId}/grants?from=${epoch}&to=${epoch}`);
    this.#grants.set(epoch, grants.map(fromBase64));
    for (const { entry } of records) await this.record(fromBase64(entry));
  }
}
