// @ts-check
// Reads older history for the index, one room after the other, the one with the latest message first. A room is opened a
// second time for it, by the same path as for the screen, and let go afterwards: what somebody looks at stays as it is.
import { pause } from '../platform.js';
import { VerifiedRoom } from '../room/verified-room.js';
import { missing, sizeOf } from './spans.js';

/** @typedef {import('../room/room.js').Room} Room */
/** @typedef {import('./spans.js').Span} Span */

/** So many entries are asked for at a time, and so long the page rests between two steps. */
const STEP = 100;
const REST_MILLIS = 25;

export class Walking {
  /** Whether somebody searches: then it also reads what only the server has. */
  isWanted = false;
  #context;
  #rooms;
  #isFetching;
  #isUnderway = false;
  #isOver = false;
  /** Rooms that cannot be read further for now, by how far the log went. @type {Map<string, number>} */
  #stuck = new Map();

  /**
   * @param {import('../session/context.js').Context} context @param {() => Room[]} rooms
   * @param {() => boolean} isFetching whether older history is still being fetched: unless somebody searches, that comes first
   */
  constructor(context, rooms, isFetching) {
    this.#context = context;
    this.#rooms = rooms;
    this.#isFetching = isFetching;
  }

  get #search() {
    return this.#context.history.search;
  }

  /** Rooms whose messages this person may read, the latest first. */
  get rooms() {
    return this.#rooms().filter((room) => room.standing === 'member').sort((a, b) => b.lastAt - a.lastAt);
  }

  /** How many entries of all rooms are indexed, of how many. */
  get progress() {
    const all = this.rooms.map((room) => ({ whole: this.#whole(room), lacking: sizeOf(this.#lacking(room)) }));
    const of = all.reduce((sum, { whole }) => sum + sizeOf([whole]), 0);
    return { done: of - all.reduce((sum, { lacking }) => sum + lacking, 0), of };
  }

  /** What this person may read of a room. @param {Room} room @returns {Span} */
  #whole(room) {
    const { ledger } = room.verified;
    const first = ledger.fullHistory ? 1 : Math.max(1, ledger.members.get(this.#context.me.userId)?.joinedPos ?? 1);
    return [first, Math.max(first - 1, room.lastPos)];
  }

  /** @param {Room} room */
  #lacking(room) {
    return missing(this.#search.room(room.roomId).spans, this.#whole(room));
  }

  /** Goes on for as long as something can be read. */
  async go() {
    if (this.#isUnderway || this.#isOver) return;
    this.#isUnderway = true;
    try {
      for (let room = this.#next; room; room = this.#next) {
        const before = sizeOf(this.#lacking(room));
        await this.#walk(room).catch(() => {});
        await this.#search.room(room.roomId).settled;
        if (sizeOf(this.#lacking(room)) >= before || sizeOf(this.#lacking(room)) > 0) this.#stuck.set(room.roomId, room.lastPos);
      }
    } finally {
      this.#isUnderway = false;
    }
  }

  /** What could not be read may be there now. */
  again() {
    this.#stuck.clear();
    return this.go();
  }

  /** What is kept of the index is loaded with it. */
  get #next() {
    if (!this.isWanted && !this.#search.isKeeper) return undefined;
    const next = this.rooms.find((room) => this.#stuck.get(room.roomId) !== room.lastPos && this.#search.room(room.roomId).isLoaded && this.#lacking(room).length > 0);
    return this.#isDue ? next : undefined;
  }

  get #isDue() {
    return !this.#isOver && (this.isWanted || (this.#search.isKeeper && !this.#isFetching()));
  }

  /** Whether the server may be asked. */
  get #mayAsk() {
    return this.isWanted && this.#context.isOnline();
  }

  /** @param {Room} room */
  async #walk(room) {
    const { roomId } = room;
    const walked = new VerifiedRoom(roomId, apart(this.#context));
    // Those far from the end are closed again as it goes on.
    walked.look(room.lastPos, room.lastPos);
    if (!(await walked.openKept(this.#mayAsk ? room.lastPos : 0))) {
      if (!this.#mayAsk) return;
      await walked.open();
    }
    while (this.#isDue && !walked.log.broken && this.#isBelow(room, walked.log.first)) {
      await pause(REST_MILLIS);
      const { first } = walked.log;
      if (!this.#mayAsk && !(await this.#context.history.room(roomId).log.older(first))) return;
      await walked.loadOlder(STEP);
      if (walked.log.first === first) return;
    }
    // What was opened is handed over with a delay.
    await pause(2 * REST_MILLIS + 100);
  }

  /** Whether something is lacking below a number. @param {Room} room @param {number} first */
  #isBelow(room, first) {
    return this.#lacking(room).some(([from]) => from < first);
  }

  end() {
    this.#isOver = true;
  }
}

/** A context whose rooms forget no files of those on the screen. @param {import('../session/context.js').Context} context @returns {import('../session/context.js').Context} */
const apart = (context) => Object.create(context, { files: { value: { downloads: { forget: () => {} } } } });
