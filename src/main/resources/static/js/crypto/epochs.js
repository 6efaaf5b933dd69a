// @ts-check
import { Writer, equal, uuidToBytes } from '../protocol/bytes.js';
import { readEpoch, readGrant } from '../protocol/structures.js';
import { hkdf, sha256, verify } from './primitives.js';
import { Unreadable, orUnreadable } from './unreadable.js';

/**
 * @typedef {ReturnType<typeof readEpoch> & {hash: Uint8Array}} EpochRecord
 * @typedef {{record: EpochRecord, secret: CryptoKey}} EpochKey `secret` is a non-extractable HKDF key
 */

/**
 * An epoch record whose signature holds and which names this room and mode.
 * @param {Uint8Array} bytes
 * @param {string} roomId
 * @param {(id: string) => Promise<Uint8Array>} serverKey
 * @returns {Promise<EpochRecord>}
 */
export async function openRecord(bytes, roomId, serverKey) {
  const record = await orUnreadable('record', async () => readEpoch(bytes));
  const key = await orUnreadable('record', () => serverKey(record.issuer));
  const fits = record.roomId === roomId && record.mode === 1 && (await verify(key, record.signed, record.signature));
  if (!fits) throw new Unreadable('record');
  return { ...record, hash: await sha256(bytes) };
}

/**
 * The epoch's key from one's own grant (K5), in one call, so that its secret is never bytes in the page.
 * @param {Uint8Array} bytes the grant
 * @param {EpochRecord} record
 * @param {import('./vault.js').OpenedKeys[]} own
 * @returns {Promise<EpochKey>}
 */
export async function openGrant(bytes, record, own) {
  return orUnreadable('no-key', async () => {
    const grant = readGrant(bytes);
    const keys = own.find((k) => k.identityId === grant.identityId);
    const fits = grant.roomId === record.roomId && grant.epoch === record.epoch && equal(grant.recordHash, record.hash);
    if (!keys || !fits) throw new Unreadable('no-key');
    const secret = await crypto.subtle.unwrapKey(
      'raw', grant.wrapped, keys.unwrapping, { name: 'RSA-OAEP', label: grant.header }, 'HKDF', false, ['deriveBits', 'deriveKey'],
    );
    const salt = new Writer().bytes(uuidToBytes(record.roomId)).u32(record.epoch).done();
    if (!equal(await hkdf(secret, salt, 'SC1C'), record.commit)) throw new Unreadable('no-key');
    return { record, secret };
  });
}
