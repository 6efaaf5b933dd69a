// @ts-check
// Fetches what this browser lacks of the user's rooms: of all rooms the newest first, then what is older, the latest
// first. One request at a time. Once there is enough to begin with, the line is left to others for as long as each
// request took: an answer is worked on meanwhile.
// What comes is checked for gaps here, and verified when its room is opened.
import { nextHash } from '../../crypto/transcript.js';
import { equal, fromBase64 } from '../../protocol/bytes.js';
import { Problem } from '../../protocol/problems.js';
import { after, get, now, pause, platform } from '../platform.js';
import { read } from '../room/log.js';
import { askEpochs } from '../room/room-keys.js';

const SLICE = 500;
/** So many entries come without a rest. */
const NEWEST = 10000;
const EPOCHS = 50;
const FIRST_PAUSE = 500;
const SHORTEST_PAUSE = 10;
/** For so long it waits where the page itself is still asking. */
const BUSY_PAUSE = 250;
const METERED_PAUSE = 60000;
const TROUBLE_PAUSE = 30000;
/** For so long it rests where nothing is lacking: then it looks for what has expired meanwhile. */
const REST = 600000;
/** From here on nothing older is fetched, and from here on the oldest goes. */
const FULL = 0.5;
const TOO_FULL = 0.6;

/** @typedef {import('../room/room.js').Room} Room */
/** @typedef {{first: number, last: number}} Extent */
/** @typedef {{first: number, at: number, before: string}} Oldest its number, when it was written, and the hash before it in Base64 */

/** Event: `progress`. */
export class Sync extends EventTarget {
  /** How many entries are kept, and how many there are. */
  kept = 0;
  of = 0;
  /** Whether the browser's storage holds no more. */
  isFull = false;
  isRunning = false;
  #history;
  #rooms;
  #isOnline;
  #isBusy;
  /** Rooms that cannot be fetched as they are. @type {Set<string>} */
  #skipped = new Set();
  /** Rooms whose epochs are kept. @type {Set<string>} */
  #whole = new Set();
  /** The oldest entry that is kept of a room. @type {Map<string, Oldest>} */
  #oldest = new Map();
  /** For how long this step has waited for answers. */
  #asking = 0;
  #wake = () => {};

  /**
   * @param {import('./history.js').History} history
   * @param {() => Room[]} rooms
   * @param {{isOnline: () => boolean, isBusy: () => boolean}} page busy while it still asks for what it shows
   */
  constructor(history, rooms, { isOnline, isBusy }) {
    super();
    this.#history = history;
    this.#rooms = rooms;
    this.#isOnline = isOnline;
    this.#isBusy = isBusy;
  }

  /** There may be something new. */
  request = () => this.#wake();

