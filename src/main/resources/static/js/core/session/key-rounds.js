// @ts-check
// After reconnecting, checks every room, open here or not, for members who lack keys that this browser has: one room
// after the other, to spread the load.

export class KeyRounds {
  #rooms;
  #isOnline;
  #running = false;
  #again = false;

  /** @param {() => {helpOnce: () => Promise<unknown>}[]} rooms @param {() => boolean} isOnline */
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
      // A failing room shows its own trouble and does not hold up the others.
      await room.helpOnce().catch(() => {});
    }
  }
}
