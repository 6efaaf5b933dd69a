// @ts-check

/** The opened private keys, which the browser can use and nobody can take out. */
export async function saveKeys(/** @type {import('./database.js').Database} */ db, /** @type {object[]} */ keys) {
  await db.put('keys', 'identity', keys);
}

/** @returns {Promise<any[]|null>} */
export async function loadKeys(/** @type {import('./database.js').Database} */ db) {
  return (await db.get('keys', 'identity')) ?? null;
}
