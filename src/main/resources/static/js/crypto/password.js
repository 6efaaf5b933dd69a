// @ts-check
import { textToUtf8, toBase64 } from '../protocol/bytes.js';
import { hkdf, hkdfKey } from './primitives.js';

const ITERATIONS = 600000;
const NO_SALT = new Uint8Array(0);

/**
 * Derives a password's two secrets: one for signing in, and one that never leaves the browser.
 * @param {string} password
 * @param {Uint8Array} salt
 */
export async function derive(password, salt) {
  const typed = textToUtf8(password.normalize('NFKC'));
  const key = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveBits']);
  const pbkdf2 = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ITERATIONS };
  const master = await hkdfKey(new Uint8Array(await crypto.subtle.deriveBits(pbkdf2, key, 256)));
  return {
    authSecret: toBase64(await hkdf(master, NO_SALT, 'SC1 auth')),
    vaultLock: await hkdf(master, NO_SALT, 'SC1 vault'),
  };
}
