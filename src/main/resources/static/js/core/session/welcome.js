// @ts-check
// What a session begins with: the server's welcome, or the last one where the server is not reached.
import { after, cancel, get, now } from '../platform.js';

const NAME = 'welcome';
const KEEP_MILLIS = 2000;
/** A change may be committed so long after the time that it bears, and the clocks of servers may differ. */
const MARGIN_MILLIS = 60000;

/** @typedef {import('../../protocol/frames.js').Welcome} Frame */
/** @typedef {import('./session.js').Session} Session */

export class Welcome {
  /** Whether it is known which rooms there are. */
  hasBegun = false;
  /** @type {Frame|null} */
  #frame = null;
  #session;
  #list;
  /** The rooms that are kept. */
  #kept = '';
  #answers;
  /** The digest of what belongs to the user, as it was asked for. @type {string|undefined} */
  #own;
  /** A time of the server up to which people are known, and when that was here. @type {{time: number, at: number}|null} */
  #peopleKnown = null;
  /** @type {import('../platform.js').Timer} */
  #timer;

  /** @param {Session} session @param {import('./room-list.js').RoomList} list @param {import('../history/answers.js').KeptAnswers} answers */
  constructor(session, list, answers) {
    this.#session = session;
    this.#list = list;
    this.#answers = answers;
    list.addEventListener('rooms', () => this.#keepSoon());
  }

  /** Which mode a new room has unless somebody chooses. */
  get defaultMode() {
    return this.#frame?.defaultMode ?? 'managed';
  }

  /**
   * From the server. A page that comes back asks only for what has changed: after a restart, all pages come at once.
   * @param {Frame} frame @param {number} heardUntil when the last frame came before, by this device's clock @param {() => void} begun
   */
  async take(frame, heardUntil, begun) {
    const { directory } = this.#session;
    const isAnew = !this.hasBegun || this.#answers.wereGiven;
    const isBack = this.hasBegun || this.#answers.wereGiven;
    if (this.#answers.wereGiven) await this.#askAnew();
    const hasNews = isAnew || this.#havePeopleChanged(frame, heardUntil);
    this.#begin(frame, isAnew);
    this.#keepSoon();
    begun();
    await directory.welcome(frame.online).catch(() => {});
    if (hasNews) await this.#askForPeople(frame, isBack);
    else this.#peopleKnown = { time: frame.time, at: now() };
  }

  /** @param {Frame} frame @param {boolean} isBack */
  async #askForPeople(frame, isBack) {
    const { directory, me } = this.#session;
    const begun = { time: frame.time, at: now() };
    this.#peopleKnown = null;
    await directory.first().catch(() => {});
    if (isBack) directory.asking()({ ...(await get('/api/me').catch(() => me)), online: true, lastSeen: null });
    if (!isBack || (await directory.renew().then(() => true, () => false))) this.#peopleKnown = begun;
  }

  /** Whether somebody may have changed since the last frame before. @param {Frame} frame @param {number} heardUntil */
  #havePeopleChanged({ peopleAt }, heardUntil) {
    if (!this.#peopleKnown || peopleAt === undefined) return true;
    const { time, at } = this.#peopleKnown;
    return peopleAt >= time + Math.max(0, heardUntil - at) - MARGIN_MILLIS;
  }

  /** The last one, where the page began without the server: nobody is known to be online. Answers whether it is begun with. */
  async recall() {
    const frame = /** @type {Frame|null} */ (this.#answers.wereGiven ? await this.#answers.kept(NAME) : null);
    if (!frame || this.hasBegun) return false;
    void this.#session.directory.first().catch(() => {});
    this.#begin({ ...frame, online: [] });
    return true;
  }

  /** What the page began with was old. */
  async #askAnew() {
    const { directory, trust, decisions } = this.#session;
    this.#answers.wereGiven = false;
    directory.askAnew();
    await trust.renew().then(() => decisions.checkServer()).catch(() => {});
  }

  /** @param {Frame} frame @param {boolean} [isAnew] */
  #begin(frame, isAnew = true) {
    const { invited, files, devices } = this.#session;
    this.#frame = frame;
    invited.welcome(frame.invitations);
    files.welcome(frame);
    this.#list.welcome(frame.rooms, isAnew ? undefined : frame.keysWanted);
    devices.changed();
    if (isAnew || frame.own === undefined || frame.own !== this.#own) this.#askForOwn(frame);
    this.hasBegun = true;
  }

  /** What is not answered is asked for again the next time. @param {Frame} frame */
  #askForOwn({ own }) {
    const { settings, choices } = this.#session;
    this.#own = undefined;
    Promise.all([settings.load(), choices.load()]).then(([isLoaded]) => isLoaded && (this.#own = own), () => {});
  }

  get #ids() {
    return this.#list.all.map(({ roomId }) => roomId).join();
  }

  /** A room that came or went is kept at once, together with those that come with it. */
  #keepSoon() {
    cancel(this.#timer);
    this.#timer = after(this.#ids === this.#kept ? KEEP_MILLIS : 0, () => this.#keep());
  }

  /** With the rooms as they are now. */
  #keep() {
    if (!this.#frame) return;
    this.#kept = this.#ids;
    this.#answers.keep(NAME, { ...this.#frame, rooms: this.#list.all.map((room) => room.summary) });
  }
}
