// @ts-check
import { Writer, concat, equal, randomBytes, uuidToBytes } from '../protocol/bytes.js';
import { grantHeader, readEpoch, readGrant, writeEpoch } from '../protocol/room-structures.js';
import { asSource, hkdf, hkdfKey, sha256, sign, verify } from './primitives.js';
import { Unreadable, orUnreadable } from './unreadable.js';

/**
 * @typedef {ReturnType<typeof readEpoch> & {hash: Uint8Array}} EpochRecord
 * @typedef {{record: EpochRecord, secret: CryptoKey}} EpochKey `secret` is a non-extractable HKDF key
 * @typedef {{roomId: string, epoch: number, prevRecord: Uint8Array, logPos: number, logHash: Uint8Array, time: number,
 *   issuer: string, rowsChanged: boolean, unreadable?: boolean,
 *   rows: (import('../protocol/room-structures.js').Row & {rsaSpki: Uint8Array})[]}} EpochPlan
 * @typedef {{wanted: EpochPlan, signing: CryptoKey}} EpochJob
 * @typedef {{record: Uint8Array, grants: Uint8Array[]}} MadeEpoch
 */

export const MANAGED = 1;
export const END_TO_END = 2;
export const REASON = Object.freeze({ first: 1, changed: 2, scheduled: 3, unreadable: 4 });

/**
 * Reads an epoch record of this room and verifies its issuer's signature: the server's in a managed room, that of one
 * of the record's own rows in an end-to-end room.
 * @param {Uint8Array} bytes
 * @param {string} roomId
 * @param {{server: (id: string) => Promise<Uint8Array>, identity: (id: string) => Promise<{userId: string, edKey: Uint8Array}>}} keys
 * @returns {Promise<EpochRecord>}
 */
export async function openRecord(bytes, roomId, keys) {
  return orUnreadable('record', async () => {
    const record = readEpoch(bytes);
    const key = record.mode === MANAGED ? await keys.server(record.issuer) : await keyOfIssuer(record, keys);
    const fits = record.roomId === roomId && (await verify(key, record.signed, record.signature));
    if (!fits) throw new Unreadable('record');
    return { ...record, hash: await sha256(bytes) };
  });
}

/** @param {ReturnType<typeof readEpoch>} record @param {Parameters<typeof openRecord>[2]} keys */
async function keyOfIssuer(record, keys) {
  const issuer = await keys.identity(record.issuer);
  const row = record.rows.find((r) => r.identityId === record.issuer);
  if (row?.userId !== issuer.userId) throw new Unreadable('record');
  return issuer.edKey;
}

/** @param {string} roomId @param {number} epoch */
const commitSalt = (roomId, epoch) => new Writer().bytes(uuidToBytes(roomId)).u32(epoch).done();

/**
 * Generates an epoch's secret, signs its record and wraps the secret for every row. The secret is erased before this
 * returns.
 * @param {EpochPlan} wanted
 * @param {CryptoKey} signing
 * @param {(done: number) => void} tell
 * @returns {Promise<MadeEpoch>}
 */
export async function makeEpoch(wanted, signing, tell) {
  const { roomId, epoch, rows } = wanted;
  const secret = randomBytes(32);
  try {
    const commit = await hkdf(await hkdfKey(secret), commitSalt(roomId, epoch), 'SC1C');
    const unsigned = writeEpoch({ ...wanted, mode: END_TO_END, reason: reasonFor(wanted), commit });
    const record = concat(unsigned, await sign(signing, unsigned));
    const recordHash = await sha256(record);
    let done = 0;
    const grants = await Promise.all(rows.map(async ({ identityId, rsaSpki }) => {
      const grant = await wrap(secret, { roomId, epoch, identityId, recordHash }, rsaSpki);
      if (++done % 50 === 0) tell(done);
      return grant;
    }));
    return { record, grants };
  } finally {
    secret.fill(0);
  }
}

/** @param {{epoch: number, rowsChanged: boolean, unreadable?: boolean}} wanted */
function reasonFor({ epoch, rowsChanged, unreadable }) {
  if (epoch === 1) return REASON.first;
  if (unreadable) return REASON.unreadable;
  return rowsChanged ? REASON.changed : REASON.scheduled;
}

/**
 * Whether a record may replace the one before for the reason that it gives (K11): only somebody other than the issuer
 * of an end-to-end epoch can be unable to open their grant of it.
 * @param {Pick<EpochRecord, 'mode'|'rows'|'issuer'>|null} before null where it is not known
 * @param {Pick<EpochRecord, 'mode'|'reason'|'epoch'|'rows'|'issuer'>} record
 */
export function reasonHolds(before, record) {
  if (record.reason !== REASON.unreadable) return true;
  const issuerOf = (/** @type {Pick<EpochRecord, 'rows'|'issuer'>} */ r) => r.rows.find((row) => row.identityId === r.issuer)?.userId;
  return record.mode === END_TO_END && record.epoch > 1 && (!before || issuerOf(before) !== issuerOf(record));
}

/** A grant of an epoch's secret or of a box's seed. @param {Uint8Array} secret @param {Parameters<typeof grantHeader>[0]} to @param {Uint8Array} rsaSpki */
export async function wrap(secret, to, rsaSpki) {
  const header = grantHeader(to);
  const key = await crypto.subtle.importKey('spki', asSource(rsaSpki), { name: 'RSA-OAEP', hash: 'SHA-256' }, false, ['encrypt']);
  return concat(header, new Uint8Array(await crypto.subtle.encrypt({ name: 'RSA-OAEP', label: header }, key, asSource(secret))));
}

/**
 * Wraps the secret of an epoch or a box, taken from the user's own grant, for somebody else. It is raw bytes only meanwhile.
 * @param {Uint8Array} ownGrant
 * @param {Pick<EpochRecord, 'roomId'|'epoch'|'hash'>} record
 * @param {import('./vault.js').OpenedKeys[]} own
 * @param {{id: string, rsaSpki: Uint8Array}} reader
 */
export async function shareGrant(ownGrant, record, own, reader) {
  const grant = readGrant(ownGrant);
  const keys = own.find((k) => k.identityId === grant.identityId);
  if (!keys) throw new Unreadable('no-key');
  const opened = await crypto.subtle.decrypt({ name: 'RSA-OAEP', label: grant.header }, keys.unwrapping, grant.wrapped);
  const secret = new Uint8Array(opened);
  try {
    const { roomId, epoch, hash: recordHash } = record;
    return await wrap(secret, { roomId, epoch, identityId: reader.id, recordHash }, reader.rsaSpki);
  } finally {
    secret.fill(0);
  }
}

/**
 * Unwraps the epoch's key from the user's own grant (K5) in one call, so that its secret is never raw bytes in the page.
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
    if (!equal(await hkdf(secret, commitSalt(record.roomId, record.epoch), 'SC1C'), record.commit)) throw new Unreadable('no-key');
    return { record, secret };
  });
}
