// Push messages in the service worker: what is shown, where a click leads, and subscriptions that the browser has ended.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { hearPushes } from '../../../main/resources/static/js/browser/pushed.js';
import { fakePlatform } from '../fake-platform.js';

const ROOM = 'aaaaaaaa-0000-4000-8000-000000000000';
const PAYLOAD = JSON.stringify({ room: ROOM, pos: 7, at: 1790000000000 });

/** @type {Map<string, (event: any) => void>} */
let heard;
/** @type {any[]} */
let pages;
/** @type {any[]} */
let done;
/** @type {any} */
let present;

const page = (/** @type {object} */ more) => ({
  url: 'https://chat.example/#/', visibilityState: 'hidden', focused: false,
  focus: async () => done.push('focus'), postMessage: (/** @type {any} */ message) => done.push(message), ...more,
});

beforeEach(() => {
  [heard, pages, done, present] = [new Map(), [], [], null];
  fakePlatform();
  hearPushes(/** @type {any} */ ({
    shell: { release: 'r1', csrfCookie: 'xsrf', words: { en: { app: 'Secure Chat', message: 'New message' } } },
    clients: { matchAll: async () => pages, openWindow: async (/** @type {string} */ address) => done.push(`open ${address}`) },
    registration: {
      showNotification: async (/** @type {string} */ title, /** @type {any} */ { body, tag, data, icon }) => done.push({ title, body, tag, data, icon }),
      getNotifications: async () => [],
      pushManager: {
        getSubscription: async () => present,
        subscribe: async (/** @type {any} */ { userVisibleOnly, applicationServerKey }) => (done.push(`subscribe ${userVisibleOnly} ${applicationServerKey}`), subscription('new', applicationServerKey)),
      },
    },
    addEventListener: (/** @type {string} */ type, /** @type {any} */ hear) => heard.set(type, hear),
  }));
});

/** @param {string} endpoint @param {Uint8Array} key */
const subscription = (endpoint, key) => ({
  endpoint, options: { applicationServerKey: key.buffer }, getKey: (/** @type {string} */ name) => new Uint8Array(name === 'auth' ? [2] : [1]).buffer,
  unsubscribe: async () => done.push(`end ${endpoint}`),
});

/** @param {string} type @param {object} event */
async function tell(type, event) {
  /** @type {Promise<unknown>[]} */
  const lasting = [];
  heard.get(type)?.({ waitUntil: (/** @type {Promise<unknown>} */ work) => lasting.push(work), ...event });
  await Promise.all(lasting);
}

const push = (/** @type {string|null} */ text) => tell('push', { data: text === null ? null : { text: () => text } });

test('what cannot be opened is announced without a name, one for each room', async () => {
  await push(PAYLOAD);
  assert.deepEqual(done, [{ title: 'Secure Chat', body: 'New message', tag: ROOM, data: { room: ROOM, pos: 7 }, icon: '/files/r1/icons/app-192.png' }]);
});

test('so is what is no payload at all', async () => {
  for (const text of [null, '', '{}']) await push(text);
  assert.deepEqual(done.map(({ body, tag, data }) => [body, tag, data]), Array(3).fill(['New message', 'message', null]));
});

test('a page that is looked at notifies by itself, and one that shows no rooms does not', async () => {
  pages = [page({ visibilityState: 'visible' })];
  await push(PAYLOAD);
  assert.deepEqual(done, []);
  pages = [page({ visibilityState: 'visible', url: 'https://chat.example/admin' }), page({})];
  await push(PAYLOAD);
  assert.equal(done.length, 1);
});

/** @param {unknown} data */
const click = (data) => tell('notificationclick', { notification: { data, close: () => done.push('close') } });

test('a click goes to the message in a page that is open, the one in front if there are several', async () => {
  pages = [page({ focus: async () => done.push('the first') }), page({ focused: true })];
  await click({ room: ROOM, pos: 7 });
  assert.deepEqual(done, ['close', { kind: 'go', hash: `#/room/${ROOM}/7` }, 'focus']);
});

test('a click opens a page where none is', async () => {
  pages = [page({ url: 'https://chat.example/admin' })];
  await click({ room: ROOM, pos: 7 });
  await click(null);
  assert.deepEqual(done, ['close', `open /#/room/${ROOM}/7`, 'close', 'open /#/']);
});

/** The server, for a browser with the cookie of its session. @param {any} t @param {{key: string|null, subscribed: boolean}} own */
function serve(t, own, cookie = { value: 'token' }) {
  t.mock.method(globalThis, 'fetch', async (/** @type {string} */ path, /** @type {any} */ options) => {
    if (options.method) done.push([options.method, path, options.headers['X-XSRF-TOKEN'], JSON.parse(options.body)]);
    return { ok: true, json: async () => own };
  });
  Object.assign(globalThis, { cookieStore: { get: async (/** @type {string} */ name) => (name === 'xsrf' ? cookie : null) } });
  t.after(() => Reflect.deleteProperty(globalThis, 'cookieStore'));
}

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

test('a subscription that the browser has ended is replaced, with the server’s key', async (t) => {
  serve(t, { key: 'CQ==', subscribed: true });
  present = subscription('old', new Uint8Array([8]));
  await tell('pushsubscriptionchange', {});
  assert.deepEqual(done, ['end old', 'subscribe true 9', ['PUT', '/api/me/push', 'token', { endpoint: 'new', p256dh: 'AQ==', auth: 'Ag==', zone }]]);
});

test('one with the server’s key is told as it is', async (t) => {
  serve(t, { key: 'CQ==', subscribed: true });
  present = subscription('same', new Uint8Array([9]));
  await tell('pushsubscriptionchange', {});
  assert.deepEqual(done.map(([method, , , body]) => [method, body.endpoint]), [['PUT', 'same']]);
});

test('none is made for a session that has none, or a server that sends none', async (t) => {
  serve(t, { key: 'CQ==', subscribed: false });
  await tell('pushsubscriptionchange', {});
  t.mock.restoreAll();
  serve(t, { key: null, subscribed: true });
  await tell('pushsubscriptionchange', {});
  assert.deepEqual(done, []);
});
