// @ts-check
// The password's salt, which the server stores. A salt of the server's choice would let it guess passwords from a
// precomputed table, for all users at once. So nothing is derived from a salt that no browser can have drawn, or from
// another one than this browser knows.
import { fromBase64, isZero } from '../../protocol/bytes.js';
import { Problem } from '../../protocol/problems.js';
import { get } from '../platform.js';
import { compareSalt, keepSalt } from './known-salts.js';

const BYTES = 16;

/**
 * `first` where this account may be new to this browser; `known` where it has signed in here, so that
 * another salt has no good reason; `accepted` where the person said that their password was changed.
 * @typedef {'first'|'known'|'accepted'} Expectation
 */

/** The form under which two spellings are one user name. @param {string} typed */
export const canonicalName = (typed) => typed.trim().normalize('NFKC').toLowerCase().normalize('NFKC');

/** @param {string} text @returns {Uint8Array} */
export function readSalt(text) {
  let salt;
  try {
    salt = fromBase64(text);
  } catch {
    throw badSalt();
  }
  if (salt.length !== BYTES || isZero(salt)) throw badSalt();
  return salt;
}

/** @param {string} username @param {Expectation} expected */
export async function findSalt(username, expected) {
  const { salt } = await get(`/api/sign-in/salt?username=${encodeURIComponent(username)}`);
  const bytes = readSalt(salt);
  const found = await compareSalt(canonicalName(username), salt);
  if (expected === 'known' && found !== 'same') throw unexpectedSalt();
  if (expected === 'first' && found === 'other') throw changedSalt();
  return { salt, bytes };
}

/** Called once the salt has led to the vault's key: no other one does. @param {string} username @param {string} salt */
export const rememberSalt = (username, salt) => keepSalt(canonicalName(username), salt);

/** The salt is no salt: the password was not used. */
const badSalt = () => new Problem({ code: 'bad-salt' });

/** Another salt than at the last sign-in with this browser, as after a change of password elsewhere. */
const changedSalt = () => new Problem({ code: 'salt-changed' });

/** Another salt than at this page's own sign-in. */
const unexpectedSalt = () => new Problem({ code: 'salt-unexpected' });
