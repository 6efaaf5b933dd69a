// @ts-check
// Loads a room for somebody who looks at it: from what this browser has kept, and from the server.
import { pause } from '../platform.js';

/** For so long a room that is kept here waits for what has come since, before it is shown. */
const PATIENCE_MILLIS = 2000;
/** Where more than this has come since, the newest page of the server is shorter. */
const MOST_BEHIND = 500;

export class Loading {
  isUnderway = false;
  #room;
  #context;
  #settled;
  /** @type {Promise<void>|null} */
  #opening = null;

  /** @param {import('./room.js').Room} room @param {Pick<import('../session/session.js').Context, 'isOnline'>} context @param {() => void} settled what is loaded has changed */
  constructor(room, context, settled) {
    this.#room = room;
    this.#context = context;
    this.#settled = settled;
  }

  /** The newest page and the people. May be called again. */
  open() {
    this.#opening ??= this.#open().catch((error) => {
      this.#opening = null;
      throw error;
    });
    return this.#opening;
  }

  /** Until it is known whether the room has opened, where somebody wants it to. */
  async ended() {
    await this.#opening?.catch(() => {});
  }

  async #open() {
    this.#begin();
    const { verified, marks, unread } = this.#room;
    try {
      this.#room.firstUnreadPos = unread > 0 ? marks.readPos + 1 : null;
      const least = this.#context.isOnline() ? marks.lastPos - MOST_BEHIND : 0;
      if (!(await verified.openKept(least))) await this.#served();
      else if (!this.#isUpToDate) await Promise.race([this.#catchUp(), pause(PATIENCE_MILLIS)]);
      else this.#catchUp();
      this.#room.helpOnce();
    } finally {
      this.isUnderway = false;
      this.#settled();
    }
  }

  async #served() {
    const asked = this.#room.ask();
    await Promise.all([this.#room.refresh(asked), this.#room.verified.open(asked)]);
    await this.#room.meet();
  }

  /** Whether all of which the server has told is here. */
  get #isUpToDate() {
    return this.#context.isOnline() && (this.#room.loadedPos ?? 0) >= this.#room.marks.lastPos;
  }

  /** What has come since this browser kept what it has. */
  #catchUp() {
    const asked = this.#room.ask();
    asked.answer.catch(() => {});
    return this.#room.catchUp(asked);
  }

  async older() {
    if (this.isUnderway || this.#room.atStart || !this.#room.isOpened) return;
    this.#begin();
    try {
      await this.#room.verified.loadOlder();
    } finally {
      this.isUnderway = false;
      this.#room.changed();
      this.#room.dispatchEvent(new Event('messages'));
    }
  }

  #begin() {
    this.isUnderway = true;
    this.#room.changed();
  }
}
