// @ts-check
// One's own vault: opened with the password, and its keys put into this browser.
import { identityId } from '../../crypto/identity.js';
import { derive } from '../../crypto/password.js';
import { openLock, openVault } from '../../crypto/vault.js';
import { Unreadable } from '../../crypto/unreadable.js';
import { fromBase64 } from '../../protocol/bytes.js';
import { readIdentity } from '../../protocol/structures.js';
import { get, platform, post } from '../platform.js';
import { markSession, saveKeys, savePinsKey } from './stored-keys.js';
import { findSalt } from './salt.js';

export const PASSWORD = 1;

/** The lock of one kind. @param {{locks: {kind: number, lock: string}[]}} stored @param {number} kind */
export const lockOf = (stored, kind) => {
  const found = stored.locks.find((lock) => lock.kind === kind);
  return found ? fromBase64(found.lock) : null;
};

/** @param {string} username @param {string} password @param {import('./salt.js').Expectation} expected */
export async function secretsOf(username, password, expected) {
  const { salt, bytes } = await findSalt(username, expected);
  return { salt, ...(await derive(password, bytes)) };
}

/** Opens the user's own vault with the password. @param {{userId: string, username: string}} self @param {string} password */
export async function openOwnVault(self, password) {
  const secrets = await secretsOf(self.username, password, 'known');
  await post('/api/me/confirm', { authSecret: secrets.authSecret });
  const stored = await get('/api/me/vault');
  if (stored.vault === null) throw new Unreadable('vault');
  const way = { vaultLock: secrets.vaultLock, lockPart: fromBase64(stored.lockPart) };
  const vaultKey = await openLock(self.userId, /** @type {Uint8Array} */ (lockOf(stored, PASSWORD)), way);
  return { secrets, stored, vaultKey };
}

/**
 * Opens the keys into this browser.
 * @param {string} userId
 * @param {{record: string, vault: string}} stored
 * @param {Uint8Array} vaultKey
 * @param {boolean} isNewSession whether these are the keys of a sign-in: the end of an earlier one then leaves them alone
 */
export async function keepKeys(userId, stored, vaultKey, isNewSession = false) {
  const { own, pins, unsent } = await openVault(userId, fromBase64(stored.vault), vaultKey);
  const record = readIdentity(fromBase64(stored.record));
  // A vault that is not the present identity's is an old one, or somebody else's.
  if (record.userId !== userId || (await identityId(record.edKey, record.rsaSpki)) !== own[0].identityId) throw new Unreadable('vault');
  const db = await platform().storage.open(userId);
  if (isNewSession) await markSession(db);
  await saveKeys(db, own);
  await savePinsKey(db, pins);
  await db.setUnsentKey(unsent);
  db.close();
}
