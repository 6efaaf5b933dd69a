// @ts-check
// Starts workers. The page's Trusted Types policy allows their script URLs alone.

// Relative to any folder beside `browser`, because a bundle may lie in one.
const SCRIPTS = {
  service: '/service-worker.js',
  epochs: new URL('../crypto/issuing-worker.js', import.meta.url).href,
  files: new URL('../browser/file-worker.js', import.meta.url).href,
  search: new URL('../browser/search-worker.js', import.meta.url).href,
};

/** @typedef {{createPolicy: (name: string, rules: {createScriptURL: (address: string) => string}) => {createScriptURL: (address: string) => string}}} PolicyFactory */
const { trustedTypes } = /** @type {{trustedTypes?: PolicyFactory}} */ (globalThis);
const policy = trustedTypes?.createPolicy('secure-chat-worker', { createScriptURL: known });

/** @param {string} address */
function known(address) {
  if (!Object.values(SCRIPTS).includes(address)) throw new TypeError(address);
  return address;
}

/** @param {keyof typeof SCRIPTS} name */
const scriptOf = (name) => (policy ? policy.createScriptURL(SCRIPTS[name]) : SCRIPTS[name]);

/** @param {Exclude<keyof typeof SCRIPTS, 'service'>} name */
export const startWorker = (name) => new Worker(scriptOf(name), { type: 'module' });

export const SERVICE_WORKER = scriptOf('service');
