// @ts-check
// What this browser keeps of the user's rooms, so that they open at once, and without the server. Of all pages of a user
// one keeps; the others read.
import { platform } from '../platform.js';
import { KeptRoom } from './kept-room.js';
import { Rows } from './rows.js';

export class History {
  #rows;
  #isKeeper = false;
  #over = new AbortController();
  /** @type {Map<string, KeptRoom>} */
  #rooms = new Map();

  /** @param {string} userId @param {import('../platform.js').Store} db */
  constructor(userId, db) {
    this.#rows = new Rows(db, () => this.#isKeeper);
    // It becomes the page that keeps as soon as no other one is.
    const { signal } = this.#over;
    platform().locks.run(`history ${userId}`, () => this.#keep(signal), signal).catch(() => {});
  }

  /** @param {AbortSignal} signal @returns {Promise<void>} */
  async #keep(signal) {
    await Promise.all([...this.#rooms.values()].map((room) => room.log.reload()));
    this.#isKeeper = true;
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
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
    await this.room(roomId).drop();
    this.#rooms.delete(roomId);
  }

  end() {
    this.#isKeeper = false;
    this.#over.abort();
  }
}
