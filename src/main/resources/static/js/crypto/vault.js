// @ts-check
import { concat, randomBytes, textToUtf8, uuidToBytes } from '../protocol/bytes.js';
import { lockHeader, readLock, readVault, readVaultKeys, vaultHeader, writeVaultKeys } from '../protocol/structures.js';
import { pinsKey, unsentKey } from './pins.js';
import { aesKey, asSource, decrypt, encrypt, hkdf, hkdfKey } from './primitives.js';
import { Unreadable, orUnreadable } from './unreadable.js';

const PASSWORD = 1;
const RECOVERY = 2;
const subtle = crypto.subtle;

/**
 * @typedef {object} OpenedKeys the non-extractable private keys of one identity
 * @property {string} identityId
 * @property {CryptoKey} unwrapping
 * @property {CryptoKey} signing
 *
 * @typedef {object} Way a way to open the vault: a password (its part and the server's) or a recovery code
 * @property {Uint8Array} [vaultLock]
 * @property {Uint8Array} [lockPart]
 * @property {Uint8Array} [code]
 */

/** @param {Way} way */
const kindOf = (way) => (way.code ? RECOVERY : PASSWORD);

/**
 * Encrypts these keys in a new vault under a new vault key, and returns both.
 * @param {string} userId
 * @param {import('../protocol/structures.js').PrivateKeys[]} keys the current ones first
 */
export async function makeVault(userId, keys) {
  const vaultKey = randomBytes(32);
  const header = vaultHeader(userId, keys[0].identityId);
  const nonce = randomBytes(12);
  const sealed = await encrypt(await aesKey(vaultKey), nonce, header, writeVaultKeys(keys));
  return { vault: concat(header, nonce, sealed), vaultKey };
}

/** The vault key under one way of opening it. @param {string} userId @param {Uint8Array} vaultKey @param {Way} way */
export async function makeLock(userId, vaultKey, way) {
  const header = lockHeader(userId, kindOf(way));
  const nonce = randomBytes(12);
  return concat(header, nonce, await encrypt(await lockKey(userId, way), nonce, header, vaultKey));
}

/** @param {string} userId @param {Way} way */
async function lockKey(userId, { vaultLock, lockPart, code }) {
  if (code) return aesKey(await hkdf(await hkdfKey(code), uuidToBytes(userId), 'SC1 recovery'));
  const info = concat(textToUtf8('SC1 lock'), uuidToBytes(userId));
  return aesKey(await hkdf(await hkdfKey(/** @type {Uint8Array} */ (vaultLock)), /** @type {Uint8Array} */ (lockPart), info));
}

/**
 * The vault key inside a lock; throws `Unreadable('password')`.
 * @param {string} userId
 * @param {Uint8Array} lock
 * @param {Way} way
 */
export function openLock(userId, lock, way) {
  return orUnreadable('password', async () => {
    const read = readLock(lock);
    if (read.userId !== userId || read.kind !== kindOf(way)) throw new Unreadable('password');
    return decrypt(await lockKey(userId, way), read.nonce, read.header, read.sealed);
  });
}

/**
 * The extractable private keys of a vault, for making a new vault of them.
 * @param {string} userId
 * @param {Uint8Array} vault
 * @param {Uint8Array} vaultKey
 */
export function readVaultOf(userId, vault, vaultKey) {
  return orUnreadable('damaged', async () => {
    const read = readVault(vault);
    const keys = readVaultKeys(await decrypt(await aesKey(vaultKey), read.nonce, read.header, read.sealed));
    if (read.userId !== userId || read.identityId !== keys[0].identityId) throw new Unreadable('damaged');
    return keys;
  });
}

/**
 * The private keys of a vault, imported as non-extractable, and the keys of pins and unsent data.
 * @param {string} userId
 * @param {Uint8Array} vault
 * @param {Uint8Array} vaultKey
 * @returns {Promise<{own: OpenedKeys[], pins: CryptoKey, unsent: CryptoKey}>}
 */
export async function openVault(userId, vault, vaultKey) {
  const keys = await readVaultOf(userId, vault, vaultKey);
  return orUnreadable('damaged', async () => ({
    own: await Promise.all(keys.map(importKeys)), pins: await pinsKey(vaultKey), unsent: await unsentKey(vaultKey),
  }));
}

/** @param {import('../protocol/structures.js').PrivateKeys} keys @returns {Promise<OpenedKeys>} */
export async function importKeys(keys) {
  return {
    identityId: keys.identityId,
    unwrapping: await subtle.importKey('pkcs8', asSource(keys.rsa), { name: 'RSA-OAEP', hash: 'SHA-256' }, false, ['decrypt', 'unwrapKey']),
    signing: await subtle.importKey('pkcs8', asSource(keys.ed), 'Ed25519', false, ['sign']),
  };
}
