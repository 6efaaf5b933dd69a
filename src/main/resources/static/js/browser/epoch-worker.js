// @ts-check
// Makes epochs in a worker, so that the page stays responsive.
import { startWorker } from './workers.js';

/** @param {import('../crypto/epochs.js').EpochJob} job @param {(done: number) => void} tell @returns {Promise<import('../crypto/epochs.js').MadeEpoch>} */
export function makeInWorker(job, tell) {
  const worker = startWorker('epochs');
  return new Promise((resolve, reject) => {
    worker.onmessage = (/** @type {MessageEvent<{done?: number, made?: import('../crypto/epochs.js').MadeEpoch}>} */ { data }) => {
      if (data.done) tell(data.done);
      else if (data.made) resolve(data.made);
      else reject(new Error('no epoch was made'));
    };
    worker.onerror = () => reject(new Error('no epoch was made'));
    worker.postMessage(job);
  }).finally(() => worker.terminate());
}
