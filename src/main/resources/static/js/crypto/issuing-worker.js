// @ts-check
// Makes epochs off the page's main thread, and reports progress.
import { makeEpoch } from './epochs.js';

self.onmessage = async ({ data: { wanted, signing } }) => {
  try {
    const made = await makeEpoch(wanted, signing, (done) => self.postMessage({ done }));
    self.postMessage({ made });
  } catch {
    self.postMessage({ failed: true });
  }
};
