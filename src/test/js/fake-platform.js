// A platform without a browser: a test says what the server answers, and plays the network, the clock and the disk.
import { usePlatform } from '../../main/resources/static/js/core/platform.js';

/** A store in memory, whose writes fail while `fails` is set. */
export class FakeStore {
  fails = false;
  /** @type {Map<string, Map<string, any>>} */
  #stores = new Map();

  /** @param {string} store */
  #of(store) {
    if (!this.#stores.has(store)) this.#stores.set(store, new Map());
    return /** @type {Map<string, any>} */ (this.#stores.get(store));
  }

  #write(/** @type {() => void} */ work) {
    if (this.fails) throw new Error('QuotaExceededError');
    work();
  }

  async get(/** @type {string} */ store, /** @type {string} */ key) {
    return this.#of(store).get(key);
  }
  async put(/** @type {string} */ store, /** @type {string} */ key, /** @type {unknown} */ value) {
    this.#write(() => this.#of(store).set(key, value));
  }
  async delete(/** @type {string} */ store, /** @type {string} */ key) {
    this.#write(() => this.#of(store).delete(key));
  }
  async all(/** @type {string} */ store) {
    return [...this.#of(store).values()];
  }
  async lock(/** @type {unknown} */ value) {
    return structuredClone(value);
  }
  async unlock(/** @type {unknown} */ value) {
    return value;
  }
  async setUnsentKey() {}
  close() {}
}

/** A socket that the test opens, feeds and closes. */
export class FakeSocket {
  /** @type {any[]} */
  sent = [];
  isClosed = false;

  /** @param {import('../../main/resources/static/js/core/platform.js').SocketListener} hears */
  constructor(hears) {
    this.hears = hears;
  }
  send(/** @type {string} */ text) {
    this.sent.push(JSON.parse(text));
    return true;
  }
  /** As with a real one whose network is dead, nothing calls `hears.close`. */
  close() {
    this.isClosed = true;
  }
  frame(/** @type {object} */ frame) {
    this.hears.text(JSON.stringify(frame));
  }
}

/**
 * Installs a platform. Timers are Node's, so that `t.mock.timers` moves them.
 * @param {Partial<import('../../main/resources/static/js/core/platform.js').Platform>} [given]
 */
export function fakePlatform(given = {}) {
  const stores = new Map();
  const settings = new Map();
  const fake = {
    /** @type {FakeSocket[]} */
    sockets: [],
    isOnline: true,
    /** @type {any} */
    hears: null,
    /** What was told to other pages. @type {any[]} */
    told: [],
    settings,
    request: async (/** @type {string} */ method, /** @type {string} */ path) => assert(false, `${method} ${path} was not expected`),
    whenSignedOut: () => {},
    openSocket: (/** @type {any} */ hears) => {
      const socket = new FakeSocket(hears);
      fake.sockets.push(socket);
      return socket;
    },
    network: { isOnline: () => fake.isOnline, watch: (/** @type {any} */ hears) => (fake.hears = hears) },
    storage: {
      open: async (/** @type {string} */ userId) => stores.get(userId) ?? stores.set(userId, new FakeStore()).get(userId),
      wipe: async (/** @type {string} */ userId) => void stores.delete(userId),
      endSession: async () => {},
      settings: { get: (/** @type {string} */ key) => settings.get(key) ?? null, set: (/** @type {string} */ key, /** @type {string} */ value) => settings.set(key, value) },
    },
    clock: {
      now: () => Date.now(), after: (/** @type {number} */ millis, /** @type {() => void} */ work) => globalThis.setTimeout(work, millis),
      cancel: (/** @type {any} */ timer) => clearTimeout(timer),
    },
    random: () => Math.random(),
    broadcast: () => (/** @type {any} */ message) => void fake.told.push(message),
    worker: async () => assert(false, 'no worker was expected'),
    origin: 'http://localhost',
    ...given,
  };
  usePlatform(/** @type {any} */ (fake));
  return fake;
}

/** @param {boolean} condition @param {string} message */
function assert(condition, message) {
  if (!condition) throw new Error(message);
}
