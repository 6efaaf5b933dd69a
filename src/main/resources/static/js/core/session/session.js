// @ts-check
import { get, platform, post } from '../platform.js';
import { LiveConnection } from './live-connection.js';
import { Clock, latestSigned } from './clock.js';
import { Devices } from './devices.js';
import { Directory } from './directory.js';
import { Files } from '../files/files.js';
import { NO_ANSWERS } from '../history/answers.js';
import { History } from '../history/history.js';
import { Sync } from '../history/sync.js';
import { resolve } from './inviting.js';
import { Invitations } from './invitations.js';
import { KeyRounds } from './key-rounds.js';
import { Choices } from './choices.js';
import { NewRooms } from './new-rooms.js';
import { PersonalSettings } from './personal-settings.js';
import { Pushing } from '../push/pushing.js';
import { RoomList } from './room-list.js';
import { Searching } from '../search/searching.js';
import { OwnIdentity } from '../trust/own-identity.js';
import { OwnProfile } from './own-profile.js';
import { changePassword } from './sign-in.js';
import { Trust } from '../trust/trust.js';
import { TrustDecisions } from './trust-decisions.js';
import { UnsentStore } from './unsent-store.js';
import { Welcome } from './welcome.js';
import { untilAnswered } from './until-answered.js';

/** @typedef {import('./context.js').Context} Context */
/** @typedef {import('./context.js').Me} Me */
/** @typedef {import('./directory.js').Person} Person */

/** @typedef {{why: import('./session-binding.js').Why, unkept: string[]}} Ending what was not sent is kept, but for what `unkept` holds */

/**
 * Everything of one signed-in page.
 * Events, one for each part that is drawn by itself: `rooms`, `invitations`, `connection` (with `ready` and the clocks);
 * people are the directory's, and each room has its own. And `notice` (detail: {text, kind}, where text is a string or the key of a message with its values), `ended` (detail: `Ending`).
 */
export class Session extends EventTarget {
  /** Whether what the page begins with gets no answer for now. */
  isWaiting = false;
  settings;
  devices = new Devices();
  #socket = new LiveConnection();
  #clocksTold = 'null';
  #clock = new Clock();
  #keyRounds = new KeyRounds(() => this.rooms, () => this.connection === 'online');

