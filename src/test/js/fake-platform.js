// A platform without a browser: a test says what the server answers, and plays the network, the clock and the disk.
import { SearchIndex } from '../../main/resources/static/js/core/search/index.js';
import { run } from '../../main/resources/static/js/core/search/jobs.js';
import { usePlatform } from '../../main/resources/static/js/core/platform.js';

/** A store in memory, whose writes fail while `fails` is set, and never end while `hangs` is. */
export class FakeStore {
  fails = false;
  hangs = false;
  #lost = () => {};
  /** @type {Map<string, Map<string, any>>} */
  #stores = new Map();

  /** @param {string} store */
  #of(store) {
    if (!this.#stores.has(store)) this.#stores.set(store, new Map());
    return /** @type {Map<string, any>} */ (this.#stores.get(store));
  }

  async #write(/** @type {() => void} */ work) {
    if (this.hangs) await new Promise(() => {});
    if (this.fails) throw new Error('QuotaExceededError');
    work();
  }

  /** What lies there. @param {string} store */
  rows(store) {
    return this.#of(store);
  }

  /** Somebody deletes everything under the page. */
  lose() {
    this.#stores.clear();
    this.#lost();
  }
  whenLost(/** @type {() => void} */ then) {
    this.#lost = then;
  }

  async get(/** @type {string} */ store, /** @type {string} */ key) {
    return this.#of(store).get(key);
  }
  async put(/** @type {string} */ store, /** @type {string} */ key, /** @type {unknown} */ value) {
    await this.#write(() => this.#of(store).set(key, value));
  }
  async delete(/** @type {string} */ store, /** @type {string} */ key) {
    await this.#write(() => this.#of(store).delete(key));
  }
  async all(/** @type {string} */ store) {
    return [...this.#of(store)];
  }
  async keys(/** @type {string} */ store, /** @type {string} */ prefix) {
    return [...this.#of(store).keys()].filter((key) => key.startsWith(prefix));
  }
  async deleteAll(/** @type {string} */ store, /** @type {string} */ prefix) {
    for (const key of await this.keys(store, prefix)) await this.delete(store, key);
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

/** A search index in the page itself; what is asked is copied, as on its way to a worker. */
export function fakeSearch() {
  const index = new SearchIndex(`fake-${Math.random()}`);
  let isOver = false;
  return {
    ask: async (/** @type {any} */ job) => {
      assert(!isOver, 'the search index is gone');
      return structuredClone(run(index, structuredClone(job)));
    },
    end: () => void (isOver = true),
  };
}

/** Locks of one browser: one after the other for each name. */
function fakeLocks() {
  /** @type {Map<string, Promise<unknown>>} */
  const last = new Map();
  return {
    run: (/** @type {string} */ name, /** @type {() => Promise<any>} */ work, /** @type {AbortSignal} */ signal) => {
      const before = (last.get(name) ?? Promise.resolve()).catch(() => {});
      const aborted = new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('AbortError'))));
      aborted.catch(() => {});
      const turn = Promise.race([before, aborted]).then(work);
      last.set(name, Promise.all([before, turn.catch(() => {})]));
      return turn;
    },
  };
}

/** A channel between the pages of one browser: what one says all others hear, later. */
function fakeChannel() {
  /** @type {Set<(message: any) => void>} */
  const pages = new Set();
  /** @param {(message: any) => void} hear */
  return (hear) => {
    pages.add(hear);
    return (/** @type {any} */ message) => {
      for (const page of pages) if (page !== hear) queueMicrotask(() => page(structuredClone(message)));
    };
  };
}

/**
 * A clock that moves only when a test says so, or while it waits `until` something is so. What runs on real time,
 * such as WebCrypto, has a few milliseconds before each step.
 */
export class FakeClock {
  #now = 1790000000000;
  /** @type {{at: number, work: () => void}[]} */
  #timers = [];

