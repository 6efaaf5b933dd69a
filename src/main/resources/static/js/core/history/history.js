// @ts-check
// What this browser keeps of the user's rooms, so that they open at once, and without the server. Of all pages of a user
// one keeps and fetches what is lacking; the others read.
import { platform } from '../platform.js';
import { Search } from '../search/search.js';
import { KeptRoom } from './kept-room.js';
import { Rows } from './rows.js';

const OF_A_ROOM = /^([0-9a-f-]{36})\//;

export class History {
  search;
  #rows;
  #isKeeper = false;
  #over = new AbortController();
  /** @type {Map<string, KeptRoom>} */
  #rooms = new Map();
  /** @type {(sync: import('./sync.js').Sync) => void} */
  #follow = () => {};
  /** What fetches what is lacking. @type {Promise<import('./sync.js').Sync>} */
  #sync = new Promise((resolve) => (this.#follow = resolve));

  /** @param {string} userId @param {import('../platform.js').Store} db */
  constructor(userId, db) {
    this.#rows = new Rows(db, () => this.#isKeeper);
    this.search = new Search(this.#rows);
    // It becomes the page that keeps as soon as no other one is.
    const { signal } = this.#over;
    platform().locks.run(`history ${userId}`, () => this.#keep(signal), signal).catch(() => {});
  }

  /** @param {AbortSignal} signal @returns {Promise<void>} */
  async #keep(signal) {
    await Promise.all([...this.#rooms.values()].map((room) => room.log.reload()));
    this.#isKeeper = true;
    this.#sync.then((sync) => sync.run(signal));
    this.search.keeps();
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  }

  /** From now on what is lacking is fetched by this. @param {import('./sync.js').Sync} sync */
  follow(sync) {
    this.#follow(sync);
  }

  /** Whether the browser took no more when something was kept last. */
  get isFull() {
    return this.#rows.isFull;
  }

  /** @param {string} roomId */
  room(roomId) {
    const known = this.#rooms.get(roomId);
    if (known) return known;
    const room = new KeptRoom(roomId, this.#rows);
    this.#rooms.set(roomId, room);
    return room;
  }

  /** This person is not in the room any more. @param {string} roomId */
  async leave(roomId) {
    await Promise.all([this.search.leave(roomId), this.room(roomId).drop()]);
    this.#rooms.delete(roomId);
  }

  /** Drops all rooms but these. @param {Set<string>} roomIds */
  async retain(roomIds) {
    const kept = new Set((await this.#rows.keys('')).flatMap((key) => OF_A_ROOM.exec(key)?.[1] ?? []));
    for (const roomId of kept) if (!roomIds.has(roomId)) await this.leave(roomId);
  }

  /** Of all rooms the oldest part of a log goes. */
  async dropOldest() {
    /** @type {{log: import('./kept-log.js').KeptLog, at: number}|null} */
    let oldest = null;
    for (const { log } of this.#rooms.values()) {
      const at = (await log.oldest())?.entries[0].at;
      if (at !== undefined && (!oldest || at < oldest.at)) oldest = { log, at };
    }
    await oldest?.log.dropOldest();
  }

  end() {
    this.#isKeeper = false;
    this.search.end();
    this.#over.abort();
  }
}
