// @ts-check
// What somebody searches for: text, filters, what was found, and how far older history has come. Nothing of it is stored or
// leaves the page.
import { after, cancel } from '../platform.js';
import { soughtOf, takeFilters } from './sought.js';
import { Walking } from './walking.js';

/** @typedef {import('./query.js').Filter} Filter */
/** @typedef {import('../room/room.js').Room} Room */

const [FIRST, MORE] = [20, 50];
/** The index is asked when nobody has typed for so long. */
const TYPING_MILLIS = 60;
/** What comes from older history is shown so often. */
const REFRESH_MILLIS = 500;

/** Events: `change`. */
export class Searching extends EventTarget {
  text = '';
  /** @type {Filter[]} */
  filters = [];
  /** The latest results; null before anything is sought. @type {import('./index.js').Found|null} */
  found = null;
  /** Whether the index does not answer. */
  isFailed = false;
  /** Whether reading older history was stopped. */
  isStopped = false;
  /** Where the result is that was gone to. @type {{room: string, pos: number}|null} */
  gone = null;
  #most = FIRST;
  #session;
  #nameOf;
  #walking;
  #isOpen = false;
  /** @type {import('../platform.js').Timer|null} */
  #timer = null;
  #asked = 0;

  /**
   * @param {import('../session/session.js').Session} session @param {import('../session/context.js').Context} context
   * @param {(room: Room) => string} nameOf what a room is called on the screen
   */
  constructor(session, context, nameOf) {
    super();
    this.#session = session;
    this.#nameOf = nameOf;
    this.#walking = new Walking(context, () => session.rooms, () => session.sync.isRunning);
    context.history.search.addEventListener('progress', () => this.#progressed());
    session.addEventListener('rooms', () => void this.#walking.go());
    session.addEventListener('connection', () => void (session.connection === 'online' && this.#walking.again()));
    session.addEventListener('ended', () => this.#walking.end());
    this.#walkAfter(session.sync);
    this.#search = context.history.search;
  }

  #search;

  /** Older history that was fetched lies there when it is done. @param {import('../history/sync.js').Sync} sync */
  #walkAfter(sync) {
    let wasRunning = false;
    sync.addEventListener('progress', () => {
      if (wasRunning && !sync.isRunning) void this.#walking.again();
      wasRunning = sync.isRunning;
    });
  }

  /** Whether the browser keeps nothing more. */
  get isFull() {
    return this.#search.isFull;
  }

  get progress() {
    return this.#walking.progress;
  }

  /** Whether older history is still to come. */
  get isReading() {
    const { done, of } = this.progress;
    return done < of && !this.isStopped;
  }

  /** Whether something is sought. */
  get isSought() {
    return this.#query !== null;
  }

  get #query() {
    const { me, directory, rooms } = this.#session;
    const people = [...directory.people.flatMap((one) => (typeof one === 'string' ? [] : [one])), me];
    return soughtOf(this.text, this.filters, {
      me: me.userId,
      people: people.map(({ userId, username, displayName }) => ({ id: userId, names: [username, displayName] })),
      rooms: rooms.filter((room) => room.standing === 'member').map((room) => ({ id: room.roomId, names: [this.#nameOf(room)] })),
    }, this.#most);
  }

  /** The panel is open. @param {Room|null} [within] the room that is searched alone */
  open(within) {
    this.#isOpen = true;
    if (within !== undefined) {
      const others = this.filters.filter(({ key }) => key !== 'in');
      this.filters = within ? [{ key: 'in', value: this.#nameOf(within), id: within.roomId }, ...others] : others;
    }
    this.#walking.isWanted = !this.isStopped;
    this.#walking.again();
    this.#changed(0);
  }

  close() {
    this.#isOpen = false;
    this.#walking.isWanted = false;
  }

  /** @param {string} text */
  type(text) {
    const { text: left, filters } = takeFilters(text);
    this.text = left;
    this.filters = [...this.filters, ...filters];
    this.#changed(filters.length > 0 ? 0 : TYPING_MILLIS);
  }

  /** @param {Filter} filter */
  add(filter) {
    this.filters = [...this.filters.filter(({ key, value }) => key !== filter.key || value !== filter.value), filter];
    this.#changed(0);
  }

  /** @param {Filter} filter */
  remove(filter) {
    this.filters = this.filters.filter((other) => other !== filter);
    this.#changed(0);
  }

  more() {
    this.#most += MORE;
    this.#ask();
  }

  stop() {
    this.isStopped = true;
    this.#walking.isWanted = false;
    this.dispatchEvent(new Event('change'));
  }

  goOn() {
    this.isStopped = false;
    this.#walking.isWanted = this.#isOpen;
    this.#walking.again();
    this.dispatchEvent(new Event('change'));
  }

  /** @param {number} wait */
  #changed(wait) {
    this.#most = FIRST;
    this.gone = null;
    this.#later(wait);
    this.dispatchEvent(new Event('change'));
  }

  /** @param {number} wait */
  #later(wait) {
    if (this.#timer) cancel(this.#timer);
    this.#timer = after(wait, () => {
      this.#timer = null;
      this.#ask();
    });
  }

  #progressed() {
    void this.#walking.go();
    if (!this.#isOpen) return;
    if (!this.#timer) this.#later(REFRESH_MILLIS);
    this.dispatchEvent(new Event('change'));
  }

  async #ask() {
    const query = this.#query;
    const asked = ++this.#asked;
    const found = query && (await this.#search.find(query).then((answer) => ({ answer }), () => ({ answer: null })));
    // Somebody has typed on.
    if (asked !== this.#asked) return;
    this.isFailed = found !== null && found.answer === null;
    this.found = found?.answer ?? null;
    this.dispatchEvent(new Event('change'));
  }
}
