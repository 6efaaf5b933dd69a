// @ts-check
// Takes the place of the service worker where the server's settings turn it off: removes what is kept, and itself.
import { forgetAll } from './kept-shell.js';

/**
 * @typedef {{waitUntil: (work: Promise<unknown>) => void}} Lasting
 * @typedef {{skipWaiting: () => Promise<void>, registration: {unregister: () => Promise<boolean>}, addEventListener: (type: 'install'|'activate', hear: (event: Lasting) => void) => void}} Scope
 */

const worker = /** @type {Scope} */ (/** @type {unknown} */ (self));

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener('activate', (event) => event.waitUntil(forgetAll().then(() => worker.registration.unregister())));
