// @ts-check
// The password salt of each account that has signed in with this browser, kept beyond the session.
// Only hashes under a key of this browser are stored, so no user name remains in it.

import { sha256 } from '../../crypto/primitives.js';
import { randomBytes, textToUtf8, toBase64 } from '../../protocol/bytes.js';
import { platform } from '../platform.js';

const KEY = 'salt-key';
const PREFIX = 'salt-';

/** @param {string} text */
const hash = async (text) => toBase64(await sha256(textToUtf8(`${browserKey()}\n${text}`)));

function browserKey() {
  const { settings } = platform().storage;
  const kept = settings.get(KEY);
  if (kept) return kept;
  const fresh = toBase64(randomBytes(32));
  settings.set(KEY, fresh);
  return fresh;
}

/**
 * `same`, `other`, or `unknown` where this account has never signed in with this browser.
 * @param {string} username in its canonical form @param {string} salt
 */
export async function compareSalt(username, salt) {
  const kept = platform().storage.settings.get(PREFIX + (await hash(username)));
  if (!kept) return 'unknown';
  return kept === (await hash(`${username}\n${salt}`)) ? 'same' : 'other';
}

/** @param {string} username in its canonical form @param {string} salt */
export async function keepSalt(username, salt) {
  platform().storage.settings.set(PREFIX + (await hash(username)), await hash(`${username}\n${salt}`));
}
