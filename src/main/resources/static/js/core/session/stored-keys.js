// @ts-check
import { randomUuid } from '../../protocol/bytes.js';

/** The opened private keys, which the browser can use and nobody can take out. */
export async function saveKeys(/** @type {import('../platform.js').Store} */ db, /** @type {object[]} */ keys) {
  await db.put('keys', 'identity', keys);
}

/** The key under which pins lie. */
export async function savePinsKey(/** @type {import('../platform.js').Store} */ db, /** @type {CryptoKey} */ key) {
  await db.put('keys', 'pins', key);
}

/** @returns {Promise<CryptoKey|null>} */
export async function loadPinsKey(/** @type {import('../platform.js').Store} */ db) {
  return /** @type {CryptoKey|undefined} */ (await db.get('keys', 'pins')) ?? null;
}

/** @returns {Promise<import('../../crypto/vault.js').OpenedKeys[]|null>} */
export async function loadKeys(/** @type {import('../platform.js').Store} */ db) {
  return /** @type {import('../../crypto/vault.js').OpenedKeys[]|undefined} */ (await db.get('keys', 'identity')) ?? null;
}

/** Names the present sign-in, so that the end of an earlier one does not take its keys away. */
export async function markSession(/** @type {import('../platform.js').Store} */ db) {
  await db.put('keys', 'session', randomUuid());
}

export async function sessionMark(/** @type {import('../platform.js').Store} */ db) {
  return /** @type {string|undefined} */ (await db.get('keys', 'session'));
}

/** Whether the key is there under which unsent messages are kept. @param {import('../platform.js').Store} db */
export const canEncrypt = (db) => db.lock('').then(() => true, () => false);
