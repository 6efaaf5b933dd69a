// @ts-check
// Letters (SC1B): what a program seals to the public key of a letterbox, and members open with its seed. The seed is
// the X25519 private key; members share it by grants, as they do keys of epochs.
import { concat, equal, isZero, randomBytes } from '../protocol/bytes.js';
import { readContent } from '../protocol/content.js';
import { grantNumber, letterInfo, readLetterPlain } from '../protocol/letters.js';
import { readGrant } from '../protocol/room-structures.js';
import { wrap } from './epochs.js';
import { asSource, hkdf, hkdfKey } from './primitives.js';
import { Unreadable, orUnreadable } from './unreadable.js';

const { subtle } = crypto;
/** PKCS #8 around a private key of X25519 (RFC 8410), which browsers do not import bare. */
const PKCS8 = Uint8Array.of(0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x04, 0x22, 0x04, 0x20);
const SEED = 32;
/** The point whose product with a private key is the public one (RFC 7748). */
const BASE_POINT = Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? 9 : 0));

/** @typedef {{roomId: string, box: number, key: Uint8Array, hash: Uint8Array}} BoxKey a box as its event announces it; `hash` is SHA of the event */
/** @typedef {ReturnType<typeof import('../protocol/letters.js').readLetter>} Letter */

/** The private key of X25519 in a seed; throws `Unreadable('unsupported')` where the browser has no X25519. @param {Uint8Array} seed */
export async function letterKey(seed) {
  try {
    return await subtle.importKey('pkcs8', asSource(concat(PKCS8, seed)), 'X25519', false, ['deriveBits']);
  } catch {
    throw new Unreadable('unsupported');
  }
}

/** @param {CryptoKey} privateKey @param {Uint8Array} publicKey */
async function agree(privateKey, publicKey) {
  const key = await subtle.importKey('raw', asSource(publicKey), 'X25519', false, []);
  const shared = new Uint8Array(await subtle.deriveBits({ name: 'X25519', public: key }, privateKey, 256));
  if (isZero(shared)) throw new Unreadable('damaged');
  return shared;
}

/** @param {CryptoKey} privateKey */
export const publicKeyOf = (privateKey) => agree(privateKey, BASE_POINT);

/**
 * Draws the seed of a new box. `use` gets its public key and wraps it; the seed is erased after that.
 * @template T @param {(publicKey: Uint8Array, seed: Uint8Array) => Promise<T>} use
 */
export async function withNewSeed(use) {
  const seed = randomBytes(SEED);
  try {
    return await use(await publicKeyOf(await letterKey(seed)), seed);
  } finally {
    seed.fill(0);
  }
}

/** Wraps the seed of a box for one identity. @param {Uint8Array} seed @param {BoxKey} box @param {{identityId: string, rsaSpki: Uint8Array}} reader */
export const wrapSeed = (seed, { roomId, box, hash }, { identityId, rsaSpki }) => wrap(seed, { roomId, epoch: grantNumber(box), identityId, recordHash: hash }, rsaSpki);

/**
 * The private key of a box from one's own grant (B2).
 * @param {Uint8Array} bytes the grant @param {BoxKey} box @param {import('./vault.js').OpenedKeys[]} own
 * @returns {Promise<CryptoKey>} non-extractable
 */
export async function openSeed(bytes, { roomId, box, key, hash }, own) {
  const seed = await orUnreadable('no-key', async () => {
    const grant = readGrant(bytes);
    const keys = own.find((k) => k.identityId === grant.identityId);
    const fits = grant.roomId === roomId && grant.epoch === grantNumber(box) && equal(grant.recordHash, hash);
    if (!keys || !fits) throw new Unreadable('no-key');
    return new Uint8Array(await subtle.decrypt({ name: 'RSA-OAEP', label: grant.header }, keys.unwrapping, asSource(grant.wrapped)));
  });
  try {
    if (seed.length !== SEED) throw new Unreadable('no-key');
    const privateKey = await letterKey(seed);
    if (!equal(await publicKeyOf(privateKey), key)) throw new Unreadable('no-key');
    return privateKey;
  } finally {
    seed.fill(0);
  }
}

/** What a letter's keys are: for AES-CTR and for HMAC. @param {Uint8Array} shared @param {Pick<Letter, 'roomId'|'box'|'ephemeral'>} letter @param {Uint8Array} key the box's */
export async function letterKeys(shared, { roomId, box, ephemeral }, key) {
  const both = await hkdf(await hkdfKey(shared), concat(ephemeral, key), letterInfo(roomId, box), 64);
  return {
    cipher: await subtle.importKey('raw', both.slice(0, 32), 'AES-CTR', false, ['encrypt', 'decrypt']),
    mac: await subtle.importKey('raw', both.slice(32), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']),
  };
}

/** Each letter has a key of its own, so its counter begins at 0. */
export const letterCipher = () => ({ name: 'AES-CTR', counter: new Uint8Array(16), length: 128 });

/**
 * Opens a letter; throws `Unreadable`. Its text is null where a newer version wrote it.
 * @param {Letter} letter @param {BoxKey} box @param {CryptoKey} privateKey
 * @returns {Promise<{text: string, at: number}|null>}
 */
export async function openLetter(letter, { roomId, box, key }, privateKey) {
  if (letter.roomId !== roomId || letter.box !== box) throw new Unreadable('wrong-room');
  return orUnreadable('damaged', async () => {
    const keys = await letterKeys(await agree(privateKey, letter.ephemeral), letter, key);
    if (!(await subtle.verify('HMAC', keys.mac, asSource(letter.mac), asSource(letter.covered)))) throw new Unreadable('damaged');
    const plain = new Uint8Array(await subtle.decrypt(letterCipher(), keys.cipher, asSource(letter.ciphertext)));
    const content = readContent(readLetterPlain(plain));
    const isPlainText = content?.t === 'text' && Object.keys(content).length === 3;
    return isPlainText ? { text: content.b, at: content.at } : null;
  });
}
