// @ts-check

/**
 * What this browser lacks: `secure-context`, `webcrypto`, `ed25519`, `indexeddb`; null where nothing is missing.
 * @returns {Promise<string|null>}
 */
export async function missing() {
  if (!globalThis.isSecureContext) return 'secure-context';
  if (!globalThis.crypto?.subtle) return 'webcrypto';
  if (!globalThis.indexedDB) return 'indexeddb';
  try {
    await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
    return null;
  } catch {
    return 'ed25519';
  }
}
