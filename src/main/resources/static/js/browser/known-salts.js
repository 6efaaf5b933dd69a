// @ts-check
// The password salt of each account that has signed in with this browser, kept beyond the session.
// Only hashes under a key of this browser are kept, so that no user name is left behind.

const KEY = 'salt-key';
const PREFIX = 'salt-';

/** @param {string} text */
async function hash(text) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${browserKey()}\n${text}`)));
  return toText(digest);
}

/** @param {Uint8Array} bytes */
const toText = (bytes) => btoa(String.fromCharCode(...bytes));

function browserKey() {
  const kept = localStorage.getItem(KEY);
  if (kept) return kept;
  const fresh = toText(crypto.getRandomValues(new Uint8Array(32)));
  localStorage.setItem(KEY, fresh);
  return fresh;
}

/**
 * `same`, `other`, or `unknown` where this account has never signed in with this browser.
 * @param {string} username in its canonical form @param {string} salt
 */
export async function compareSalt(username, salt) {
  const kept = localStorage.getItem(PREFIX + (await hash(username)));
  if (!kept) return 'unknown';
  return kept === (await hash(`${username}\n${salt}`)) ? 'same' : 'other';
}

/** @param {string} username in its canonical form @param {string} salt */
export async function keepSalt(username, salt) {
  localStorage.setItem(PREFIX + (await hash(username)), await hash(`${username}\n${salt}`));
}
