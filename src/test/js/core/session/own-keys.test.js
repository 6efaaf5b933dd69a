// One's own keys: made once, made again by wish, and never because a server says so.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakePlatform } from '../../fake-platform.js';
import { identityId } from '../../../../main/resources/static/js/crypto/identity.js';
import { derive } from '../../../../main/resources/static/js/crypto/password.js';
import { openPins } from '../../../../main/resources/static/js/crypto/pins.js';
import { sha256, verify } from '../../../../main/resources/static/js/crypto/primitives.js';
import { drawCode } from '../../../../main/resources/static/js/crypto/recovery.js';
import { openLock, openVault } from '../../../../main/resources/static/js/crypto/vault.js';
import { firstKeys, newKeys, setRecovery } from '../../../../main/resources/static/js/core/session/own-keys.js';
import { rememberSalt } from '../../../../main/resources/static/js/core/session/salt.js';
import { noPins } from '../../../../main/resources/static/js/core/trust/trust.js';
import { SIGNATURE, readIdentity } from '../../../../main/resources/static/js/protocol/structures.js';
import { concat, equal, fromBase64, textToUtf8, toBase64 } from '../../../../main/resources/static/js/protocol/bytes.js';
import { Problem } from '../../../../main/resources/static/js/protocol/problems.js';

const ALICE = { userId: '11111111-0000-4000-8000-000000000000', username: 'alice' };
const PASSWORD = 'wonderland';
const SALT = new Uint8Array(16).fill(3);
const LOCK_PART = new Uint8Array(32).fill(5);
const { authSecret, vaultLock } = await derive(PASSWORD, SALT);
const BY_PASSWORD = { vaultLock, lockPart: LOCK_PART };

/** @type {ReturnType<typeof fakePlatform>} */
let page;
/** What the server holds of Alice once an identity is active. @type {any} */
let account;
/** Every request that changes something, in order. @type {string[]} */
let changes;
/** What a test's server does otherwise. @type {Record<string, (body: any) => any>} */
let otherwise;

beforeEach(() => {
  [account, changes, otherwise] = [{ vault: null, locks: [] }, [], {}];
  page = fakePlatform({ request: (method, path, body) => serve(method, path.split('?')[0], body && JSON.parse(String(body))) });
});

/** @param {string} method @param {string} path @param {any} body */
async function serve(method, path, body) {
  if (method !== 'GET') changes.push(path);
  if (otherwise[path]) return otherwise[path](body);
  switch (path) {
    case '/api/sign-in/salt': return { salt: toBase64(SALT) };
    case '/api/me/confirm': return assert.equal(body.authSecret, authSecret);
    case '/api/me/vault': return { ...account, lockPart: toBase64(LOCK_PART), previous: null };
    case '/api/me/identity': return challenge(body);
    case '/api/me/identity/1': return activate(body);
    case '/api/me/recovery': return void (account.locks = [...account.locks.filter((/** @type {any} */ l) => l.kind === 1), { kind: 2, lock: body.lock }]);
  }
  throw new Problem({ code: 'not-found' });
}

/** @type {{body: any, secret: Uint8Array}} */
let pending;

/** @param {any} body what is asked to become the present identity @param {Uint8Array} [spki] the key that the challenge is for */
async function challenge(body, spki = readIdentity(fromBase64(body.record)).rsaSpki) {
  assert.equal(body.authSecret, authSecret);
  const key = await crypto.subtle.importKey('spki', new Uint8Array(spki), { name: 'RSA-OAEP', hash: 'SHA-256' }, false, ['encrypt']);
  pending = { body, secret: crypto.getRandomValues(new Uint8Array(32)) };
  const label = concat(textToUtf8('SC1Q'), await sha256(fromBase64(body.record)));
  const wrapped = await crypto.subtle.encrypt({ name: 'RSA-OAEP', label: new Uint8Array(label) }, key, new Uint8Array(pending.secret));
  return { challengeId: 1, challenge: toBase64(new Uint8Array(wrapped)) };
}

/** @param {any} given */
async function activate({ answer }) {
  assert.ok(equal(fromBase64(answer), await sha256(textToUtf8('SC1Q'), pending.secret)));
  const { record, vault, locks, pins } = pending.body;
  account = { record, vault, pins, locks: locks.map((/** @type {string} */ lock, /** @type {number} */ i) => ({ kind: i + 1, lock })) };
}

const lock = (/** @type {number} */ kind) => fromBase64(account.locks.find((/** @type {any} */ l) => l.kind === kind).lock);
const opened = async (/** @type {any} */ way) => openVault(ALICE.userId, fromBase64(account.vault), await openLock(ALICE.userId, lock(way.code ? 2 : 1), way));
const begin = () => firstKeys(ALICE.userId, null, { authSecret, ...BY_PASSWORD }, () => {});
/** Trust that has learned something. */
const trust = /** @type {any} */ ({ resealed: async () => textToUtf8('resealed') });
const signedIn = () => rememberSalt('alice', toBase64(SALT));