  /** @param {AbortSignal} signal */
  async run(signal) {
    signal.addEventListener('abort', () => this.#wake());
    await pause(FIRST_PAUSE);
    for (let isFirst = true; !signal.aborted; isFirst = false) {
      if (isFirst) await this.#tidy();
      const rest = await this.#round(signal).catch(() => TROUBLE_PAUSE);
      this.#tell(false);
      if (!signal.aborted) await this.#sleep(rest);
      if (rest === REST) await this.#tidy();
    }
  }

  /** Rooms that are not this person's any more go, and what was deleted or has expired since. */
  async #tidy() {
    if (!this.#isOnline()) return;
    const rooms = this.#rooms();
    await this.#history.retain(new Set(rooms.map(({ roomId }) => roomId)));
    for (const room of rooms) if (room.verified.isRead) room.verified.forget();
  }

  /** Fetches until nothing is lacking; answers for how long to rest. @param {AbortSignal} signal */
  async #round(signal) {
    while (!signal.aborted) {
      if (!this.#isOnline()) return REST;
      if (this.#isBusy()) return BUSY_PAUSE;
      if (platform().network.isMetered()) return METERED_PAUSE;
      const begun = now();
      this.#asking = 0;
      if (!(await this.#step())) return REST;
      const working = now() - begun - this.#asking;
      await pause(this.kept < NEWEST ? SHORTEST_PAUSE : Math.max(SHORTEST_PAUSE, this.#asking - working));
    }
    return REST;
  }

  /** The most pressing request; answers whether there was one. */
  async #step() {
    const rooms = this.#rooms().filter(({ roomId, standing }) => standing === 'member' && !this.#skipped.has(roomId)).sort((a, b) => b.lastAt - a.lastAt);
    const extents = new Map(await Promise.all(rooms.map(async (room) => /** @type {const} */ ([room, await this.#log(room).extent()]))));
    this.#count(extents);
    if (await this.#keepsNothing()) return false;
    const behind = rooms.find((room) => (extents.get(room)?.last ?? 0) < room.lastPos);
    if (behind) return this.#try(behind, () => this.#newer(behind, extents.get(behind) ?? null));
    for (const room of rooms) if (await this.#lacksEpochs(room)) return this.#try(room, () => this.#epochs(room));
    const due = rooms.filter((room) => (extents.get(room)?.first ?? 1) > 1);
    if (due.length === 0 || (await this.#isNearlyFull())) return false;
    const older = await this.#latest(due, extents);
    return older ? this.#try(older, () => this.#older(older, extents.get(older)?.first ?? 0)) : false;
  }

  /** @param {Room} room */
  #log = ({ roomId }) => this.#history.room(roomId).log;

  /** @param {Room} room @param {() => Promise<unknown>} work */
  async #try(room, work) {
    this.#tell(true);
    try {
      if ((await work()) === false) this.#skipped.add(room.roomId);
    } catch (error) {
      if (!(error instanceof Problem) || error.code === 'not-found') this.#skipped.add(room.roomId);
      else throw error;
    }
    return true;
  }

  /** @template T @param {Promise<T>} answer */
  async #answered(answer) {
    const begun = now();
    try {
      return await answer;
    } finally {
      this.#asking += now() - begun;
    }
  }

  /** What has come since, or the newest of what is not kept at all. @param {Room} room @param {Extent|null} extent */
  async #newer(room, extent) {
    const asked = get(`/api/rooms/${room.roomId}/log?limit=${SLICE}${extent ? `&after=${extent.last}` : ''}`);
    const [slice] = await this.#answered(Promise.all([asked, room.isOpened || room.verified.learn()]));
    this.#whole.delete(room.roomId);
    return this.#keep(room, slice, extent ? await this.#tail(room) : null);
  }

  /** @param {Room} room @param {number} first */
  async #older(room, first) {
    const oldest = await this.#oldestOf(room, first);
    if (!oldest) return true;
    const slice = await this.#answered(get(`/api/rooms/${room.roomId}/log?limit=${SLICE}&before=${first}`));
    if (!(await this.#keep(room, slice, fromBase64(slice.before), fromBase64(oldest.before)))) return false;
    this.#oldest.set(room.roomId, { first: slice.entries[0].pos, at: slice.entries[0].at, before: slice.before });
    return true;
  }

  /**
   * Keeps a slice whose hashes lead from the one to the other; answers whether they do.
   * @param {Room} room @param {{before: string, entries: import('../../protocol/rest.js').LogEntry[]}} slice
   * @param {Uint8Array|null} from @param {Uint8Array|null} [to]
   */
  async #keep(room, { before, entries }, from, to = null) {
    if (entries.length === 0 || (from && !equal(fromBase64(before), from))) return false;
    const hashes = await chain(fromBase64(before), entries);
    if (!hashes || (to && !equal(/** @type {Uint8Array} */ (hashes.get(entries[entries.length - 1].pos)), to))) return false;
    await this.#history.room(room.roomId).keepLog(entries, (pos) => hashes.get(pos) ?? null);
    return true;
  }

  /** The hash at the end of what is kept. @param {Room} room */
  async #tail(room) {
    const row = await this.#log(room).newest(1);
    const hashes = row && (await chain(fromBase64(row.before), row.entries));
    return hashes && row ? hashes.get(/** @type {{pos: number}} */ (row.entries.at(-1)).pos) ?? null : null;
  }

  /** @param {Room} room */
  async #missing({ roomId }) {
    const kept = this.#history.room(roomId);
    const last = (await kept.detail())?.lastEpoch ?? 0;
    const here = await kept.epochNumbers();
    return Array.from({ length: last }, (_, i) => last - i).filter((epoch) => !here.has(epoch));
  }

  /** @param {Room} room */
  async #lacksEpochs(room) {
    if (this.#whole.has(room.roomId)) return false;
    const missing = await this.#missing(room);
    if (missing.length === 0) this.#whole.add(room.roomId);
    return missing.length > 0;
  }

  /** Records and grants, the newest first. @param {Room} room */
  async #epochs(room) {
    const [to = 0] = await this.#missing(room);
    const from = Math.max(1, to - EPOCHS + 1);
    const epochs = await this.#answered(askEpochs(room.roomId, from, to));
    const kept = this.#history.room(room.roomId);
    for (const [i, { record, grants }] of epochs.entries()) await kept.keepEpoch(from + i, record, grants);
    return epochs.length === to - from + 1;
  }

  /** The room of whose older entries the latest lack. @param {Room[]} rooms @param {Map<Room, Extent|null>} extents */
  async #latest(rooms, extents) {
    /** @type {Room|null} */
    let found = null;
    let latest = -1;
    for (const room of rooms) {
      const at = (await this.#oldestOf(room, extents.get(room)?.first ?? 0))?.at ?? 0;
      if (at > latest) [found, latest] = [room, at];
    }
    return found;
  }

  /** Null where it is kept no longer. @param {Room} room @param {number} first @returns {Promise<Oldest|null>} */
  async #oldestOf(room, first) {
    const known = this.#oldest.get(room.roomId);
    if (known?.first === first) return known;
    const row = await this.#log(room).oldest();
    if (row?.entries[0].pos !== first) return null;
    const oldest = { first, at: row.entries[0].at, before: row.before };
    this.#oldest.set(room.roomId, oldest);
    return oldest;
  }

  /** Whether the storage took no more lately: the oldest goes, and nothing is fetched in vain. */
  async #keepsNothing() {
    this.isFull = this.#history.isFull;
    if (this.isFull) await this.#history.dropOldest();
    return this.isFull;
  }

  /** Where the browser gives little, what is oldest goes. */
  async #isNearlyFull() {
    const used = await platform().storage.used().catch(() => 0);
    if (used > TOO_FULL) await this.#history.dropOldest();
    this.isFull = used > FULL || this.#history.isFull;
    return this.isFull;
  }

  /** @param {Map<Room, Extent|null>} extents */
  #count(extents) {
    [this.kept, this.of] = [0, 0];
    for (const [room, extent] of extents) {
      this.kept += extent ? extent.last - extent.first + 1 : 0;
      this.of += Math.max(room.lastPos, extent?.last ?? 0);
    }
  }

  /** @param {boolean} isRunning */
  #tell(isRunning) {
    this.isRunning = isRunning;
    this.dispatchEvent(new Event('progress'));
  }

  /** @param {number} millis */
  #sleep(millis) {
    return new Promise((resolve) => {
      this.#wake = () => resolve(undefined);
      after(millis, () => resolve(undefined));
    });
  }
}

/** The log's hash at the number before the first of these entries, and at each of theirs; null where a number lacks. @param {Uint8Array} before @param {import('../../protocol/rest.js').LogEntry[]} entries */
async function chain(before, entries) {
  const hashes = new Map([[entries[0].pos - 1, before]]);
  if (entries.some(({ pos }, i) => pos !== entries[0].pos + i)) return null;
  let hash = before;
  for (const entry of await Promise.all(entries.map(read))) hashes.set(entry.pos, (hash = await nextHash(hash, entry)));
  return hashes;
}