  /**
   * @param {import('../../protocol/rest.js').Self} me
   * @param {import('./session-binding.js').SessionBinding} binding
   * @param {import('../platform.js').Store} db
   * @param {{own: import('../../crypto/vault.js').OpenedKeys[], pins: CryptoKey}} keys
   * @param {string} [mark] of the sign-in that put the keys there
   * @param {import('./early.js').Early} [early]
   * @param {import('../history/answers.js').KeptAnswers} [answers]
   */
  constructor(me, binding, db, { own, pins }, mark, early, answers = NO_ANSWERS) {
    super();
    this.settings = new PersonalSettings(answers);
    this.#early = early;
    this.#binding = binding;
    this.#db = db;
    this.#mark = mark;
    this.files = new Files(db);
    this.unsent = new UnsentStore(db, (row) => binding.tell(row));
    this.unsent.addEventListener('change', () => this.#tell('connection'));
    this.directory = new Directory(early?.serverKeys, answers);
    this.trust = new Trust(me.userId, { own, pins }, this.directory, db, answers);
    this.directory.pins = this.trust;
    this.choices = new Choices(() => this.directory.asking(), answers);
    this.decisions = new TrustDecisions(this.trust, this.directory, { review: () => this.#reviewAll(), outdated: () => this.outdated() });
    this.me = /** @type {Me} */ (this.directory.note({ ...me, online: true, lastSeen: null }));
    this.push = new Pushing(this.me.userId);
    this.profile = new OwnProfile(this.me.userId, this.directory);
    this.identity = new OwnIdentity(this.me, own[0], this.directory, this.trust);
    this.#context = /** @type {Context} */ ({
      me: this.me, ownKeys: own, unsent: this.unsent, files: this.files, history: new History(me.userId, db), directory: this.directory, settings: this.settings, trust: this.trust, choices: this.choices, serverChanged: () => this.decisions.serverChanged,
      actor: { userId: me.userId, keys: own[0], now: () => this.#clock.now() },
      isOnline: () => this.connection === 'online',
      send: (frame) => this.#socket.send(frame),
      post: (roomId, clientId, envelope, flags) => this.#socket.post({ roomId, clientId, envelope, ...flags }),
      openEpoch: (roomId) => this.#socket.openEpoch(roomId),
      resolve: (who) => resolve(who, this.directory, this.trust),
      notice: (message, kind) => this.notice(message, kind),
    });
    this.invited = new Invitations(this.#context, { changed: () => this.#tell('invitations'), notice: (message) => this.notice(message) });
    this.#list = new RoomList(this.#context);
    this.sync = new Sync(this.#context.history, () => this.#list.all, { isOnline: () => this.connection === 'online' && this.ready, isBusy: () => this.#list.isBusy });
    this.#context.history.follow(this.sync);
    this.#welcomes = new Welcome(this, this.#list, answers);
    this.#newRooms = new NewRooms(this.#context, this.#list);
    this.#list.addEventListener('rooms', () => this.#roomsChanged());
    this.choices.addEventListener('choices', () => (this.#list.all.forEach((room) => room.changed()), this.#tell('rooms')));
    this.directory.addEventListener('people', () => this.#checkKeys());
    binding.attach({ ended: (why) => this.#ended(why), heard: (row) => this.unsent.heard(row) });
  }

  #binding;
  #db;
  #mark;
  #early;
  #context;
  #list;
  #newRooms;
  #welcomes;

  async start() {
    platform().whenSignedOut(() => this.#binding.end('ended'));
    // The socket opens meanwhile; what comes over it waits for what it is judged by.
    const loaded = this.#load();
    this.#socket.addEventListener('up', () => this.#hello());
    this.#socket.addEventListener('state', () => this.#stateChanged());
    this.#socket.addEventListener('obstacle', () => this.#tell('connection'));
    this.#socket.addEventListener('ended', () => this.#binding.end('ended'));
    this.#socket.addEventListener('frame', (event) => loaded.then(() => this.#take(/** @type {CustomEvent} */ (event).detail)));
    this.#socket.start();
    await loaded;
    if (await this.#welcomes.recall()) this.#begun();
  }

  async #load() {
    await this.unsent.load();
    this.files.load(this.unsent).catch(() => {});
    this.unsent.watch({ message: (clientId, message) => this.#list.noted(clientId, message), draft: (key) => this.#list.find(key.split('/')[0])?.draftNoted() });
    const tell = (/** @type {boolean} */ isWaiting) => void ((this.isWaiting = isWaiting), this.#tell('connection'));
    await untilAnswered(() => this.trust.load(this.#early?.pins), tell);
    await untilAnswered(() => this.decisions.checkServer(), tell);
  }

  async #reviewAll() {
    await Promise.all(this.#list.all.map((room) => room.reviewed()));
    this.invited.review();
    this.#tell('invitations');
  }

  get ready() {
    return this.#welcomes.hasBegun;
  }

  /** Which mode a new room has unless somebody chooses. @returns {import('../../protocol/rest.js').Mode} */
  get defaultMode() {
    return this.#welcomes.defaultMode;
  }

  get connection() {
    return this.#socket.state;
  }

  /** Why no socket opens. */
  get obstacle() {
    return this.#socket.obstacle;
  }

  /** Whether this browser keeps what is not sent yet. */
  get isKeeping() {
    return this.unsent.isKeeping;
  }

  get retryAt() {
    return this.#socket.retryAt;
  }

  retryNow = () => this.#socket.retryNow();

  get rooms() {
    return this.#list.shown.filter((room) => !room.isHidden);
  }

  /** Rooms that the server lists though this person is not in them. */
  get foreignRooms() {
    return this.#list.foreign;
  }

  get clockAhead() {
    return this.#clock.shownAhead;
  }

  /** How the server's clock differs from this device's; null where it hardly does. */
  get clockDifference() {
    return this.#clock.difference(latestSigned(this.rooms, this.me.userId));
  }

  get invitations() {
    return this.invited.all;
  }

  get people() {
    return this.directory.people.filter((p) => typeof p === 'string' || p.userId !== this.me.userId);
  }

  get unsentCount() {
    return this.#list.all.reduce((sum, room) => sum + room.unsent, 0);
  }

  /** @param {string} roomId */
  room(roomId) {
    const room = this.#list.find(roomId);
    return room?.standing === 'outsider' ? null : room;
  }

  markAllRead = () => this.#list.markAllRead();
  watch = (/** @type {string|null} */ roomId) => this.#list.watch(roomId);

  #hello() {
    // The last entry comes once more: the page compares it with the one that it holds (L10).
    const rooms = this.#list.all.flatMap(({ roomId, loadedPos: pos }) => (pos === null ? [] : [{ roomId, pos: Math.max(0, pos - 1) }]));
    this.#socket.send({ type: 'hello', rooms });
  }

  #stateChanged() {
    if (this.connection === 'online') {
      if (this.ready) this.#list.all.forEach((room) => room.connected());
    } else {
      this.#list.all.forEach((room) => room.disconnected());
    }
    this.#tell('connection');
  }

  /** @param {import('../../protocol/frames.js').ServerFrame} frame */
  async #take(frame) {
    if (this.#binding.isOver) return;
    switch (frame.type) {
      case 'pong': return;
      case 'welcome': return this.#welcome(frame);
      case 'joined': this.#join(frame.room); break;
      case 'removed': this.#leave(frame.roomId); break;
      case 'invitation': this.invited.invited(frame.invitation); break;
      case 'invitation-gone': this.#invitationGone(frame.roomId); break;
      case 'presence': await Promise.all(frame.changes.map((c) => this.directory.moved(c).catch(() => {}))); break;
      case 'person': this.directory.told(frame.person); break;
      case 'settings': this.settings.take(frame); break;
      case 'sessions': this.devices.changed(); break;
      case 'choices': this.choices.changed(); break;
      default: await this.#list.take(frame);
    }
  }

  /** @param {import('../../protocol/frames.js').Welcome} frame */
  async #welcome(frame) {
    // Opened with the cookie of somebody who has signed in here since.
    if (frame.userId !== this.me.userId) return this.#binding.end('another');
    this.#clock.told(frame.time);
    await this.#welcomes.take(frame, this.#socket.heardUntil, () => {
      this.#socket.welcomed();
      this.#begun();
    });
    this.#keyRounds.go();
    this.#checkKeys();
    this.push.start();
  }

  #begun() {
    this.#tell('connection');
    this.#tell('invitations');
  }

  /** @param {import('../../protocol/rest.js').RoomSummary} summary */
  #join(summary) {
    this.#list.join(summary);
    this.#invitationGone(summary.roomId);
  }

  /** @param {string} roomId */
  #invitationGone(roomId) {
    this.invited.gone(roomId);
    this.#tell('invitations');
  }

  /** @param {string} roomId */
  #leave(roomId) {
    const room = this.#list.leave(roomId);
    if (room && !room.isDirect) this.notice(room.name ? { key: 'notice.gone', values: { room: room.name } } : { key: 'notice.gone-unread', values: {} });
  }

  /** @param {Parameters<NewRooms['create']>[0]} wanted */
  createRoom = (wanted) => this.#newRooms.create(wanted);
  /** The open direct room with these users; with nobody it is "Notes to self". @param {string[]} userIds */
  openDirect = (userIds) => this.#newRooms.openDirect(userIds);

  /** @param {import('./invitations.js').Invitation} invitation */
  async accept(invitation) {
    if (!(await this.invited.accept(invitation))) return null;
    if (!this.room(invitation.roomId)) this.#join(await get(`/api/rooms/${invitation.roomId}`));
    return this.room(invitation.roomId);
  }

  /** @param {(room: import('../room/room.js').Room) => string} nameOf */
  searches = (nameOf) => new Searching(this, this.#context, nameOf);

  /** @param {string} query */
  findPeople = (query) => this.directory.find(query);

  /** @param {{current: string, next: string}} passwords */
  changePassword = ({ current, next }) => changePassword(this.me, current, next);

  /** Its keys are no longer those of this page. */
  outdated = () => this.dispatchEvent(new Event('outdated'));

  async logOut() {
    await Promise.all([this.trust.flush().catch(() => {}), this.push.end()]);
    this.#socket.stop();
    await post('/logout').catch(() => {});
    await this.#binding.end('logged-out');
  }

  /** How much of what this person wrote was not sent, and goes when they log out. */
  countUnsent = () => this.unsent.count();

  /**
   * The session is over: its keys go. What is unsent stays for when the same user signs in again, unless they
   * themselves logged out: the server's word alone deletes nothing that was written.
   * @param {Ending['why']} why
   */
  async #ended(why) {
    this.files.end();
    this.#context.history.end();
    this.#socket.stop();
    await this.unsent.settled();
    this.#db.close();
    await (why === 'logged-out' ? platform().storage.wipe(this.me.userId) : platform().storage.endSession(this.me.userId, this.#mark)).catch(() => {});
    /** @type {Ending} */
    const detail = { why, unkept: why === 'logged-out' ? [] : this.unsent.unkept };
    this.dispatchEvent(new CustomEvent('ended', { detail }));
  }

  /** @param {string|{key: string, values: Record<string, string>}} text */
  notice(text, kind = 'info') {
    this.dispatchEvent(new CustomEvent('notice', { detail: { text, kind } }));
  }

  /** The rooms' events may show that a clock is wrong. */
  #roomsChanged() {
    this.sync.request();
    this.#tell('rooms');
    const clocks = JSON.stringify(this.clockDifference);
    if (clocks !== this.#clocksTold) this.#tell('connection');
    this.#clocksTold = clocks;
  }

  /** Whether this page has the wrong keys, as another browser has made new ones. */
  #checkKeys = () => this.identity.isOutdated().then((outdated) => outdated && this.outdated());

  #tell = (/** @type {'rooms'|'invitations'|'connection'} */ key) => this.dispatchEvent(new Event(key));
}
