// @ts-check
// The platform of a page in a browser.
import { pinSession, request, whenSignedOut } from './api.js';
import { Database } from './database.js';
import { makeInWorker } from './epoch-worker.js';
import { chunks } from './files.js';
import { prepare } from './pictures.js';
import { push } from './push.js';
import { openSink } from './saving-files.js';
import { startSearch } from './searching.js';

const PROTOCOL = 'secure-chat.v1';
/** Pages of older versions are on `secure-chat`, and would take any message for the end of their session. */
const CHANNEL = 'secure-chat-pages';

/** @type {import('../core/platform.js').Platform} */
export const browser = {
  request,
  whenSignedOut,
  pinSession,
  openSocket,
  network: {
    isOnline: () => navigator.onLine,
    isMetered: () => {
      const { connection } = /** @type {{connection?: {saveData?: boolean, type?: string}}} */ (navigator);
      return connection?.saveData === true || connection?.type === 'cellular';
    },
    watch: ({ online, offline, shown }) => {
      addEventListener('online', online);
      addEventListener('offline', offline);
      document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && shown());
      // A page that was frozen while it was visible, and a device that changes its network without being offline.
      document.addEventListener('resume', shown);
      /** @type {{connection?: EventTarget}} */ (navigator).connection?.addEventListener('change', shown);
    },
  },
  storage: {
    open: Database.open,
    present: Database.present,
    wipe: Database.wipe,
    endSession: Database.endSession,
    endOthers: Database.endOthers,
    used: async () => {
      const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {};
      return quota > 0 ? usage / quota : 0;
    },
    settings: { get: (key) => localStorage.getItem(key), set: (key, value) => localStorage.setItem(key, value) },
    tab: { get: (key) => sessionStorage.getItem(key), set: (key, value) => sessionStorage.setItem(key, value) },
  },
  clock: { now: () => Date.now(), after: (millis, work) => setTimeout(work, millis), cancel: (timer) => clearTimeout(/** @type {number|undefined} */ (timer)) },
  random: () => Math.random(),
  broadcast: (hear) => {
    const channel = new BroadcastChannel(CHANNEL);
    channel.onmessage = ({ data }) => hear(data);
    return (message) => channel.postMessage(message);
  },
  locks: { run: (name, work, signal) => (navigator.locks ? Promise.resolve(navigator.locks.request(name, { signal }, work)) : work()) },
  push,
  worker: makeInWorker,
  search: startSearch,
  files: { ...chunks, prepare, openSink, show: (parts, type) => URL.createObjectURL(new Blob(parts, { type })), hide: (address) => URL.revokeObjectURL(address) },
  emoji: () => request('GET', import.meta.resolve('emojilib')),
  origin: globalThis.location?.origin ?? '',
};

/** @param {import('../core/platform.js').SocketListener} hears @returns {import('../core/platform.js').OpenSocket} */
function openSocket({ open, text, close }) {
  const address = new URL('/ws', location.href);
  address.protocol = address.protocol.replace('http', 'ws');
  const socket = new WebSocket(address, PROTOCOL);
  socket.onopen = open;
  socket.onmessage = (message) => text(message.data);
  socket.onclose = (closed) => close(closed.code);
  return {
    send: (frame) => {
      if (socket.readyState !== WebSocket.OPEN) return false;
      socket.send(frame);
      return true;
    },
    close: () => socket.close(1000),
  };
}
