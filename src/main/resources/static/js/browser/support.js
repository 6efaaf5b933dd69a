// @ts-check

/** In milliseconds; a browser that takes longer gets the benefit of the doubt. */
const PATIENCE = 3000;
/** The name of a database that holds nothing, and the beginning of a cookie's. */
const PROBE = 'storage-check';

/** Errors by which a browser says that a site may keep nothing; a full disk is another matter. */
const IS_BLOCKED = new Set(['SecurityError', 'InvalidStateError', 'UnknownError', 'NotSupportedError', 'InvalidAccessError']);

/** Whether this error says that the browser's storage is closed to the site. @param {unknown} error */
export const isStorageBlocked = (error) => error instanceof DOMException && IS_BLOCKED.has(error.name);

/**
 * What this browser lacks or forbids: `secure-context`, `cookies`, `storage`, `websocket`, `old` (anything that only
 * another version has); null where nothing is missing.
 * @param {boolean} thorough also opens a database
 * @returns {Promise<string|null>}
 */
export async function missing(thorough = true) {
  if (!globalThis.isSecureContext) return 'secure-context';
  if (!globalThis.crypto?.subtle || !globalThis.Worker || !globalThis.BroadcastChannel) return 'old';
  if (!keepsCookies()) return 'cookies';
  if (!keepsData() || (thorough && !(await opensDatabase()))) return 'storage';
  if (!globalThis.WebSocket) return 'websocket';
  try {
    await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
    return null;
  } catch {
    return 'old';
  }
}

/** The cookie is this page's own: another page that starts at the same time deletes its own alone. */
function keepsCookies() {
  if (!navigator.cookieEnabled) return false;
  const name = `${PROBE}-${crypto.randomUUID()}`;
  document.cookie = `${name}=1; Path=/; Max-Age=60; SameSite=Lax`;
  const isKept = document.cookie.includes(name);
  document.cookie = `${name}=; Path=/; Max-Age=0; SameSite=Lax`;
  return isKept;
}

function keepsData() {
  try {
    return Boolean(localStorage && sessionStorage && indexedDB);
  } catch {
    return false;
  }
}

/** @returns {Promise<boolean>} */
function opensDatabase() {
  return new Promise((resolve) => {
    setTimeout(() => resolve(true), PATIENCE);
    try {
      const opening = indexedDB.open(PROBE);
      opening.addEventListener('error', () => resolve(!IS_BLOCKED.has(opening.error?.name ?? '')));
      opening.addEventListener('success', () => {
        opening.result.close();
        indexedDB.deleteDatabase(PROBE);
        resolve(true);
      });
    } catch (error) {
      resolve(!IS_BLOCKED.has(/** @type {Error} */ (error).name));
    }
  });
}
