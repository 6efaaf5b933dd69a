// @ts-check
// The epoch under which this page writes in a room: opened on demand by the server or, in an end-to-end room, by
// this browser. An end-to-end epoch whose grant this browser cannot open is replaced at once (K11).
import { issueEpoch } from './issuing.js';

export class WritingEpoch {
  #room;
  #context;
  /** @type {Promise<number>|null} */
  #opening = null;

  /** @param {import('./room.js').Room} room @param {import('../session/session.js').Context} context */
  constructor(room, context) {
    this.#room = room;
    this.#context = context;
  }

  /** Its key; throws `SendingBlocked` where nothing may be sent. */
  async key() {
    const { verified } = this.#room;
    await this.#room.open();
    await this.#settled();
    // The room moves on at every step, so one number is kept.
    const epoch = this.#room.openEpoch ?? (await this.#next());
    await this.#settled();
    if ((verified.keys.newest?.epoch ?? 0) < epoch) await verified.catchUp();
    try {
      return await verified.keyToWrite(epoch);
    } catch (error) {
      if (!verified.isUnreadable) throw error;
    }
    const after = await this.#next();
    await this.#settled();
    return verified.keyToWrite(after);
  }

  /** What has come is taken in, and nothing in it forbids to write. */
  async #settled() {
    await this.#room.verified.inOrder(async () => {});
    this.#room.verified.requireSound();
  }

  /** Asked twice at once, it is opened once. @returns {Promise<number>} */
  #next() {
    this.#opening ??= this.#open()
      .then((epoch) => (this.#room.openEpoch = epoch))
      .finally(() => (this.#opening = null));
    return this.#opening;
  }

  /** @returns {Promise<number>} */
  async #open() {
    const { roomId, verified } = this.#room;
    const { ownKeys, actor, directory, openEpoch } = this.#context;
    if (verified.ledger.mode === 'managed') return openEpoch(roomId);
    return issueEpoch({
      roomId, own: ownKeys[0], now: actor.now, directory, ledger: verified.ledger, keys: verified.keys,
      catchUp: () => verified.catchUp(), requireSound: () => verified.requireSound(), seen: () => verified.log.seen(),
      tell: (progress) => this.#room.tell(progress), isUnreadable: () => verified.isUnreadable,
    });
  }
}
