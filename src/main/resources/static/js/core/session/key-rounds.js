// @ts-check
// Whoever comes back looks in all of their rooms, open here or not, whether somebody lacks a key that this
// browser has: one room after the other, so that no server is hurried.

export class KeyRounds {
  #rooms;
  #isOnline;
  #running = false;
  #again = false;

  /** @param {() => {help: () => Promise<unknown>}[]} rooms @param {() => boolean} isOnline */
  constructor(rooms, isOnline) {
    this.#rooms = rooms;
    this.#isOnline = isOnline;
  }

  /** Looks once, and once more where it was asked to meanwhile. */
  async go() {
    this.#again = true;
    if (this.#running) return;
    this.#running = true;
    try {
      while (this.#again && this.#isOnline()) {
        this.#again = false;
        await this.#round();
      }
    } finally {
      this.#running = false;
    }
  }

  async #round() {
    for (const room of this.#rooms()) {
      if (!this.#isOnline()) return;
      // One room's trouble is said there, and keeps nobody waiting elsewhere.
      await room.help().catch(() => {});
    }
  }
}
