// @ts-check
// Push messages to this browser while no page is open: turned on by its user, sent to the server again at each start.
import { after, get, platform, put, remove } from '../platform.js';
import { Problem } from '../../protocol/problems.js';

/** How often at most what was read meanwhile is looked for. */
const SETTLE_MILLIS = 1000;
/** Turned off, and neither the server nor the push service knows it yet. */
const ENDING = 'ending';

/** `unsupported` by this browser, `server` where that sends none, `failed` where the browser could not subscribe @typedef {'off'|'on'|'unsupported'|'server'|'failed'} State */

/** Event: `change`. */
export class Pushing extends EventTarget {
  /** @type {State} */
  state = 'off';
  #name;
  #isStarted = false;
  #isLookedAt = false;
  #isSettling = false;
  /** One change after the other. @type {Promise<void>} */
  #work = Promise.resolve();

  /** @param {string} userId */
  constructor(userId) {
    super();
    this.#name = `push-${userId}`;
  }

  /** Once in each page: the server may have another key, or the browser another subscription. */
  start() {
    if (this.#isStarted) return;
    this.#isStarted = true;
    const wanted = platform().storage.settings.get(this.#name);
    if (wanted === 'on' && platform().push.isAllowed()) this.#next(() => this.#subscribe());
    if (wanted === ENDING) this.#next(() => this.#unsubscribe());
  }

  /** Before somebody is offered to turn it on: whether they can. */
  look() {
    if (this.#isLookedAt) return;
    this.#isLookedAt = true;
    this.#next(async () => {
      if (!platform().push.isSupported()) return this.#become('unsupported');
      const own = await get('/api/me/push').catch(() => null);
      if (own?.key === null) this.#become('server');
    });
  }

  /** @param {boolean} on */
  turn(on) {
    platform().storage.settings.set(this.#name, on ? 'on' : ENDING);
    return this.#next(() => (on ? this.#subscribe() : this.#unsubscribe()));
  }

  /** The user signs out: the server forgets the subscription with the session. */
  async end() {
    await Promise.allSettled([platform().push.close(() => true), platform().push.unsubscribe()]);
  }

  /** Takes away notifications of rooms that were read meanwhile. @param {() => {roomId: string, unread: number}[]} rooms */
  settle(rooms) {
    if (this.#isSettling) return;
    this.#isSettling = true;
    after(SETTLE_MILLIS, () => {
      this.#isSettling = false;
      const read = new Set(rooms().flatMap(({ roomId, unread }) => (unread === 0 ? [roomId] : [])));
      platform().push.close((tag) => read.has(tag)).catch(() => {});
    });
  }

  async #subscribe() {
    if (!platform().push.isSupported()) return this.#become('unsupported');
    const { key } = await get('/api/me/push');
    if (key === null) return this.#become('server');
    const subscribed = await platform().push.subscribe(key);
    if (!subscribed) return this.#become('unsupported');
    await put('/api/me/push', subscribed);
    return this.#become('on');
  }

  async #unsubscribe() {
    this.#become('off');
    // Each of the two is enough: the push service tells the server that the subscription is gone.
    const ends = await Promise.allSettled([remove('/api/me/push'), platform().push.unsubscribe()]);
    if (ends.some(({ status }) => status === 'fulfilled')) platform().storage.settings.set(this.#name, 'off');
  }

  /** @param {() => Promise<void>} work */
  #next(work) {
    this.#work = this.#work.then(work).catch((error) => this.#become(error instanceof Problem && error.code === 'push-off' ? 'server' : 'failed'));
    return this.#work;
  }

  /** @param {State} state */
  #become(state) {
    this.state = state;
    this.dispatchEvent(new Event('change'));
  }
}
