// @ts-check
// Pins (SC1P): what a user's browsers know about others, encrypted for storage on the server.
import { concat, randomBytes, textToUtf8, utf8ToText } from '../protocol/bytes.js';
import { pinsHeader, readPins } from '../protocol/structures.js';
import { decrypt, encrypt, hkdfAes, hkdfKey } from './primitives.js';
import { Unreadable, orUnreadable } from './unreadable.js';

/** Derives the non-extractable key of the pins from the vault key. @param {Uint8Array} vaultKey */
export async function pinsKey(vaultKey) {
  return hkdfAes(await hkdfKey(vaultKey), new Uint8Array(0), 'SC1 pins', ['encrypt', 'decrypt']);
}

/** Derives the key of unsent messages and drafts in this browser in the same way. @param {Uint8Array} vaultKey */
export async function unsentKey(vaultKey) {
  return hkdfAes(await hkdfKey(vaultKey), new Uint8Array(0), 'SC1 outbox', ['encrypt', 'decrypt']);
}

/** @param {string} userId @param {number} version @param {CryptoKey} key @param {object} pins */
export async function sealPins(userId, version, key, pins) {
  const header = pinsHeader(userId, version);
  const nonce = randomBytes(12);
  return concat(header, nonce, await encrypt(key, nonce, header, textToUtf8(JSON.stringify(pins))));
}

/** @param {string} userId @param {Uint8Array} bytes @param {CryptoKey} key */
export function openPins(userId, bytes, key) {
  return orUnreadable('pins', async () => {
    const read = readPins(bytes);
    if (read.userId !== userId) throw new Unreadable('pins');
    const pins = JSON.parse(utf8ToText(await decrypt(key, read.nonce, read.header, read.sealed)));
    return { version: read.version, pins };
  });
}
