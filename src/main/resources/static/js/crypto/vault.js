// @ts-check
import { concat, randomBytes, textToUtf8, uuidToBytes } from '../protocol/bytes.js';
import { lockHeader, readLock, readVault, readVaultKeys, vaultHeader, writeVaultKeys } from '../protocol/structures.js';
import { aesKey, decrypt, encrypt, hkdf, hkdfKey } from './primitives.js';
import { Unreadable, orUnreadable } from './unreadable.js';

const PASSWORD = 1;
const subtle = crypto.subtle;

/**
 * @typedef {object} OpenedKeys the private keys of one identity, which cannot be taken out of the browser
 * @property {string} identityId
 * @property {CryptoKey} unwrapping
 * @property {CryptoKey} signing
 */

/**
 * A new vault for these keys, and its lock for a password.
 * @param {string} userId
 * @param {import('../protocol/structures.js').PrivateKeys[]} keys the current ones first
 * @param {{vaultLock: Uint8Array, lockPart: Uint8Array}} password
 */
export async function makeVault(userId, keys, password) {
  const vaultKey = randomBytes(32);
  const header = vaultHeader(userId, keys[0].identityId);
  const nonce = randomBytes(12);
  const sealed = await encrypt(await aesKey(vaultKey), nonce, header, writeVaultKeys(keys));
  return { vault: concat(header, nonce, sealed), lock: await makeLock(userId, vaultKey, password) };
}

/** @param {string} userId @param {Uint8Array} vaultKey @param {{vaultLock: Uint8Array, lockPart: Uint8Array}} password */
async function makeLock(userId, vaultKey, password) {
  const header = lockHeader(userId, PASSWORD);
  const nonce = randomBytes(12);
  return concat(header, nonce, await encrypt(await lockKey(userId, password), nonce, header, vaultKey));
}

/** @param {string} userId @param {{vaultLock: Uint8Array, lockPart: Uint8Array}} password */
async function lockKey(userId, { vaultLock, lockPart }) {
  const info = concat(textToUtf8('SC1 lock'), uuidToBytes(userId));
  return aesKey(await hkdf(await hkdfKey(vaultLock), lockPart, info));
}

/**
 * Opens a lock; throws `Unreadable('password')`.
 * @param {string} userId
 * @param {Uint8Array} lock
 * @param {{vaultLock: Uint8Array, lockPart: Uint8Array}} password
 */
function openLock(userId, lock, password) {
  return orUnreadable('password', async () => {
    const read = readLock(lock);
    if (read.userId !== userId || read.kind !== PASSWORD) throw new Unreadable('password');
    return decrypt(await lockKey(userId, password), read.nonce, read.header, read.sealed);
  });
}

/**
 * The private keys inside, imported so that nothing can take them out again.
 * @param {string} userId
 * @param {{vault: Uint8Array, lock: Uint8Array}} stored
 * @param {{vaultLock: Uint8Array, lockPart: Uint8Array}} password
 * @returns {Promise<OpenedKeys[]>}
 */
export async function openVault(userId, stored, password) {
  const vaultKey = await openLock(userId, stored.lock, password);
  return orUnreadable('damaged', async () => {
    const read = readVault(stored.vault);
    const keys = readVaultKeys(await decrypt(await aesKey(vaultKey), read.nonce, read.header, read.sealed));
    if (read.userId !== userId || read.identityId !== keys[0].identityId) throw new Unreadable('damaged');
    return Promise.all(keys.map(importKeys));
  });
}

/** The same vault key under the lock of another password. */
export async function relock(
  /** @type {string} */ userId, /** @type {Uint8Array} */ lock,
  /** @type {{vaultLock: Uint8Array, lockPart: Uint8Array}} */ before,
  /** @type {{vaultLock: Uint8Array, lockPart: Uint8Array}} */ after,
) {
  return makeLock(userId, await openLock(userId, lock, before), after);
}

/** @param {import('../protocol/structures.js').PrivateKeys} keys @returns {Promise<OpenedKeys>} */
export async function importKeys(keys) {
  return {
    identityId: keys.identityId,
    unwrapping: await subtle.importKey('pkcs8', keys.rsa, { name: 'RSA-OAEP', hash: 'SHA-256' }, false, ['decrypt', 'unwrapKey']),
    signing: await subtle.importKey('pkcs8', keys.ed, 'Ed25519', false, ['sign']),
  };
}

