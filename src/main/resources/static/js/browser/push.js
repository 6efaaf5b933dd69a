// @ts-check
// Subscriptions of this browser to its push service, and the notifications that its service worker has shown.
import { equal, fromBase64, toBase64 } from '../protocol/bytes.js';

/** How long the service worker may take until it is there; where the browser refuses it, it never is. */
const READY_MILLIS = 30000;
/** The push service may not be reached. */
const END_MILLIS = 3000;

/** @typedef {{endpoint: string, p256dh: string, auth: string, zone: string}} Subscribed as the server takes it (W2) */
/** @typedef {Pick<PushSubscription, 'endpoint'|'getKey'>} WithKeys */

/**
 * The subscription with this key of a server; one with another key is ended.
 * @param {Pick<ServiceWorkerRegistration, 'pushManager'>} registration @param {string} key in Base64 @returns {Promise<Subscribed>}
 */
export async function subscribed({ pushManager }, key) {
  const applicationServerKey = fromBase64(key);
  const present = await pushManager.getSubscription();
  const presentKey = present?.options.applicationServerKey;
  if (present && presentKey && equal(new Uint8Array(presentKey), applicationServerKey)) return told(present);
  await present?.unsubscribe();
  return told(await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey }));
}

/** @param {WithKeys} subscription @returns {Subscribed} */
function told(subscription) {
  const key = (/** @type {'p256dh'|'auth'} */ name) => toBase64(new Uint8Array(subscription.getKey(name) ?? []));
  return { endpoint: subscription.endpoint, p256dh: key('p256dh'), auth: key('auth'), zone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? '' };
}

/** Null where it takes longer. @template T @param {Promise<T>} work @param {number} millis @returns {Promise<T|null>} */
const within = (work, millis) => Promise.race([work, new Promise((resolve) => setTimeout(() => resolve(null), millis))]);

/** @type {import('../core/platform.js').Push} */
export const push = {
  isSupported: () => 'serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis,
  isAllowed: () => 'Notification' in globalThis && Notification.permission === 'granted',
  subscribe: async (key) => {
    const registration = await within(navigator.serviceWorker.ready, READY_MILLIS);
    return registration && subscribed(registration, key);
  },
  unsubscribe: async () => {
    const registration = await navigator.serviceWorker?.getRegistration();
    const present = await registration?.pushManager?.getSubscription();
    if (present) await within(present.unsubscribe(), END_MILLIS);
  },
  close: async (isDone) => {
    const registration = await navigator.serviceWorker?.getRegistration();
    for (const shown of (await registration?.getNotifications?.()) ?? []) if (isDone(shown.tag)) shown.close();
  },
};