test('first keys are opened by the password alone, with pins that know nobody yet', async () => {
  let steps = 0;
  await firstKeys(ALICE.userId, null, { authSecret, ...BY_PASSWORD }, () => steps++);
  const { own, pins } = await opened(BY_PASSWORD);
  const record = readIdentity(fromBase64(account.record));
  assert.deepEqual([own.length, own[0].identityId, record.index, steps], [1, await identityId(record.edKey, record.rsaSpki), 0, 1]);
  assert.deepEqual(await openPins(ALICE.userId, fromBase64(account.pins), pins), { version: 1, pins: noPins() });
  await assert.rejects(openLock(ALICE.userId, lock(1), { ...BY_PASSWORD, vaultLock: new Uint8Array(32) }), { reason: 'password' });
});

test('first keys are not active where the server’s challenge is for another key', async () => {
  const other = /** @type {CryptoKeyPair} */ (await crypto.subtle.generateKey({ name: 'RSA-OAEP', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1), hash: 'SHA-256' }, true, ['encrypt', 'decrypt']));
  const spki = new Uint8Array(await crypto.subtle.exportKey('spki', other.publicKey));
  otherwise['/api/me/identity'] = (body) => challenge(body, spki);
  await assert.rejects(begin());
  assert.deepEqual([account.vault, changes], [null, ['/api/me/identity']]);
});

test('a new identity is signed by the one before it, whose keys stay in the vault', async () => {
  await begin();
  await signedIn();
  const [before, former] = [(await opened(BY_PASSWORD)).own, account.record];
  const code = drawCode();
  await newKeys(ALICE, PASSWORD, code, trust);
  const after = (await opened(BY_PASSWORD)).own;
  assert.deepEqual(after.map((keys) => keys.identityId).slice(1), before.map((keys) => keys.identityId));
  assert.notEqual(after[0].identityId, before[0].identityId);
  const bytes = fromBase64(account.record);
  const record = readIdentity(bytes);
  assert.deepEqual([record.index, record.prev], [1, await sha256(fromBase64(former))]);
  const unsigned = bytes.slice(0, bytes.length - 2 * SIGNATURE);
  assert.ok(await verify(readIdentity(fromBase64(former)).edKey, unsigned, bytes.slice(unsigned.length, unsigned.length + SIGNATURE)));
  assert.deepEqual((await opened({ code: code.bytes })).own.map((keys) => keys.identityId), after.map((keys) => keys.identityId));
  assert.equal(account.pins, toBase64(textToUtf8('resealed')));
});

test('this browser has the new keys, and a recovery code from before opens nothing any more', async () => {
  await begin();
  await signedIn();
  const [old, next] = [drawCode(), drawCode()];
  await setRecovery(ALICE, PASSWORD, old);
  assert.equal((await opened({ code: old.bytes })).own.length, 1);
  await newKeys(ALICE, PASSWORD, next, trust);
  await assert.rejects(openLock(ALICE.userId, lock(2), { code: old.bytes }), { reason: 'password' });
  const kept = /** @type {any} */ (await (await page.storage.open(ALICE.userId)).get('keys', 'identity'));
  assert.deepEqual(kept.map((/** @type {any} */ keys) => keys.identityId), (await opened(BY_PASSWORD)).own.map((keys) => keys.identityId));
});

test('where the server does not take a new identity this browser keeps the keys that it has', async () => {
  await begin();
  await signedIn();
  const before = account.record;
  otherwise['/api/me/identity/1'] = () => { throw new Problem({ code: 'wrong-answer' }); };
  await assert.rejects(newKeys(ALICE, PASSWORD, drawCode(), trust), { code: 'wrong-answer' });
  assert.deepEqual([account.record, await (await page.storage.open(ALICE.userId)).get('keys', 'identity')], [before, undefined]);
});

test('a server that withholds the vault gets no new identity and no recovery lock', async () => {
  await begin();
  await signedIn();
  changes = [];
  otherwise['/api/me/vault'] = () => ({ vault: null, locks: [], lockPart: toBase64(LOCK_PART), previous: null });
  await assert.rejects(newKeys(ALICE, PASSWORD, drawCode(), trust), { reason: 'vault' });
  await assert.rejects(setRecovery(ALICE, PASSWORD, drawCode()), { reason: 'vault' });
  assert.deepEqual(changes, ['/api/me/confirm', '/api/me/confirm']);
});

test('a vault that is not this user’s, or an altered lock, is refused before anything is sent', async () => {
  await begin();
  await signedIn();
  changes = [];
  for (const alter of [
    (/** @type {any} */ stored) => ({ ...stored, vault: toBase64(fromBase64(stored.vault).with(30, 1 ^ fromBase64(stored.vault)[30])) }),
    (/** @type {any} */ stored) => ({ ...stored, locks: [{ kind: 1, lock: toBase64(lock(1).with(-1, 1 ^ lock(1)[lock(1).length - 1])) }] }),
  ]) {
    otherwise['/api/me/vault'] = () => alter({ ...account, lockPart: toBase64(LOCK_PART), previous: null });
    await assert.rejects(newKeys(ALICE, PASSWORD, drawCode(), trust), { name: 'Unreadable' });
  }
  assert.deepEqual(changes, ['/api/me/confirm', '/api/me/confirm']);
});

test('a password is not used with another salt than this browser signed in with', async () => {
  await begin();
  await rememberSalt('alice', toBase64(new Uint8Array(16).fill(9)));
  changes = [];
  await assert.rejects(setRecovery(ALICE, PASSWORD, drawCode()), { code: 'salt-unexpected' });
  assert.deepEqual(changes, []);
});
