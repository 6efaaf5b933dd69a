// @ts-check
// The rooms of one session. The server lists them; each room's signed events say whether the user is a member, its name
// and its kind. Events are read in the background, a few rooms at a time.
import { Room } from '../room/room.js';

/** @typedef {import('../../protocol/rest.js').RoomSummary} RoomSummary */

const CHECKS_AT_ONCE = 2;
/** So many rooms are loaded because something in them is unread. */
const MOST_LOADED = 20;

/** Events: `rooms`, where another one is listed or what is drawn of one in the list has changed. */
export class RoomList extends EventTarget {
  /** @type {Room[]} */
  #listed = [];
  /** Rooms that were listed and are not this person's. @type {Set<Room>} */
  #foreign = new Set();
  /** Rooms whose events are to be read. @type {Set<Room>} */
  #due = new Set();
  #checking = 0;
  /** Rooms that were loaded because something in them is unread. @type {Set<Room>} */
  #loaded = new Set();
  /** The room that the page shows. @type {string|null} */
  #watched = null;
  #context;

  /** @param {import('./session.js').Context} context */
  constructor(context) {
    super();
    this.#context = context;
    context.settings.addEventListener('change', () => this.#changed());
    context.files.uploads.addEventListener('settled', () => this.#listed.forEach((room) => room.uploaded()));
  }

  /** Everything that the server lists. */
  get all() {
    return this.#listed;
  }

  /** Rooms to show, the latest first. */
  get shown() {
    return this.#listed.filter((room) => room.standing !== 'outsider').sort((a, b) => b.lastAt - a.lastAt);
  }

  /** Rooms that the server lists though their events do not say that this person is in them. */
  get foreign() {
    return [...this.#foreign];
  }

  /** Whether events of rooms are still to be read, or a room is being opened. */
  get isBusy() {
    return this.#checking > 0 || this.#due.size > 0 || this.#listed.some((room) => room.loading);
  }

  /** @param {string} roomId */
  find(roomId) {
    return this.#listed.find((room) => room.roomId === roomId) ?? null;
  }

  /** Another page of this user has written, or has sent or discarded. @param {string} clientId @param {import('./unsent-store.js').Unsent} [message] */
  noted(clientId, message) {
    for (const room of this.#listed) if (!message || message.roomId === room.roomId) room.noted(clientId, message);
  }

  /** @param {RoomSummary[]} summaries all that the server lists now @param {string[]} [keysWanted] the rooms in which somebody may lack keys, where the server says so */
  welcome(summaries, keysWanted) {
    const here = new Set(summaries.map((summary) => summary.roomId));
    for (const room of this.#listed.filter((r) => !here.has(r.roomId))) this.#drop(room);
    for (const summary of summaries) this.join(summary);
    if (keysWanted) for (const room of this.#listed) if (!keysWanted.includes(room.roomId)) room.lacksNoKeys();
    if (this.#watched) this.#context.send({ type: 'watch', roomId: this.#watched });
  }

  /** The page shows this room: it is told who is typing there and who has read. @param {string|null} roomId */
  watch(roomId) {
    if (roomId === this.#watched) return;
    this.#watched = roomId;
    if (this.#context.isOnline()) this.#context.send({ type: 'watch', roomId });
  }

  markAllRead() {
    for (const room of this.shown) if (room.unread > 0) room.reading.markAllRead();
  }

  /** A frame about one of the rooms; others are for somebody else. @param {import('../../protocol/frames.js').ServerFrame} frame */
  async take(frame) {
    const room = 'roomId' in frame ? this.find(frame.roomId) : null;
    switch (frame.type) {
      case 'entries': if (room) await takeEntries(room, frame.entries); break;
      case 'head': room?.behind.request(); break;
      case 'grants': await room?.takeGrants(frame.grants); break;
      case 'keys-wanted': room?.help(frame.userId); break;
      case 'typing': room?.signals.typingBy(frame.userIds); break;
      case 'read': if (room) takeRead(room, frame); break;
    }
  }

  /** @param {RoomSummary} summary */
  join(summary) {
    const known = this.find(summary.roomId);
    if (known && known.standing !== 'outsider') return this.#update(known, summary);
    if (known) this.#drop(known);
    const room = new Room(summary, this.#context);
    room.addEventListener('row', () => {
      this.#loadUnread(room);
      this.#changed();
    });
    room.addEventListener('unchecked', () => this.#check(room));
    room.restore(this.#context.unsent.messages.filter((message) => message.roomId === room.roomId));
    this.#listed.push(room);
    this.#changed();
    this.#check(room);
    if (this.#context.isOnline()) room.connected();
  }

  /** What came while this page was away is not known yet. @param {Room} room @param {RoomSummary} summary */
  #update(room, summary) {
    const isBehind = summary.lastPos > room.lastPos || room.standing === 'unchecked';
    room.update(summary);
    // A log that goes less far may be a restored one. Otherwise `hello` has asked for the last entry once more.
    if (room.isOpened && summary.lastPos < (room.loadedPos ?? 0)) room.behind.request();
    if (isBehind) this.#check(room);
  }

  /** @param {string} roomId @returns {Room|null} the room that this person was in */
  leave(roomId) {
    const room = this.find(roomId);
    const isForeign = room !== null && this.#foreign.has(room);
    if (room) this.#drop(room);
    this.#context.files.leave(roomId);
    this.#context.history.leave(roomId);
    return isForeign ? null : room;
  }

  /** @param {Room} room */
  #drop(room) {
    this.#listed = this.#listed.filter((r) => r !== room);
    this.#foreign.delete(room);
    this.#due.delete(room);
    this.#changed();
  }

  /** @param {Room} room */
  #check(room) {
    this.#due.add(room);
    // All that are listed together are there before the first one is asked for.
    Promise.resolve().then(() => this.#next());
  }

  #next() {
    if (this.#checking >= CHECKS_AT_ONCE || this.#due.size === 0) return;
    const [room] = [...this.#due].sort((a, b) => b.lastAt - a.lastAt);
    this.#due.delete(room);
    this.#checking++;
    this.#checkOne(room).finally(() => {
      this.#checking--;
      this.#changed();
      this.#next();
    });
    this.#next();
  }

  /** An open room follows its log by itself. @param {Room} room */
  async #checkOne(room) {
    if (!room.isOpened) await room.check().catch(() => {});
    if (!this.#listed.includes(room)) return;
    if (room.standing === 'outsider') this.#foreign.add(room);
    else this.#foreign.delete(room);
    this.#loadUnread(room);
  }

  /** Only the messages themselves say who is mentioned: what is unread is loaded, once per room. @param {Room} room */
  #loadUnread(room) {
    if (room.unread === 0 || room.standing !== 'member' || this.#loaded.has(room) || this.#loaded.size >= MOST_LOADED) return;
    this.#loaded.add(room);
    room.open().catch(() => {});
  }

  #changed() {
    this.dispatchEvent(new Event('rooms'));
  }
}

/** @param {Room} room @param {import('../../protocol/rest.js').LogEntry[]} entries the first one may be here already */
async function takeEntries(room, entries) {
  const known = room.loadedPos ?? 0;
  const fresh = entries.find(({ pos }) => pos > known);
  await room.take(entries);
  if (fresh) room.dispatchEvent(new CustomEvent('came', { detail: fresh.pos }));
}

/** @param {Room} room @param {import('../../protocol/frames.js').Read} frame */
function takeRead(room, { pos, back, marks }) {
  if (marks) room.signals.read(marks);
  else if (pos !== undefined) room.reading.elsewhere(pos, back);
}
