// @ts-check
// How far the user has read in a room, here or on another page of theirs.
import { get } from '../platform.js';

const RECOUNTS = 5;

export class Reading {
  /** Whether messages were marked as unread since somebody came here: they stay so until they come again. */
  isHeld = false;
  #room;
  #context;
  /** Whether the others are not to know yet how far it was read: a first contact is not answered. */
  #isSecret = false;

  /** @param {import('./room.js').Room} room @param {Pick<import('../session/session.js').Context, 'send'>} context */
  constructor(room, context) {
    this.#room = room;
    this.#context = context;
  }

  /** Somebody comes to this room: the line above what is new stands above what they have not read. */
  enter() {
    this.isHeld = false;
    const { isOpened, unread, marks } = this.#room;
    if (isOpened) this.#room.firstUnreadPos = unread > 0 ? marks.readPos + 1 : null;
  }

  /** All that is loaded here has been read. */
  markRead() {
    const pos = this.#room.verified.log.last;
    const isSecret = this.#room.isFirstContact;
    if (this.isHeld || (pos <= this.#room.marks.readPos && (isSecret || !this.#isSecret))) return;
    this.#send(pos);
  }

  /** Everything that has been told of is read, whether it is loaded or not. */
  markAllRead() {
    const { marks } = this.#room;
    if (!this.isHeld && marks.readPos >= marks.lastPos) return;
    this.isHeld = false;
    this.#send(marks.lastPos);
  }

  /** From a message on everything is unread. @param {number} pos */
  markUnread(pos) {
    this.#back(pos - 1);
    this.#context.send({ type: 'unread', roomId: this.#room.roomId, pos });
  }

  /** Another page has read so far, or marked what follows as unread. @param {number} pos @param {boolean} [isBack] */
  elsewhere(pos, isBack = false) {
    const { marks } = this.#room;
    if (isBack) return void (pos < marks.readPos && this.#back(pos));
    if (pos <= marks.readPos) return;
    this.isHeld = false;
    this.#readTo(pos);
    if (pos < marks.lastPos) this.#recount(RECOUNTS).catch(() => {});
  }

  /** @param {number} readPos */
  #back(readPos) {
    const { marks } = this.#room;
    this.isHeld = true;
    marks.readPos = readPos;
    this.#room.firstUnreadPos = readPos + 1;
    this.#recount(RECOUNTS).catch(() => {});
    this.#room.dispatchEvent(new Event('messages'));
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
  #send(pos) {
    this.#readTo(pos);
    this.#isSecret = this.#room.isFirstContact;
    if (!this.#isSecret) this.#context.send({ type: 'read', roomId: this.#room.roomId, pos });
  }

  /** @param {number} pos */
  #readTo(pos) {
    this.#room.marks.readTo(pos);
    this.#room.changed();
  }
}
