// @ts-check
// The search index of a page, in a worker.
import { startWorker } from './workers.js';

/** @typedef {{resolve: (done: unknown) => void, reject: (error: unknown) => void}} Asked */

/** @returns {import('../core/platform.js').SearchWork} */
export function startSearch() {
  const worker = startWorker('search');
  /** @type {Map<number, Asked>} */
  const waiting = new Map();
  let lastId = 0;
  let isOver = false;
  const end = () => {
    isOver = true;
    worker.terminate();
    for (const { reject } of waiting.values()) reject(new Error('the search index is gone'));
    waiting.clear();
  };
  worker.onmessage = (/** @type {MessageEvent<{id: number, done?: unknown, failed?: string}>} */ { data: { id, done, failed } }) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (failed) asked?.reject(new Error(failed));
    else asked?.resolve(done);
  };
  worker.onerror = end;
  return {
    ask: (job) => new Promise((resolve, reject) => {
      if (isOver) return reject(new Error('the search index is gone'));
      waiting.set(++lastId, { resolve, reject });
      const buffers = job.kind === 'load' ? job.stored.map(({ bytes }) => bytes.buffer) : [];
      return worker.postMessage({ id: lastId, job }, { transfer: buffers });
    }),
    end,
  };
}