  now = () => this.#now;
  after = (/** @type {number} */ millis, /** @type {() => void} */ work) => {
    const timer = { at: this.#now + millis, work };
    this.#timers.push(timer);
    return timer;
  };
  cancel = (/** @type {any} */ timer) => void (this.#timers = this.#timers.filter((other) => other !== timer));

  /** Lets work that is under way go on, without time passing. */
  async rest() {
    for (let i = 0; i < 8; i++) {
      // WebCrypto does one after the other, or nearly so.
      await crypto.subtle.digest('SHA-256', new Uint8Array());
      await new Promise((resolve) => setTimeout(resolve, i < 6 ? 0 : 2));
    }
  }

  /** Runs what is due in the next milliseconds, in order. @param {number} millis */
  async pass(millis) {
    const end = this.#now + millis;
    await this.rest();
    for (let timer = this.#first(end); timer; timer = this.#first(end)) await this.#run(timer);
    this.#now = end;
  }

  /** Lets time pass until this holds; an error says what did not come. @param {() => unknown} condition */
  async until(condition) {
    for (let i = 0; i < 2000; i++) {
      await this.rest();
      if (condition()) return;
      const timer = this.#first(Infinity);
      if (timer) await this.#run(timer);
    }
    throw new Error(`never came: ${condition}`);
  }

  /** @param {number} end */
  #first(end) {
    return this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  }

  /** @param {{at: number, work: () => void}} timer */
  async #run(timer) {
    this.cancel(timer);
    this.#now = Math.max(this.#now, timer.at);
    timer.work();
    await this.rest();
  }
}

/**
 * Installs a platform, that of all pages of one browser. Timers are Node's, so that `t.mock.timers` moves them.
 * @param {Partial<import('../../main/resources/static/js/core/platform.js').Platform>} [given]
 */
export function fakePlatform(given = {}) {
  const stores = new Map();
  const channel = fakeChannel();
  const settings = new Map();
  const tab = new Map();
  const fake = {
    /** @type {FakeSocket[]} */
    sockets: [],
    isOnline: true,
    isMetered: false,
    /** Which part of the disk is used. */
    used: 0,
    /** @type {any} */
    hears: null,
    /** What was told to other pages. @type {any[]} */
    told: [],
    settings,
    request: async (/** @type {string} */ method, /** @type {string} */ path) => assert(false, `${method} ${path} was not expected`),
    whenSignedOut: () => {},
    pinSession: () => {},
    openSocket: (/** @type {any} */ hears) => {
      const socket = new FakeSocket(hears);
      fake.sockets.push(socket);
      return socket;
    },
    network: { isMetered: () => fake.isMetered, isOnline: () => fake.isOnline, watch: (/** @type {any} */ hears) => (fake.hears = hears) },
    storage: {
      open: async (/** @type {string} */ userId) => stores.get(userId) ?? stores.set(userId, new FakeStore()).get(userId),
      wipe: async (/** @type {string} */ userId) => void stores.delete(userId),
      endSession: async () => {},
      endOthers: async () => {},
      present: async () => /** @type {string|null} */ (null),
      used: async () => fake.used,
      settings: { get: (/** @type {string} */ key) => settings.get(key) ?? null, set: (/** @type {string} */ key, /** @type {string} */ value) => settings.set(key, value) },
      tab: { get: (/** @type {string} */ key) => tab.get(key) ?? null, set: (/** @type {string} */ key, /** @type {string} */ value) => tab.set(key, value) },
    },
    clock: {
      now: () => Date.now(), after: (/** @type {number} */ millis, /** @type {() => void} */ work) => globalThis.setTimeout(work, millis),
      cancel: (/** @type {any} */ timer) => clearTimeout(timer),
    },
    random: () => Math.random(),
    broadcast: (/** @type {(message: any) => void} */ hear) => {
      const tell = channel(hear);
      return (/** @type {any} */ message) => {
        fake.told.push(message);
        tell(message);
      };
    },
    locks: fakeLocks(),
    push: { isSupported: () => false, isAllowed: () => false, subscribe: async () => assert(false, 'no subscription was expected'), unsubscribe: async () => {}, close: async () => {} },
    worker: async () => assert(false, 'no worker was expected'),
    search: fakeSearch,
    emoji: async () => assert(false, 'no emoji were expected'),
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
