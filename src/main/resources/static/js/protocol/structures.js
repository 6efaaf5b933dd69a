// @ts-check
// Codecs of the structures of users and of the server (docs/protocol.md). Parsing checks shape only; `crypto` verifies
// signatures, `core` the meaning.
import { Reader, Writer, bytesToUuid, require, uuidToBytes } from './bytes.js';

export const SIGNATURE = 64;
const SPKI = 422;

/**
 * @typedef {object} IdentityRecord
 * @property {string} userId
 * @property {number} index
 * @property {Uint8Array} prev
 * @property {number} time
 * @property {Uint8Array} edKey
 * @property {Uint8Array} rsaSpki
 * @property {Uint8Array} prevSignature
 * @property {Uint8Array} selfSignature
 * @property {Uint8Array} bytes
 */

/** SC1I without its two signatures. @param {Omit<IdentityRecord, 'prevSignature'|'selfSignature'|'bytes'>} r */
export function writeIdentity(r) {
  return new Writer()
    .magic('SC1I').bytes(uuidToBytes(r.userId)).u32(r.index).bytes(r.prev).u64(r.time)
    .bytes(r.edKey).u16(r.rsaSpki.length).bytes(r.rsaSpki).done();
}

/** @param {Uint8Array} bytes @returns {IdentityRecord} */
export function readIdentity(bytes) {
  const r = new Reader(bytes).magic('SC1I');
  const userId = bytesToUuid(r.bytes(16));
  const index = r.u32();
  const prev = r.bytes(32);
  const time = r.u64();
  const edKey = r.bytes(32);
  require(r.u16() === SPKI);
  const rsaSpki = r.bytes(SPKI);
  const prevSignature = r.bytes(SIGNATURE);
  const selfSignature = r.bytes(SIGNATURE);
  r.end();
  return { userId, index, prev, time, edKey, rsaSpki, prevSignature, selfSignature, bytes };
}

/** SC1V: everything before the nonce. */
export function vaultHeader(/** @type {string} */ userId, /** @type {string} */ identityId) {
  return new Writer().magic('SC1V').bytes(uuidToBytes(userId)).bytes(uuidToBytes(identityId)).done();
}

/** @param {Uint8Array} bytes */
export function readVault(bytes) {
  const r = new Reader(bytes).magic('SC1V');
  const userId = bytesToUuid(r.bytes(16));
  const identityId = bytesToUuid(r.bytes(16));
  const header = bytes.slice(0, r.at);
  const nonce = r.bytes(12);
  require(r.remaining > 16);
  return { userId, identityId, header, nonce, sealed: r.bytes(r.remaining) };
}

/** @typedef {{identityId: string, rsa: Uint8Array, ed: Uint8Array}} PrivateKeys */

/** What lies inside a vault. @param {PrivateKeys[]} keys */
export function writeVaultKeys(keys) {
  const w = new Writer().u8(keys.length);
  for (const k of keys) {
    w.bytes(uuidToBytes(k.identityId)).u16(k.rsa.length).bytes(k.rsa).u16(k.ed.length).bytes(k.ed);
  }
  return w.done();
}

/** @param {Uint8Array} bytes @returns {PrivateKeys[]} */
export function readVaultKeys(bytes) {
  const r = new Reader(bytes);
  const count = r.u8();
  require(count >= 1 && count <= 16);
  const keys = Array.from({ length: count }, () => ({
    identityId: bytesToUuid(r.bytes(16)),
    rsa: r.bytes(r.u16()),
    ed: r.bytes(r.u16()),
  }));
  r.end();
  return keys;
}

/** SC1L: everything before the nonce. */
export function lockHeader(/** @type {string} */ userId, /** @type {number} */ kind) {
  return new Writer().magic('SC1L').bytes(uuidToBytes(userId)).u8(kind).done();
}

/** @param {Uint8Array} bytes */
export function readLock(bytes) {
  const r = new Reader(bytes).magic('SC1L');
  const userId = bytesToUuid(r.bytes(16));
  const kind = r.u8();
  require(kind === 1 || kind === 2);
  const header = bytes.slice(0, r.at);
  const nonce = r.bytes(12);
  const sealed = r.bytes(48);
  r.end();
  return { userId, kind, header, nonce, sealed };
}

/** SC1X. @param {Uint8Array} bytes */
export function readServerKey(bytes) {
  const r = new Reader(bytes).magic('SC1X');
  const record = {
    index: r.u32(), prev: r.bytes(32), time: r.u64(), edKey: r.bytes(32),
    prevSignature: r.bytes(SIGNATURE), selfSignature: r.bytes(SIGNATURE), bytes,
  };
  r.end();
  return record;
}

/** SC1P: everything before the nonce. */
export function pinsHeader(/** @type {string} */ userId, /** @type {number} */ version) {
  return new Writer().magic('SC1P').bytes(uuidToBytes(userId)).u64(version).done();
}

/** @param {Uint8Array} bytes */
export function readPins(bytes) {
  const r = new Reader(bytes).magic('SC1P');
  const userId = bytesToUuid(r.bytes(16));
  const version = r.u64();
  require(version >= 1);
  const header = bytes.slice(0, r.at);
  const nonce = r.bytes(12);
  require(r.remaining > 16);
  return { userId, version, header, nonce, sealed: r.bytes(r.remaining) };
}
