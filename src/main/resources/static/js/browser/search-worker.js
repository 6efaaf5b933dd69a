// @ts-check
// Holds the search index off the page's main thread. It has no key and reaches neither storage nor the network.
import { SearchIndex } from '../core/search/index.js';
import { run } from '../core/search/jobs.js';

/** @typedef {import('../core/search/jobs.js').Job} Job */

const index = new SearchIndex(crypto.randomUUID());

self.onmessage = ({ data }) => {
  const { id, job } = /** @type {{id: number, job: Job}} */ (data);
  try {
    const done = run(index, job);
    self.postMessage({ id, done }, { transfer: buffersOf(job, done) });
  } catch (error) {
    // What was sought or indexed stands in no message of an error.
    self.postMessage({ id, failed: error instanceof Error ? error.name : 'Error' });
  }
};

/** Copies of segments are handed over. @param {Job} job @param {unknown} done @returns {ArrayBufferLike[]} */
function buffersOf(job, done) {
  return job.kind === 'flush' ? /** @type {ReturnType<SearchIndex['flush']>} */ (done).fresh.map(({ bytes }) => bytes.buffer) : [];
}
