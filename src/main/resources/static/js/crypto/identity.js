// @ts-check
import { bytesToUuid, concat, textToUtf8, uuidToBytes } from '../protocol/bytes.js';
import { SIGNATURE, readIdentity, writeIdentity } from '../protocol/structures.js';
import { asSource, sha256, sign, verify } from './primitives.js';
import { Unreadable } from './unreadable.js';

const subtle = crypto.subtle;
const RSA = { name: 'RSA-OAEP', modulusLength: 3072, publicExponent: Uint8Array.of(1, 0, 1), hash: 'SHA-256' };
const NO_SIGNATURE = new Uint8Array(SIGNATURE);

/** Self-certifying: made of the public keys alone. */
export async function identityId(/** @type {Uint8Array} */ edKey, /** @type {Uint8Array} */ rsaSpki) {
  const hash = await sha256(textToUtf8('SC1I'), edKey, await sha256(rsaSpki));
  return bytesToUuid(hash.slice(0, 16));
}

/**
 * Generates both key pairs and the record with their public keys.
 * @param {string} userId
 * @param {Uint8Array|null} previous the record of the identity that this one takes the place of
 * @param {CryptoKey|null} [voucher] its signing key, where it is at hand
 */
export async function makeIdentity(userId, previous, voucher = null, now = Date.now()) {
  const rsa = await subtle.generateKey(RSA, true, ['encrypt', 'decrypt']);
  const ed = /** @type {CryptoKeyPair} */ (await subtle.generateKey('Ed25519', true, ['sign', 'verify']));
  const edKey = new Uint8Array(await subtle.exportKey('raw', ed.publicKey));
  const rsaSpki = new Uint8Array(await subtle.exportKey('spki', rsa.publicKey));
  const before = previous && readIdentity(previous);
  const unsigned = writeIdentity({
    userId, index: before ? before.index + 1 : 0,
    prev: previous ? await sha256(previous) : new Uint8Array(32), time: now, edKey, rsaSpki,
  });
  const first = concat(unsigned, voucher ? await sign(voucher, unsigned) : NO_SIGNATURE);
  const record = concat(first, await sign(ed.privateKey, first));
  const keys = {
    identityId: await identityId(edKey, rsaSpki),
    rsa: new Uint8Array(await subtle.exportKey('pkcs8', rsa.privateKey)),
    ed: new Uint8Array(await subtle.exportKey('pkcs8', ed.privateKey)),
  };
  return { record, keys, rsaPrivate: rsa.privateKey };
}

/** The answer to the server's challenge (I3). */
export async function answerChallenge(
  /** @type {Uint8Array} */ wrapped, /** @type {Uint8Array} */ record, /** @type {CryptoKey} */ rsaPrivate,
) {
  const label = concat(textToUtf8('SC1Q'), await sha256(record));
  const secret = await subtle.decrypt({ name: 'RSA-OAEP', label }, rsaPrivate, asSource(wrapped));
  return sha256(textToUtf8('SC1Q'), new Uint8Array(secret));
}

/**
 * Reads a served record and verifies it against the id that an entry names.
 * @param {Uint8Array} bytes
 * @param {string} id
 */
export async function readIdentityRecord(bytes, id) {
  const record = readIdentity(bytes);
  const fits = (await identityId(record.edKey, record.rsaSpki)) === id;
  const signed = bytes.slice(0, bytes.length - SIGNATURE);
  if (!fits || !(await verify(record.edKey, signed, record.selfSignature))) throw new Unreadable('record');
  return record;
}

/** Six groups of five digits, for two people to compare. */
export async function fingerprint(/** @type {ReturnType<typeof readIdentity>} */ record) {
  const d = await sha256(textToUtf8('SC1S'), uuidToBytes(record.userId), record.edKey, await sha256(record.rsaSpki));
  const view = new DataView(d.buffer);
  return Array.from({ length: 6 }, (_, i) => {
    const u40 = view.getUint8(5 * i) * 2 ** 32 + view.getUint32(5 * i + 1);
    return String(u40 % 100000).padStart(5, '0');
  }).join(' ');
}
