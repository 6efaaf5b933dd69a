// @ts-check
// The service worker: pages open while the server does not answer, and while they run their files are those of their
// release. It answers for pages and their files alone; nothing of the API passes through it. And it shows push messages.
import { usePlatform } from '../core/platform.js';
import { file, fileOf, forgetOthers, isPage, keep, page } from './kept-shell.js';
import { hearPushes } from './pushed.js';
import { reading } from './reading-platform.js';

/**
 * The service worker's interface, as far as it is used here.
 * @typedef {{waitUntil: (work: Promise<unknown>) => void}} Lasting
 * @typedef {Lasting & {request: Request, clientId: string, preloadResponse?: Promise<Response|undefined>, respondWith: (answer: Promise<Response>) => void}} Fetching
 * @typedef {{postMessage: (message: FromShell) => void}} Client
 * @typedef {object} Scope
 * @property {import('./kept-shell.js').Shell} shell
 * @property {() => Promise<void>} skipWaiting
 * @property {{claim: () => Promise<void>, matchAll: () => Promise<Client[]>, get: (id: string) => Promise<Client|undefined>}} clients
 * @property {{navigationPreload?: {enable: () => Promise<void>}}} registration
 * @property {((type: 'install'|'activate', hear: (event: Lasting) => void) => void) & ((type: 'fetch', hear: (event: Fetching) => void) => void)} addEventListener
 *
 * @typedef {{kind: 'outdated', except?: string}} FromShell a page is to load again, unless it is of this release
 */

const worker = /** @type {Scope} */ (/** @type {unknown} */ (self));
const { shell } = worker;

usePlatform(reading);
hearPushes(/** @type {import('./pushed.js').Scope} */ (/** @type {unknown} */ (self)));

// It need not wait for pages of the release before: their files are found under their own release.
worker.addEventListener('install', (event) => event.waitUntil(keep(shell).then(() => worker.skipWaiting())));

worker.addEventListener('activate', (event) => event.waitUntil(begin()));

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  if (new URL(request.url).origin !== location.origin) return;
  const wanted = fileOf(request);
  if (wanted) event.respondWith(found(wanted, event));
  if (!isPage(shell, request)) return;
  event.respondWith(page(shell, event));
  event.waitUntil(forgetOthers(shell));
});

async function begin() {
  // The page is asked for while this worker starts.
  await worker.registration.navigationPreload?.enable();
  await worker.clients.claim();
  await forgetOthers(shell);
  for (const client of await worker.clients.matchAll()) client.postMessage({ kind: 'outdated', except: shell.release });
}

/** A page whose file is gone can only load again. @param {{release: string, path: string}} wanted @param {Fetching} event */
async function found(wanted, event) {
  const answer = await file(shell, wanted, event.request.url);
  if (!answer) (await worker.clients.get(event.clientId))?.postMessage({ kind: 'outdated' });
  return answer ?? Response.error();
}
