// @ts-check
// Runs the making of an epoch in a worker, so that the page goes on meanwhile.

const WORKER = new URL('../crypto/issuing-worker.js', import.meta.url).href;

// The page's policy lets scripts be named by us alone: this one name.
const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('secure-chat-worker', { createScriptURL: () => WORKER });

/** @param {object} job what `makeEpoch` takes, and the key that signs @param {(done: number) => void} tell @returns {Promise<any>} */
export function makeInWorker(job, tell) {
  const worker = new Worker(policy ? policy.createScriptURL('') : WORKER, { type: 'module' });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => {
      if (data.done) tell(data.done);
      else if (data.made) resolve(data.made);
      else reject(new Error('no epoch was made'));
    };
    worker.onerror = () => reject(new Error('no epoch was made'));
    worker.postMessage(job);
  }).finally(() => worker.terminate());
}
