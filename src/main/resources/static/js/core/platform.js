// @ts-check
// What core needs of the world around it. A page gives its browser (`browser/platform.js`), a test gives a fake.
// Core reaches the network, storage, clocks, timers and other pages through here and nowhere else.

/**
 * @typedef {object} Platform
 * @property {(method: string, path: string, body?: string, type?: string) => Promise<unknown>} request the parsed answer of a
 *   REST endpoint; throws `Problem`, with the code `unreachable` where there was no answer
 * @property {(then: () => void) => void} whenSignedOut called whenever an endpoint says that nobody is signed in
 * @property {(isMine: () => Promise<boolean>) => void} pinSession from now on requests that change something go out in the
 *   present session alone; where the browser has another one meanwhile, `isMine` says whether that is the same user's
 * @property {(hears: SocketListener) => OpenSocket} openSocket begins to open the live connection
 * @property {Network} network
 * @property {Storage} storage
 * @property {Clock} clock
 * @property {() => number} random from 0 to below 1, for spreading load; nothing secret comes from it
 * @property {(hear: (message: unknown) => void) => ((message: unknown) => void)} broadcast other pages of the same browser: hears
 *   their messages, and returns what sends them one
 * @property {Locks} locks
 * @property {Push} push
 * @property {(job: import('../crypto/epochs.js').EpochJob, tell: (done: number) => void) => Promise<import('../crypto/epochs.js').MadeEpoch>} worker makes an
 *   epoch beside the page
 * @property {() => SearchWork} search an empty search index beside the page
 * @property {() => Promise<unknown>} emoji words by emoji
 * @property {FileWork} files
 * @property {string} origin
 *
 * @typedef {{layout: import('../crypto/files.js').FileLayout, i: number}} ChunkPlace
 * @typedef {{write: (bytes: Uint8Array) => Promise<void>, close: () => Promise<void>, abort: () => Promise<void>}} FileSink where a file is
 *   saved: `abort` leaves nothing of it
 * @typedef {object} FileWork work on files, off the page's main thread; throws `Problem`, `Unreadable` and, once the signal is given, its reason
 * @property {(file: File, choice: {original?: boolean}) => Promise<import('./files/upload.js').Prepared>} prepare
 * @property {(file: Blob, key: import('../crypto/files.js').FileKey, place: ChunkPlace) => Promise<Uint8Array>} seal reads and seals a piece of a file; throws
 *   where it cannot be read
 * @property {(piece: Uint8Array, key: import('../crypto/files.js').FileKey, place: ChunkPlace) => Promise<Uint8Array>} open
 * @property {(path: string, piece: Uint8Array, from: import('../crypto/files.js').FileKey, to: import('../crypto/files.js').FileKey, place: ChunkPlace,
 *   signal: AbortSignal) => Promise<void>} send opens a piece, seals it under another key and puts it there
 * @property {(path: string, key: import('../crypto/files.js').FileKey, place: ChunkPlace, signal?: AbortSignal) => Promise<Uint8Array>} receive fetches and verifies a chunk
 * @property {(name: string) => Promise<FileSink|null>} openSink where the user wants a file saved; null for nowhere
 * @property {(parts: Blob[], type: string) => string} show a `blob:` address
 * @property {(address: string) => void} hide
 *
 * @typedef {{ask: (job: import('./search/jobs.js').Job) => Promise<unknown>, end: () => void}} SearchWork jobs are done in their order; rejects where the worker fails
 *
 * @typedef {{open: () => void, text: (text: string) => void, close: (code: number) => void}} SocketListener
 * @typedef {{send: (text: string) => boolean, close: () => void}} OpenSocket `send` says whether the text left
 * @typedef {{isOnline: () => boolean, isMetered: () => boolean, watch: (hears: {online: () => void, offline: () => void, shown: () => void}) => void}} Network
 *
 * @typedef {object} Storage may fail at any call
 * @property {(userId: string) => Promise<Store>} open
 * @property {() => Promise<string|null>} present whose keys are here
 * @property {(userId: string) => Promise<void>} wipe forgets everything of a user
 * @property {(userId: string, session?: string) => Promise<void>} endSession forgets the keys of a user, but for those of a
 *   later sign-in than `session`; what is unsent stays, encrypted
 * @property {(userId: string) => Promise<void>} endOthers forgets the keys of all other users in the same way
 * @property {() => Promise<number>} used which part of what the browser gives is used, from 0 to 1
 * @property {{get: (key: string) => string|null, set: (key: string, value: string) => void}} settings kept beyond sessions
 * @property {{get: (key: string) => string|null, set: (key: string, value: string) => void}} tab kept until the page's tab closes
 *
 * @typedef {object} Store what is kept for one user
 * @property {(store: string, key: string) => Promise<unknown>} get undefined where there is nothing
 * @property {(store: string, key: string, value: unknown) => Promise<unknown>} put
 * @property {(store: string, key: string) => Promise<unknown>} delete
 * @property {(store: string) => Promise<[string, unknown][]>} all keys and values
 * @property {(store: string, prefix: string) => Promise<string[]>} keys those that begin so
 * @property {(store: string, prefix: string) => Promise<unknown>} deleteAll what has such a key
 * @property {(value: unknown, key?: 'unsent'|'history') => Promise<unknown>} lock encrypts, with the key of what is unsent where no other is named; bytes stay bytes
 * @property {(locked: unknown, key?: 'unsent'|'history') => Promise<unknown>} unlock
 * @property {(key: CryptoKey) => Promise<unknown>} setUnsentKey
 * @property {(then: () => void) => void} whenLost called when all that was stored is gone, though this page did not delete it
 * @property {() => void} close
 *
 * @typedef {object} Locks
 * @property {<T>(name: string, work: () => Promise<T>, signal: AbortSignal) => Promise<T>} run does something in one page
 *   of the browser at a time; those that wait are served in their order, or reject once the signal is given
 *
 * @typedef {object} Push messages of the server to this browser while no page is open
 * @property {() => boolean} isSupported
 * @property {() => boolean} isAllowed whether the user has allowed notifications
 * @property {(key: string) => Promise<import('../browser/push.js').Subscribed|null>} subscribe to those of the server with this key, in Base64; null where the
 *   browser runs no service worker of this page
 * @property {() => Promise<void>} unsubscribe
 * @property {(isDone: (tag: string) => boolean) => Promise<void>} close takes away notifications that were shown, by their tag
 *
 * @typedef {unknown} Timer what `after` answers, for `cancel`
 * @typedef {{now: () => number, after: (millis: number, work: () => void) => Timer, cancel: (timer: Timer) => void}} Clock
 */

