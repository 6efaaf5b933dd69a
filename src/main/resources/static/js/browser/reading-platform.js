// @ts-check
// The platform of the service worker, where push messages are opened: it reads what this browser keeps and what the
// server answers, and changes nothing.
import { unreachable } from '../protocol/problems.js';
import { answerOf } from './answers.js';
import { Database } from './database.js';

const nothing = () => {};
const refuse = async () => {
  throw new Error('a push message is only read');
};
const NO_SETTINGS = { get: () => null, set: nothing };

/** @param {string} method @param {string} path */
async function request(method, path) {
  if (method !== 'GET') throw unreachable();
  const answer = await fetch(path, { headers: { Accept: 'application/json, application/problem+json' }, credentials: 'same-origin', redirect: 'error' }).catch(() => {
    throw unreachable();
  });
  return answerOf(answer);
}

export const reading = /** @type {import('../core/platform.js').Platform} */ (/** @type {unknown} */ ({
  request,
  whenSignedOut: nothing,
  pinSession: nothing,
  network: { isOnline: () => navigator.onLine, isMetered: () => true, watch: nothing },
  storage: { open: Database.open, present: Database.present, wipe: refuse, endSession: refuse, endOthers: refuse, used: async () => 0, settings: NO_SETTINGS, tab: NO_SETTINGS },
  clock: { now: () => Date.now(), after: (/** @type {number} */ millis, /** @type {() => void} */ work) => setTimeout(work, millis), cancel: (/** @type {number|undefined} */ timer) => clearTimeout(timer) },
  random: () => Math.random(),
  broadcast: () => nothing,
  locks: { run: refuse },
  worker: refuse,
  emoji: refuse,
  origin: location.origin,
}));
