// @ts-check
// What a session begins with: the server's welcome, or the last one where the server is not reached.
import { after, cancel, get } from '../platform.js';

const NAME = 'welcome';
const KEEP_MILLIS = 2000;

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

  /** From the server. @param {Frame} frame @param {() => void} begun */
  async take(frame, begun) {
    const { directory, me } = this.#session;
    const isBack = this.hasBegun || this.#answers.wereGiven;
    if (this.#answers.wereGiven) await this.#askAnew();
    this.#begin(frame);
    this.#keepSoon();
    begun();
    await directory.welcome(frame.online).catch(() => {});
    await directory.first().catch(() => {});
    if (isBack) directory.asking()({ ...(await get('/api/me').catch(() => me)), online: true, lastSeen: null });
    if (isBack) await directory.renew().catch(() => {});
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

  /** @param {Frame} frame */
  #begin(frame) {
    const { invited, files, settings, devices, choices } = this.#session;
    this.#frame = frame;
    invited.welcome(frame.invitations);
    files.welcome(frame);
    this.#list.welcome(frame.rooms);
    settings.load();
    devices.changed();
    choices.load().catch(() => {});
    this.hasBegun = true;
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
