// @ts-check
// The search of one session. What is sought goes to a worker of this browser and nowhere else.
import { after, cancel, platform } from '../platform.js';
import { Feed } from './feed.js';
import { RoomSearch } from './room-search.js';

/** @typedef {import('./matching.js').Query} Query */
/** @typedef {import('./index.js').Found} Found */

/** Events that say how far the index is come at most so often. */
const TELL_MILLIS = 200;

/** Events: `progress` when more is indexed, or less. */
export class Search extends EventTarget {
  #rows;
  /** @type {Map<string, RoomSearch>} */
  #rooms = new Map();
  /** @type {import('../platform.js').SearchWork|null} */
  #work = null;
  /** @type {import('../platform.js').Timer|null} */
  #telling = null;
  #isOver = false;

  /** @param {import('../history/rows.js').Rows} rows */
  constructor(rows) {
    super();
    this.#rows = rows;
  }

  /** Whether the browser keeps no more, so that later visits begin anew. */
  get isFull() {
    return this.#rows.isFull;
  }

  /** Whether this page keeps the index. */
  get isKeeper() {
    return this.#rows.mayWrite;
  }

  /** @type {import('../platform.js').SearchWork['ask']} */
  #ask = (job) => {
    if (this.#isOver) return Promise.reject(new Error('the session is over'));
    this.#work ??= platform().search();
    return this.#work.ask(job);
  };

  /** @param {string} roomId */
  room(roomId) {
    const known = this.#rooms.get(roomId);
    if (known) return known;
    const room = new RoomSearch(roomId, this.#rows, this.#ask, () => this.#changed());
    this.#rooms.set(roomId, room);
    return room;
  }

  /** What tells the index of a room. @param {string} roomId @param {string} me */
  feed(roomId, me) {
    return new Feed(this.room(roomId), me);
  }

  /** @param {Query} query @returns {Promise<Found>} */
  async find(query) {
    await Promise.all((query.rooms ?? []).map((roomId) => this.room(roomId).settled));
    return /** @type {Found} */ (await this.#ask({ kind: 'search', query }));
  }

  /** @returns {Promise<{documents: number, bytes: number}>} */
  async size() {
    return /** @type {{documents: number, bytes: number}} */ (await this.#ask({ kind: 'size' }));
  }

  #changed() {
    if (this.#telling || this.#isOver) return;
    this.#telling = after(TELL_MILLIS, () => {
      this.#telling = null;
      this.dispatchEvent(new Event('progress'));
    });
  }

  /** This page is the one that keeps, from now on. */
  keeps() {
    for (const room of this.#rooms.values()) room.keeps();
  }

  /** This person is not in the room any more. @param {string} roomId */
  async leave(roomId) {
    await this.room(roomId).drop();
    this.#rooms.delete(roomId);
  }

  end() {
    this.#isOver = true;
    if (this.#telling) cancel(this.#telling);
    this.#work?.end();
  }
}
