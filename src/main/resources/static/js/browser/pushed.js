// @ts-check
// Push messages in the service worker: what they announce is shown, a click on it opens the message, and a subscription
// that the browser has ended is replaced.
import { announced } from '../core/push/pushed.js';
import { readPush } from '../protocol/push.js';
import { language } from './kept-shell.js';
import { subscribed } from './push.js';

/** Characters that change the direction of what follows. */
const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * The service worker's interface, as far as it is used here.
 * @typedef {{waitUntil: (work: Promise<unknown>) => void}} Lasting
 * @typedef {{room: string, pos: number}|null} Place
 * @typedef {Lasting & {data: {text: () => string}|null}} Pushed
 * @typedef {Lasting & {notification: {data: Place, close: () => void}}} Clicked
 * @typedef {{url: string, visibilityState: string, focused: boolean, focus: () => Promise<unknown>, postMessage: (message: FromPush) => void}} Page
 * @typedef {object} Scope
 * @property {import('./kept-shell.js').Shell} shell
 * @property {{matchAll: (which: {type: 'window', includeUncontrolled: true}) => Promise<Page[]>, openWindow: (address: string) => Promise<unknown>}} clients
 * @property {Pick<ServiceWorkerRegistration, 'pushManager'|'showNotification'|'getNotifications'>} registration
 * @property {((type: 'push', hear: (event: Pushed) => void) => void) & ((type: 'notificationclick', hear: (event: Clicked) => void) => void)
 *   & ((type: 'pushsubscriptionchange', hear: (event: Lasting) => void) => void)} addEventListener
 *
 * @typedef {{kind: 'go', hash: string}} FromPush a page is to show this
 */

/** To be called in the worker's first turn. @param {Scope} worker */
export function hearPushes(worker) {
  worker.addEventListener('push', (event) => event.waitUntil(show(worker, event.data?.text() ?? '')));
  worker.addEventListener('notificationclick', (event) => {
    event.notification.close();
    event.waitUntil(open(worker, event.notification.data));
  });
  worker.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(renew(worker)));
}

/** Pages with rooms. @param {Scope} worker */
const pagesOf = async ({ clients }) => (await clients.matchAll({ type: 'window', includeUncontrolled: true })).filter(({ url }) => new URL(url).pathname === '/');

/** @param {Page} page */
const isVisible = ({ visibilityState }) => visibilityState === 'visible';

/** @param {Scope} worker @param {string} text */
async function show(worker, text) {
  // A page that is looked at notifies by itself.
  if ((await pagesOf(worker)).some(isVisible)) return;
  const push = readPush(text);
  const { note, isRead, isSilent } = push ? await announced(push) : { note: null, isRead: false, isSilent: false };
  const { words, release } = worker.shell;
  const chosen = await language(Object.keys(words));
  const { app, message } = words[chosen];
  const tag = push?.room ?? 'message';
  // A browser demands one for each push message.
  await worker.registration.showNotification(note ? titleOf(note) : app, /** @type {NotificationOptions} */ ({
    body: note?.text ?? message, tag, renotify: !isRead && !isSilent, silent: isRead || isSilent, lang: chosen, icon: `/files/${release}/icons/app-192.png`,
    timestamp: push?.at, data: push && { room: push.room, pos: push.pos },
  }));
  if (isRead) for (const shown of await worker.registration.getNotifications({ tag })) shown.close();
}

/** @param {import('../core/push/pushed.js').Note} note */
const titleOf = ({ sender, room }) => (room ? `${isolated(sender)} · ${isolated(room)}` : isolated(sender));

/** A name that does not turn what stands around it. @param {string} name */
const isolated = (name) => `\u2068${name.replace(DIRECTIONS, '')}\u2069`;

/** @param {Scope} worker @param {Place} place */
async function open(worker, place) {
  const hash = place ? `#/room/${place.room}/${place.pos}` : '#/';
  const pages = await pagesOf(worker);
  const page = pages.find(({ focused }) => focused) ?? pages.find(isVisible) ?? pages[0];
  if (!page) return worker.clients.openWindow(`/${hash}`);
  page.postMessage({ kind: 'go', hash });
  return page.focus();
}

/** Where it does not succeed, the next page does it. @param {Scope} worker */
async function renew({ shell, registration }) {
  const { cookieStore } = /** @type {{cookieStore?: {get: (name: string) => Promise<{value?: string}|null>}}} */ (globalThis);
  const token = (await cookieStore?.get(shell.csrfCookie))?.value;
  const answer = await fetch('/api/me/push', { redirect: 'error' });
  if (!token || !answer.ok) return;
  const { key, subscribed: isWanted } = /** @type {{key: string|null, subscribed: boolean}} */ (await answer.json());
  if (key === null || !isWanted) return;
  const body = JSON.stringify(await subscribed(registration, key));
  await fetch('/api/me/push', { method: 'PUT', headers: { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': token }, body, redirect: 'error' });
}
