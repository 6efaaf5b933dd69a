// What programs do, for tests: seal a letter to a box.
import { letterCipher, letterKeys } from '../../main/resources/static/js/crypto/letters.js';
import { concat } from '../../main/resources/static/js/protocol/bytes.js';
import { letterHeader, writeLetterPlain } from '../../main/resources/static/js/protocol/letters.js';

const { subtle } = crypto;

/** @param {{roomId: string, box: number, key: Uint8Array}} box @param {object|string} content an object as JSON, or text as it is */
export async function sealLetter({ roomId, box, key }, content) {
  const pair = /** @type {CryptoKeyPair} */ (await subtle.generateKey('X25519', true, ['deriveBits']));
  const ephemeral = new Uint8Array(await subtle.exportKey('raw', pair.publicKey));
  const shared = new Uint8Array(await subtle.deriveBits({ name: 'X25519', public: await subtle.importKey('raw', key, 'X25519', false, []) }, pair.privateKey, 256));
  const { cipher, mac } = await letterKeys(shared, { roomId, box, ephemeral }, key);
  const plain = writeLetterPlain(new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content)));
  const covered = concat(letterHeader({ roomId, box, ephemeral }), new Uint8Array(await subtle.encrypt(letterCipher(), cipher, plain)));
  return concat(covered, new Uint8Array(await subtle.sign('HMAC', mac, covered)));
}

/** @param {string} text @param {number} [at] */
export const textOf = (text, at = 1790000000000) => ({ t: 'text', b: text, at });
