// @ts-check
// From a password to opened keys. The page stays until they are in the browser's own storage.
import { answerChallenge, makeIdentity } from '../crypto/identity.js';
import { derive } from '../crypto/password.js';
import { sha256 } from '../crypto/primitives.js';
import { makeVault, openVault, relock } from '../crypto/vault.js';
import { fromBase64, randomBytes, toBase64 } from '../protocol/bytes.js';
import { Problem } from '../protocol/problems.js';
import { form, get, post } from '../net/api.js';
import { Database } from '../store/database.js';
import { saveKeys } from '../store/keys.js';

/** @typedef {(step: string) => void} Tell what is being done, in plain words */

/** @param {string} username @param {string} password */
async function secretsOf(username, password) {
  const { salt } = await get(`/api/sign-in/salt?username=${encodeURIComponent(username)}`);
  return derive(password, fromBase64(salt));
}

/** @param {string} username @param {string} password @param {Tell} tell */
export async function signIn(username, password, tell) {
  tell('Checking the password');
  const secrets = await secretsOf(username, password);
  const self = await form('/login', { username, password: secrets.authSecret });
  await openKeys(self.userId, secrets, tell);
}

/** In a session whose keys this browser has lost. @param {{userId: string, username: string}} self @param {string} password @param {Tell} tell */
export async function unlock(self, password, tell) {
  tell('Checking the password');
  const secrets = await secretsOf(self.username, password);
  await post('/api/me/confirm', { authSecret: secrets.authSecret });
  await openKeys(self.userId, secrets, tell);
}

/** @param {string} token */
export const checkLink = (token) => post('/api/links/check', { token });

/** @param {{token: string, username: string, displayName: string, password: string}} person @param {Tell} tell */
export async function register({ token, username, displayName, password }, tell) {
  tell('Making your account');
  const fresh = await freshSecrets(password);
  const self = await post('/api/links/register', { token, username, displayName, salt: fresh.salt, authSecret: fresh.authSecret });
  await openKeys(self.userId, fresh, tell);
}

/** @param {string} token @param {string} password @param {Tell} tell */
export async function reset(token, password, tell) {
  tell('Setting the password');
  const fresh = await freshSecrets(password);
  const self = await post('/api/links/reset', { token, salt: fresh.salt, authSecret: fresh.authSecret });
  await openKeys(self.userId, fresh, tell);
}

/** @param {string} password */
async function freshSecrets(password) {
  const salt = randomBytes(16);
  return { salt: toBase64(salt), ...(await derive(password, salt)) };
}

/** @param {{userId: string, username: string}} self @param {string} current @param {string} next */
export async function changePassword(self, current, next) {
  const before = await secretsOf(self.username, current);
  await post('/api/me/confirm', { authSecret: before.authSecret });
  const stored = await get('/api/me/vault');
  const lock = fromBase64(stored.locks[0].lock);
  const lockPart = fromBase64(stored.lockPart);
  const fresh = await freshSecrets(next);
  const newLock = await relock(
    self.userId, lock, { vaultLock: before.vaultLock, lockPart }, { vaultLock: fresh.vaultLock, lockPart },
  );
  await post('/api/me/password', {
    authSecret: before.authSecret, newSalt: fresh.salt, newAuthSecret: fresh.authSecret,
    oldLockHash: toBase64(await sha256(lock)), newLock: toBase64(newLock),
  });
}

/**
 * Opens the vault, or makes one where there is none, and keeps the keys for the pages that follow.
 * @param {string} userId
 * @param {{authSecret: string, vaultLock: Uint8Array}} secrets
 * @param {Tell} tell
 */
async function openKeys(userId, secrets, tell) {
  let stored = await get('/api/me/vault');
  const password = { vaultLock: secrets.vaultLock, lockPart: fromBase64(stored.lockPart) };
  if (!stored.vault) {
    await makeKeys(userId, stored.previous, { ...secrets, ...password }, tell);
    stored = await get('/api/me/vault');
  }
  tell('Opening your rooms');
  const vault = { vault: fromBase64(stored.vault), lock: fromBase64(stored.locks[0].lock) };
  const keys = await openVault(userId, vault, password);
  const db = await Database.open(userId);
  await saveKeys(db, keys);
  db.close();
}

/**
 * Makes an identity. Another browser of the same person may be first: then its keys count.
 * @param {string} userId
 * @param {string|null} previous
 * @param {{authSecret: string, vaultLock: Uint8Array, lockPart: Uint8Array}} secrets
 * @param {Tell} tell
 */
async function makeKeys(userId, previous, secrets, tell) {
  tell('Making your secret, once');
  const made = await makeIdentity(userId, previous ? fromBase64(previous) : null);
  const { vault, lock } = await makeVault(userId, [made.keys], secrets);
  tell('Putting it away safely');
  try {
    const { challengeId, challenge } = await post('/api/me/identity', {
      record: toBase64(made.record), vault: toBase64(vault), locks: [toBase64(lock)], authSecret: secrets.authSecret,
    });
    const answer = await answerChallenge(fromBase64(challenge), made.record, made.rsaPrivate);
    await post(`/api/me/identity/${challengeId}`, { answer: toBase64(answer) });
  } catch (problem) {
    if (!(problem instanceof Problem && problem.code === 'identity-exists')) throw problem;
  }
}
