// @ts-check
// How far the user has read in a room, here or on another page of theirs.
import { get } from '../platform.js';

const RECOUNTS = 5;

export class Reading {
  #room;
  #context;
  /** Whether the others are not to know yet how far it was read: a first contact is not answered. */
  #isHeld = false;

  /** @param {import('./room.js').Room} room @param {import('../session/session.js').Context} context */
  constructor(room, context) {
    this.#room = room;
    this.#context = context;
  }

  /** All that is loaded here has been read. */
  markRead() {
    const pos = this.#room.verified.log.last;
    const isHeld = this.#room.isFirstContact;
    if (pos <= this.#room.marks.readPos && (isHeld || !this.#isHeld)) return;
    this.#isHeld = isHeld;
    this.#readTo(pos);
    if (!isHeld) this.#context.send({ type: 'read', roomId: this.#room.roomId, pos });
  }

  /** Another page has read so far. @param {number} pos */
  readElsewhere(pos) {
    const { marks } = this.#room;
    if (pos <= marks.readPos) return;
    this.#readTo(pos);
    if (pos < marks.lastPos) this.#recount(RECOUNTS).catch(() => {});
  }

  /** Recounts what is unread, from the log or else from the server; again where messages came meanwhile. @param {number} tries @returns {Promise<void>} */
  async #recount(tries) {
    const { isOpened, marks, roomId, verified } = this.#room;
    if (isOpened && marks.count(verified.log, verified.state)) return this.#room.changed();
    const detail = await get(`/api/rooms/${roomId}`);
    if (detail.lastPos < marks.lastPos && tries > 1) return this.#recount(tries - 1);
    this.#room.update(detail);
  }

  /** @param {number} pos */
  #readTo(pos) {
    this.#room.marks.readTo(pos);
    this.#room.changed();
  }
}
