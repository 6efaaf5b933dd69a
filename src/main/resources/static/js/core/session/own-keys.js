// @ts-check
// The user's own identity, made once and replaced on request, and the recovery code that opens the vault beside the
// password.
import { answerChallenge, fingerprint, makeIdentity } from '../../crypto/identity.js';
import { sealPins, pinsKey } from '../../crypto/pins.js';
import { canonical, drawCode } from '../../crypto/recovery.js';
import { importKeys, makeLock, makeVault, readVaultOf } from '../../crypto/vault.js';
import { fromBase64, toBase64 } from '../../protocol/bytes.js';
import { post } from '../platform.js';
import { keepKeys, openOwnVault } from './own-vault.js';
import { noPins } from '../trust/trust.js';

export { canonical, drawCode, fingerprint };

/** @typedef {{authSecret: string, vaultLock: Uint8Array, lockPart: Uint8Array}} Secrets */

/** @param {string} userId @param {Uint8Array|null} previous @param {Secrets} secrets @param {() => void} made */
export async function firstKeys(userId, previous, secrets, made) {
  const identity = await makeIdentity(userId, previous);
  const { vault, vaultKey } = await makeVault(userId, [identity.keys]);
  made();
  await activate(identity, {
    vault, locks: [await makeLock(userId, vaultKey, secrets)], pins: await sealPins(userId, 1, await pinsKey(vaultKey), noPins()),
    authSecret: secrets.authSecret,
  });
}

/**
 * Makes another identity, signed by the present one. Former keys stay in the vault, so everything stays readable; the
 * recovery code is replaced.
 * @param {{userId: string, username: string}} self
 * @param {string} password
 * @param {{bytes: Uint8Array}} code
 * @param {import('../trust/trust.js').Trust} trust
 */
export async function newKeys(self, password, code, trust) {
  const { userId } = self;
  const { secrets, stored, vaultKey: before } = await openOwnVault(self, password);
  const former = await readVaultOf(userId, fromBase64(stored.vault), before);
  const voucher = await importKeys(former[0]);
  const identity = await makeIdentity(userId, fromBase64(stored.record), voucher.signing);
  const { vault, vaultKey } = await makeVault(userId, [identity.keys, ...former].slice(0, 16));
  const way = { vaultLock: secrets.vaultLock, lockPart: fromBase64(stored.lockPart) };
  await activate(identity, {
    vault, locks: [await makeLock(userId, vaultKey, way), await makeLock(userId, vaultKey, { code: code.bytes })],
    pins: await trust.resealed(await pinsKey(vaultKey)), authSecret: secrets.authSecret,
  });
  await keepKeys(userId, { record: toBase64(identity.record), vault: toBase64(vault) }, vaultKey);
}

/**
 * @param {Awaited<ReturnType<typeof makeIdentity>>} identity
 * @param {{vault: Uint8Array, locks: Uint8Array[], pins: Uint8Array, authSecret: string}} made
 */
async function activate(identity, { vault, locks, pins, authSecret }) {
  const { challengeId, challenge } = await post('/api/me/identity', {
    record: toBase64(identity.record), vault: toBase64(vault), locks: locks.map(toBase64), pins: toBase64(pins), authSecret,
  });
  const answer = await answerChallenge(fromBase64(challenge), identity.record, identity.rsaPrivate);
  await post(`/api/me/identity/${challengeId}`, { answer: toBase64(answer) });
}

/** Sets the lock of a recovery code that the person has written down. @param {{userId: string, username: string}} self @param {string} password @param {{bytes: Uint8Array}} code */
export async function setRecovery(self, password, code) {
  const { secrets, vaultKey } = await openOwnVault(self, password);
  const lock = await makeLock(self.userId, vaultKey, { code: code.bytes });
  await post('/api/me/recovery', { lock: toBase64(lock), authSecret: secrets.authSecret });
}
