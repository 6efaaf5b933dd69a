// @ts-check
// Work on files for core: encryption and transport in a worker, pictures, recordings, and saving to the disk.
import { Unreadable } from '../crypto/unreadable.js';
import { Problem } from '../protocol/problems.js';
import { authorized } from './api.js';
import { startWorker } from './workers.js';

/** @typedef {import('./file-worker.js').Job} Job */
/** @typedef {import('./file-worker.js').FromWorker} FromWorker */

/** A worker that has had nothing to do for so long is ended. */
const IDLE_MILLIS = 30000;
/** After so many jobs another worker takes over: a browser gives memory back late, but that of a worker with its end. */
const MOST_JOBS = 32;

/** @typedef {{worker: Worker, jobs: number, waiting: Map<number, {resolve: (done: unknown) => void, reject: (error: unknown) => void}>}} Working a worker, how many jobs it was given, and those that are not done */

/** @type {Working|null} */
let present = null;
let lastId = 0;
/** @type {ReturnType<typeof setTimeout>|undefined} */
let ending;

/** Does a job in the worker. @param {Job} job @param {AbortSignal} [signal] @returns {Promise<unknown>} */
export async function inWorker(job, signal) {
  signal?.throwIfAborted();
  clearTimeout(ending);
  const working = (present ??= started());
  const { worker, waiting } = working;
  const id = ++lastId;
  if (++working.jobs >= MOST_JOBS) present = null;
  const over = () => worker.postMessage({ id, isOver: true });
  signal?.addEventListener('abort', over);
  try {
    return await new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, job });
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', over);
    waiting.delete(id);
    if (waiting.size === 0 && present !== working) worker.terminate();
    else if (waiting.size === 0) ending = setTimeout(end, IDLE_MILLIS);
  }
}

function end() {
  present?.worker.terminate();
  present = null;
}

function started() {
  /** @type {Working} */
  const working = { worker: startWorker('files'), jobs: 0, waiting: new Map() };
  working.worker.onmessage = (/** @type {MessageEvent<FromWorker>} */ { data }) => settle(working, data);
  working.worker.onerror = () => {
    for (const { reject } of working.waiting.values()) reject(new Error('the worker for files failed'));
    working.worker.terminate();
    if (present === working) present = null;
  };
  return working;
}

/** @param {Working} working @param {FromWorker} answer */
function settle({ waiting }, { id, done, problem, unreadable, failed }) {
  const asked = waiting.get(id);
  if (problem) asked?.reject(new Problem(problem));
  else if (unreadable) asked?.reject(new Unreadable(unreadable));
  else if (failed) asked?.reject(new Error(failed));
  else asked?.resolve(done);
}

/** @type {Pick<import('../core/platform.js').FileWork, 'seal'|'send'|'open'|'receive'>} */
export const chunks = {
  seal: async (file, key, place) => /** @type {Uint8Array} */ (await inWorker({ kind: 'seal', file, key, ...place })),
  send: async (path, piece, from, to, place, signal) => void (await authorized((token) => inWorker({ kind: 'send', path, token, piece, from, to, ...place }, signal))),
  open: async (piece, key, place) => /** @type {Uint8Array} */ (await inWorker({ kind: 'open', piece, key, ...place })),
  receive: async (path, key, place, signal) => /** @type {Uint8Array} */ (await authorized(() => inWorker({ kind: 'receive', path, key, ...place }, signal))),
};