/** @type {Platform|null} */
let given = null;

/** Gives core its platform, before anything else of core runs. @param {Platform} platform */
export function usePlatform(platform) {
  given = platform;
}

/** @returns {Platform} */
export function platform() {
  if (!given) throw new Error('core has no platform');
  return given;
}

/** @template {string} P @param {P} path @returns {Promise<import('../protocol/rest.js').Got<P>>} */
export const get = (path) => /** @type {Promise<import('../protocol/rest.js').Got<P>>} */ (platform().request('GET', path));

/** @template {string} P @param {P} path @param {object} body @returns {Promise<import('../protocol/rest.js').Posted<P>>} */
export const post = (path, body = {}) => /** @type {Promise<import('../protocol/rest.js').Posted<P>>} */ (
  platform().request('POST', path, JSON.stringify(body), 'application/json'));

/** @param {string} path @param {object} body @returns {Promise<unknown>} */
export const put = (path, body) => platform().request('PUT', path, JSON.stringify(body), 'application/json');

/** @param {string} path @returns {Promise<unknown>} */
export const remove = (path) => platform().request('DELETE', path);

/** A form, as the sign-in takes it. @template {string} P @param {P} path @param {Record<string, string>} fields @returns {Promise<import('../protocol/rest.js').Posted<P>>} */
export const form = (path, fields) => /** @type {Promise<import('../protocol/rest.js').Posted<P>>} */ (
  platform().request('POST', path, new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded'));

/** This device's clock, in milliseconds. */
export const now = () => platform().clock.now();

/** Runs work later; the answer is for `cancel`. @param {number} millis @param {() => void} work */
export const after = (millis, work) => platform().clock.after(millis, work);

/** @param {import('./platform.js').Timer} timer */
export const cancel = (timer) => platform().clock.cancel(timer);

/** @param {number} millis @returns {Promise<void>} */
export const pause = (millis) => new Promise((resolve) => after(millis, resolve));

/** From 0 to below 1; not for secrets. */
export const random = () => platform().random();
