// @ts-check
// The primitives of suite 1, by WebCrypto.
import { concat, textToUtf8 } from '../protocol/bytes.js';

const subtle = crypto.subtle;

/** Bytes for WebCrypto, whose types refuse shared memory: there is none here. @param {Uint8Array} bytes */
export const asSource = (bytes) => /** @type {Uint8Array<ArrayBuffer>} */ (bytes);

/** @param {...Uint8Array} parts */
export async function sha256(...parts) {
  return new Uint8Array(await subtle.digest('SHA-256', concat(...parts)));
}

/** Raw key material for HKDF. @param {Uint8Array} bytes */
export function hkdfKey(bytes) {
  return subtle.importKey('raw', asSource(bytes), 'HKDF', false, ['deriveBits', 'deriveKey']);
}

/**
 * HKDF-SHA-256 (RFC 5869).
 * @param {CryptoKey} key
 * @param {Uint8Array} salt
 * @param {Uint8Array|string} info
 */
export async function hkdf(key, salt, info, length = 32) {
  return new Uint8Array(await subtle.deriveBits(parameters(salt, info), key, length * 8));
}

/**
 * Derives a non-extractable AES-256-GCM key by HKDF.
 * @param {CryptoKey} key
 * @param {Uint8Array} salt
 * @param {Uint8Array|string} info
 * @param {KeyUsage[]} usages
 */
export function hkdfAes(key, salt, info, usages) {
  return subtle.deriveKey(parameters(salt, info), key, { name: 'AES-GCM', length: 256 }, false, usages);
}

/** @param {Uint8Array} salt @param {Uint8Array|string} info */
function parameters(salt, info) {
  return { name: 'HKDF', hash: 'SHA-256', salt: asSource(salt), info: typeof info === 'string' ? textToUtf8(info) : asSource(info) };
}

/** @param {Uint8Array} bytes */
export function aesKey(bytes) {
  return subtle.importKey('raw', asSource(bytes), 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/** @param {Uint8Array} nonce @param {Uint8Array} aad */
const gcm = (nonce, aad) => ({ name: 'AES-GCM', iv: asSource(nonce), additionalData: asSource(aad) });

/** AES-256-GCM with a 128-bit tag at the end. */
export async function encrypt(
  /** @type {CryptoKey} */ key, /** @type {Uint8Array} */ nonce, /** @type {Uint8Array} */ aad, /** @type {Uint8Array} */ plain,
) {
  return new Uint8Array(await subtle.encrypt(gcm(nonce, aad), key, asSource(plain)));
}

/** Throws where anything does not fit. */
export async function decrypt(
  /** @type {CryptoKey} */ key, /** @type {Uint8Array} */ nonce, /** @type {Uint8Array} */ aad, /** @type {Uint8Array} */ sealed,
) {
  return new Uint8Array(await subtle.decrypt(gcm(nonce, aad), key, asSource(sealed)));
}

/** @param {CryptoKey} key @param {Uint8Array} message */
export async function sign(key, message) {
  return new Uint8Array(await subtle.sign('Ed25519', key, asSource(message)));
}

/** Keys that were imported, by the bytes of the record that has them. @type {WeakMap<Uint8Array, Promise<CryptoKey>>} */
const verifying = new WeakMap();

/** @param {Uint8Array} publicKey never changed */
function verifyingKey(publicKey) {
  const key = verifying.get(publicKey) ?? subtle.importKey('raw', asSource(publicKey), 'Ed25519', false, ['verify']);
  verifying.set(publicKey, key);
  return key;
}

/** @param {Uint8Array} publicKey @param {Uint8Array} message @param {Uint8Array} signature */
export async function verify(publicKey, message, signature) {
  try {
    return await subtle.verify('Ed25519', await verifyingKey(publicKey), asSource(signature), asSource(message));
  } catch {
    return false;
  }
}
