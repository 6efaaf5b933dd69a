// @ts-check
// The page's side of the service worker: registers it once the page is idle, and hears of newer releases.
import { SHELL, forgetAll } from './kept-shell.js';
import { whenIdle } from './idle.js';
import { SERVICE_WORKER } from './workers.js';

/** Many pages reconnect at the same time. */
const SPREAD_MILLIS = 30000;
/** Set for a tab in which the browser has refused the worker. */
const REFUSED = 'service-worker-refused';
const LOOK_MILLIS = 3600000;

const [, , RELEASE] = new URL(import.meta.url).pathname.split('/');

/**
 * Keeps the files of this page's release for as long as it is open, and registers the service worker once the page is
 * idle. Says nothing where the browser has or allows none: everything else works without it.
 * @param {Promise<unknown>} opened settles when the page has what it shows first: the worker loads everything else
 * @param {() => void} outdated called once, when the next load has another release
 * @returns {() => void} to call when the server is back, which may have been for an upgrade
 */
export function keepShell(opened, outdated) {
  const container = navigator.serviceWorker;
  if (!container || !globalThis.caches) return () => {};
  navigator.locks?.request(SHELL + RELEASE, { mode: 'shared' }, () => new Promise(() => {})).catch(() => {});
  let isTold = false;
  container.addEventListener('message', (/** @type {MessageEvent<import('./shell-worker.js').FromShell|import('./pushed.js').FromPush>} */ { data }) => {
    if (data.kind === 'go') location.hash = data.hash;
    if (isTold || data.kind !== 'outdated' || data.except === RELEASE) return;
    isTold = true;
    outdated();
  });
  container.startMessages();
  /** @type {ServiceWorkerRegistration|undefined} */
  let registration;
  const look = () => void registration?.update().catch(() => {});
  const begin = async () => {
    if (!isOn()) return forget(container);
    if (sessionStorage.getItem(REFUSED)) return;
    registration = await container.register(SERVICE_WORKER, { updateViaCache: 'none' });
    setInterval(look, LOOK_MILLIS);
  };
  opened.then(() => whenIdle(() => begin().catch(refused)));
  return () => void setTimeout(look, Math.random() * SPREAD_MILLIS);
}

/** The browser logs that it does not trust the certificate: not with each load. @param {unknown} error */
function refused(error) {
  if (error instanceof DOMException && error.name === 'SecurityError') sessionStorage.setItem(REFUSED, 'yes');
}

/** Whether the server has a service worker. */
const isOn = () => document.querySelector('meta[name=service-worker]')?.getAttribute('content') === 'on';

/** @param {ServiceWorkerContainer} container */
async function forget(container) {
  await (await container.getRegistration())?.unregister();
  await forgetAll();
}
