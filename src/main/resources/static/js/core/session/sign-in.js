// @ts-check
// Turns a password into opened keys. The page stays until they are in the browser's storage.
import { derive } from '../../crypto/password.js';
import { sha256 } from '../../crypto/primitives.js';
import { makeLock, openLock } from '../../crypto/vault.js';
import { Unreadable } from '../../crypto/unreadable.js';
import { fromBase64, randomBytes, toBase64 } from '../../protocol/bytes.js';
import { Problem } from '../../protocol/problems.js';
import { form, get, platform, post } from '../platform.js';
import { firstKeys } from './own-keys.js';
import { PASSWORD, keepKeys, lockOf, openOwnVault, secretsOf } from './own-vault.js';
import { rememberSalt } from './salt.js';

/** @typedef {(step: 'password'|'account'|'set-password'|'code'|'rooms'|'keys'|'vault') => void} Tell what is being done */

/**
 * @param {string} username
 * @param {string} password
 * @param {Tell} tell
 * @param {boolean} saltAccepted whether the person has said that their password was changed elsewhere
 */
export async function signIn(username, password, tell, saltAccepted = false) {
  tell('password');
  const secrets = await secretsOf(username, password, saltAccepted ? 'accepted' : 'first');
  const self = await form('/login', { username, password: secrets.authSecret });
  await openKeys({ userId: self.userId, username }, secrets, tell);
}

/**
 * In a session whose keys this browser has lost.
 * @param {{userId: string, username: string}} self
 * @param {string} password
 * @param {Tell} tell
 * @param {boolean} saltAccepted as for `signIn`
 */
export async function unlock(self, password, tell, saltAccepted = false) {
  tell('password');
  const secrets = await secretsOf(self.username, password, saltAccepted ? 'accepted' : 'first');
  await post('/api/me/confirm', { authSecret: secrets.authSecret });
  await openKeys(self, secrets, tell);
}

/** What a link's token stands for; null where it was used or has expired. @param {string} token */
export async function findLink(token) {
  try {
    return await post('/api/links/check', { token });
  } catch (problem) {
    if (problem instanceof Problem && problem.code === 'link-gone') return null;
    throw problem;
  }
}

/** @param {{token: string, username: string, displayName: string, password: string}} person @param {Tell} tell */
export async function register({ token, username, displayName, password }, tell) {
  tell('account');
  const fresh = await freshSecrets(password);
  const self = await post('/api/links/register', { token, username, displayName, salt: fresh.salt, authSecret: fresh.authSecret });
  await openKeys({ userId: self.userId, username }, fresh, tell);
}

/** A new password, with a new identity. @param {string} token @param {string} password @param {Tell} tell */
export async function reset(token, password, tell) {
  tell('set-password');
  const fresh = await freshSecrets(password);
  const self = await post('/api/links/reset', { token, salt: fresh.salt, authSecret: fresh.authSecret });
  await openKeys(self, fresh, tell);
}

/**
 * A new password, with everything as it was: the recovery code opens the vault.
 * @param {string} token @param {string} password @param {Uint8Array} code @param {Tell} tell
 */
export async function recover(token, password, code, tell) {
  tell('code');
  const { userId, vault, recoveryLock, lockPart } = await post('/api/links/vault', { token });
  if (!vault || !recoveryLock) throw new Unreadable('code');
  const vaultKey = await openLock(userId, fromBase64(recoveryLock), { code }).catch(() => {
    throw new Unreadable('code');
  });
  tell('set-password');
  const fresh = await freshSecrets(password);
  const lock = await makeLock(userId, vaultKey, { vaultLock: fresh.vaultLock, lockPart: fromBase64(lockPart) });
  const self = await post('/api/links/recover', {
    token, salt: fresh.salt, authSecret: fresh.authSecret,
    recoveryLockHash: toBase64(await sha256(fromBase64(recoveryLock))), lock: toBase64(lock),
  });
  await openKeys({ userId, username: self.username }, fresh, tell);
}

/** @param {string} password */
async function freshSecrets(password) {
  const salt = randomBytes(16);
  return { salt: toBase64(salt), ...(await derive(password, salt)) };
}

/** @param {{userId: string, username: string}} self @param {string} current @param {string} next */
export async function changePassword(self, current, next) {
  const { secrets, stored, vaultKey } = await openOwnVault(self, current);
  const fresh = await freshSecrets(next);
  const lock = await makeLock(self.userId, vaultKey, { vaultLock: fresh.vaultLock, lockPart: fromBase64(stored.lockPart) });
  await post('/api/me/password', {
    authSecret: secrets.authSecret, newSalt: fresh.salt, newAuthSecret: fresh.authSecret,
    oldLockHash: toBase64(await sha256(/** @type {Uint8Array} */ (lockOf(stored, PASSWORD)))), newLock: toBase64(lock),
  });
  await rememberSalt(self.username, fresh.salt);
}

/**
 * Opens the vault, or makes one where there is none, and keeps the keys for the pages that follow.
 * @param {{userId: string, username: string}} self
 * @param {{salt: string, authSecret: string, vaultLock: Uint8Array}} secrets
 * @param {Tell} tell
 */
async function openKeys({ userId, username }, secrets, tell) {
  // Pages of the user who was signed in before end, even if this sign-in fails.
  platform().broadcast(() => {})({ kind: 'signed-in', userId });
  await platform().storage.endOthers(userId);
  let stored = await get('/api/me/vault');
  const way = { vaultLock: secrets.vaultLock, lockPart: fromBase64(stored.lockPart) };
  if (!stored.vault) {
    await makeKeys(userId, stored.previous, { ...secrets, ...way }, tell);
    stored = await get('/api/me/vault');
  }
  if (stored.vault === null) throw new Unreadable('vault');
  tell('rooms');
  const vaultKey = await openLock(userId, /** @type {Uint8Array} */ (lockOf(stored, PASSWORD)), way);
  await keepKeys(userId, stored, vaultKey, true);
  await rememberSalt(username, secrets.salt);
}

/**
 * Makes an identity. Another browser of the same person may be first: then its keys count.
 * @param {string} userId
 * @param {string|null} previous
 * @param {{authSecret: string, vaultLock: Uint8Array, lockPart: Uint8Array}} secrets
 * @param {Tell} tell
 */
async function makeKeys(userId, previous, secrets, tell) {
  tell('keys');
  try {
    await firstKeys(userId, previous ? fromBase64(previous) : null, secrets, () => tell('vault'));
  } catch (problem) {
    if (!(problem instanceof Problem && problem.code === 'identity-exists')) throw problem;
  }
}
