// @ts-check
// Makes epochs in a worker, so that the page stays responsive.

const WORKER = new URL('../crypto/issuing-worker.js', import.meta.url).href;

// The page's Trusted Types policy allows this script URL alone.
/** @typedef {{createPolicy: (name: string, rules: {createScriptURL: () => string}) => {createScriptURL: (address: string) => string}}} PolicyFactory */
const { trustedTypes } = /** @type {{trustedTypes?: PolicyFactory}} */ (globalThis);
const policy = trustedTypes?.createPolicy('secure-chat-worker', { createScriptURL: () => WORKER });

/** @param {import('../crypto/epochs.js').EpochJob} job @param {(done: number) => void} tell @returns {Promise<import('../crypto/epochs.js').MadeEpoch>} */
export function makeInWorker(job, tell) {
  const worker = new Worker(policy ? policy.createScriptURL('') : WORKER, { type: 'module' });
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
