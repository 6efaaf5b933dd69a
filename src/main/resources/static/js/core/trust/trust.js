// @ts-check
// What the user's browsers know about others: pinned at first sight and stored encrypted on the server (SC1P), so that
// a new browser starts with it.
import { openPins, sealPins } from '../../crypto/pins.js';
import { fromBase64, toBase64 } from '../../protocol/bytes.js';
import { Problem } from '../../protocol/problems.js';
import { NO_ANSWERS } from '../history/answers.js';
import { after, cancel, now, put } from '../platform.js';
import { skeleton } from './lookalikes.js';
import { merge } from './merging.js';

const SAVE_MILLIS = 400;
/** For so long a former name is shown beside the new one, unless the user acknowledges it. */
export const RENAMED_MILLIS = 7 * 24 * 3600000;
export const SEEN = 0;
export const ACCEPTED = 1;
export const VERIFIED = 2;

/**
 * @typedef {[identityId: string, index: number, state: number, username?: string, displayName?: string, newName?: string, since?: number]} UserPin the names
 *   as first seen with that identity, or as accepted since; pins of before have none. And the name that they use since then, until it is acknowledged
 * @typedef {{username: string, displayName: string}} Names
 * @typedef {{names: Names, claimed: Names|null, former: string|null}} JudgedNames what to show somebody as; what the server says instead; what they were called until lately
 * @typedef {[mode: number, epoch: number, recordHash: string, number: number]} RoomPin
 * @typedef {{users: Record<string, UserPin>, rooms: Record<string, RoomPin>, server: string[]}} Pins
 */

/** @returns {Pins} */
export const noPins = () => ({ users: {}, rooms: {}, server: [] });

/** Events: `pins` (who or what is trusted has changed). */
export class Trust extends EventTarget {
  /** @type {Pins} */
  #pins = noPins();
  #version = 0;
  #me;
  #own;
  #key;
  #directory;
  #db;
  #answers;
  /** @type {import('../platform.js').Timer} */
  #timer;
  /** @type {Promise<unknown>} */
  #saving = Promise.resolve();
  /** Whose names were accepted in this page. @type {Set<string>} */
  #renamed = new Set();
  /** Why the pins cannot be believed: `missing`, `damaged` or `old`. @type {string|null} */
  trouble = null;

  /**
   * @param {string} me
   * @param {{own: import('../../crypto/vault.js').OpenedKeys[], pins: CryptoKey}} keys
   * @param {import('../session/directory.js').Directory} directory
   * @param {import('../platform.js').Store} db
   * @param {import('../history/answers.js').KeptAnswers} [answers]
   */
  constructor(me, { own, pins: key }, directory, db, answers = NO_ANSWERS) {
    super();
    this.#answers = answers;
    this.#db = db;
    this.#own = own[0].identityId;
    this.#me = me;
    this.#key = key;
    this.#directory = directory;
  }

  /**
   * Reads the stored pins. They exist from the first identity on: missing ones are an error.
   * @param {Promise<{pins: string}>} [early] an answer that was asked for before it was known whose page this is
   */
  async load(early) {
    try {
      this.#version = Math.max(this.#version, /** @type {number|undefined} */ (await this.#db.get('keys', 'pins-version')) ?? 0);
      const known = early ? await this.#open(early).catch(() => null) : null;
      // Another page may have written since it was asked for.
      const { version, pins } = known && known.version >= this.#version ? known : await this.#stored();
      if (version < this.#version && !this.#answers.wereGiven) this.trouble = 'old';
      else [this.#version, this.#pins, this.trouble] = [version, pins, null];
      this.#directory.rename();
    } catch (error) {
      if (error instanceof Problem && error.code !== 'not-found') throw error;
      this.trouble = error instanceof Problem ? 'missing' : 'damaged';
    }
    this.dispatchEvent(new Event('pins'));
  }

  #stored() {
    return this.#open(this.#answers.get('/api/me/pins'));
  }

  /** @param {Promise<{pins: string}>} asked */
  async #open(asked) {
    return openPins(this.#me, fromBase64((await asked).pins), this.#key);
  }

  /** Forgets all pins at the user's request: everybody counts as seen for the first time. */
  async beginAnew() {
    for (let tries = 1; ; tries++) {
      try {
        await this.#write();
        break;
      } catch (error) {
        // What lies there may be newer or older than this page knows, or nothing that it can open.
        if (!(error instanceof Problem && error.code === 'pins-changed') || tries === 5) throw error;
        this.#version = Math.max(this.#version, Number(error.answer.version ?? 0));
      }
    }
    this.trouble = null;
    this.dispatchEvent(new Event('pins'));
  }

  /** Forgets the pinned epoch of a room: the user goes on with an older state. @param {string} roomId */
  async forgetRoom(roomId) {
    delete this.#pins.rooms[roomId];
    this.#changed();
    await this.flush();
  }

  /** For a new vault: everything that is known, under its key. @param {CryptoKey} key */
  async resealed(key) {
    await this.flush();
    return sealPins(this.#me, this.#version + 1, key, this.#pins);
  }

  /**
   * Judges somebody's identity (I10): `fine`; `former` where they have replaced it; `changed` where nobody vouches for
   * it. The last two need the user's click. A first sight is pinned.
   * @param {string} userId @param {string} identityId
   * @param {boolean} vouched whether the room's own events lead to it by unbroken signatures
   * @param {number} latest the highest index among the identities that the room has named for them
   * @returns {Promise<'fine'|'former'|'changed'>}
   */
  async verdict(userId, identityId, vouched = true, latest = 0) {
    const pin = this.#pins.users[userId];
    if (pin?.[0] === identityId) return judged(pin, vouched, latest);
    const record = await this.#directory.identity(identityId);
    if (record.userId !== userId) return 'changed';
    if (!pin) {
      this.#pinUser(userId, [identityId, record.index, SEEN]);
      return judged(this.#pins.users[userId], vouched, latest);
    }
    switch (await this.#directory.relation(userId, pin[0], identityId)) {
      case 'successor': return this.#follow(userId, [identityId, record.index, pin[2]], vouched, latest);
      case 'former': return 'former';
      default: return 'changed';
    }
  }

  /** A successor of the pinned identity takes its place, unless the room has named a later one. @param {string} userId @param {UserPin} next @param {boolean} vouched @param {number} latest */
  #follow(userId, next, vouched, latest) {
    if (next[1] < latest) return /** @type {const} */ ('former');
    this.#pinUser(userId, next);
    return judged(next, vouched, latest);
  }

  /**
   * Accepts an identity whose fingerprint the user has compared, even if later ones are known; a room that names one
   * later still asks again.
   * @param {string} userId @param {string} identityId @param {number} state
   */
  async accept(userId, identityId, state) {
    const { index } = await this.#directory.identity(identityId);
    const known = await this.#directory.chain(userId, identityId).catch(() => []);
    this.#pinUser(userId, [identityId, Math.max(index, ...known.map((link) => link.index)), state]);
    await this.flush();
  }

  /** The names that stand for somebody, whatever the server calls them now. @param {string} userId @returns {Names|null} */
  names(userId) {
    const [, , , username, displayName] = this.#pins.users[userId] ?? [];
    return username && displayName ? { username, displayName } : null;
  }

  /** Pins the names of somebody whose identity is pinned without any. @param {string} userId @param {Names} names */
  learnNames(userId, { username, displayName }) {
    const pin = this.#pins.users[userId];
    if (!pin || this.names(userId) || !username || !displayName) return;
    [pin[3], pin[4]] = [username, displayName];
    this.#changed();
  }

  /**
   * Judges what the server calls somebody (I13). A new display name is taken over, with the former one beside it for a
   * time, unless the username changed or the name looks like that of another pinned user: then the pinned names stay.
   * @param {string} userId @param {Names} served @returns {JudgedNames}
   */
  judgeNames(userId, served) {
    const pinned = this.names(userId);
    if (!pinned) return { names: served, claimed: null, former: null };
    if (pinned.username !== served.username) return { names: pinned, claimed: served, former: null };
    if (pinned.displayName === served.displayName) return { names: served, claimed: null, former: null };
    if (this.#isOfAnother(userId, served.displayName)) return { names: pinned, claimed: served, former: null };
    return { names: served, claimed: null, former: this.#renamedFrom(userId, served) };
  }

  /** @param {string} userId @param {string} name */
  #isOfAnother(userId, name) {
    const looks = skeleton(name);
    return Object.entries(this.#pins.users).some(([id, pin]) => id !== userId && [pin[3], pin[4], pin[5]].some((one) => one && skeleton(one) === looks));
  }

  /** The former name, for as long as it is to be shown. @param {string} userId @param {Names} served */
  #renamedFrom(userId, served) {
    const pin = this.#pins.users[userId];
    const isOld = pin[5] === served.displayName && now() - (pin[6] ?? 0) >= RENAMED_MILLIS;
    if (userId === this.#me || isOld) return this.#acknowledge(userId, served);
    if (pin[5] !== served.displayName) {
      [pin[5], pin[6]] = [served.displayName, now()];
      this.#changed();
    }
    return pin[4] ?? null;
  }

  /** Accepts the name that the server shows for somebody now. @param {string} userId */
  acceptNames(userId) {
    const served = this.#directory.served(userId);
    if (!this.#pins.users[userId] || !served) return;
    this.#acknowledge(userId, served);
    this.#directory.rename(userId);
  }

  /** @param {string} userId @param {Names} names @returns {null} there is no former name from now on */
  #acknowledge(userId, { username, displayName }) {
    const [identityId, index, state] = this.#pins.users[userId];
    this.#pins.users[userId] = [identityId, index, state, username, displayName];
    this.#renamed.add(userId);
    this.#changed();
    return null;
  }

  /** To whom a user name belongs, as far as it is pinned. @param {string} username */
  ownerOf(username) {
    return Object.entries(this.#pins.users).find(([, pin]) => pin[3] === username)?.[0] ?? null;
  }

  /** @param {string} userId */
  pinned(userId) {
    return this.#pins.users[userId]?.[0] ?? null;
  }

  /** @param {string} userId @param {string} identityId */
  isVerified(userId, identityId) {
    const pin = this.#pins.users[userId];
    return pin?.[0] === identityId && pin[2] === VERIFIED;
  }

  /** The names stay with the person, also under a new identity. @param {string} userId @param {UserPin} pin */
  #pinUser(userId, pin) {
    const names = this.names(userId) ?? this.#directory.served(userId);
    const [, , , , , ...renamed] = this.#pins.users[userId] ?? [];
    this.#pins.users[userId] = names ? /** @type {UserPin} */ ([pin[0], pin[1], pin[2], names.username, names.displayName, ...renamed]) : pin;
    this.#changed();
  }

  /** @param {string} roomId */
  room(roomId) {
    const pin = this.#pins.rooms[roomId];
    return pin ? { mode: pin[0], epoch: pin[1], recordHash: fromBase64(pin[2]), number: pin[3] } : null;
  }

  /** @param {string} roomId @param {import('../../crypto/epochs.js').EpochRecord} record */
  pinRoom(roomId, record) {
    const known = this.#pins.rooms[roomId];
    if (known && known[1] >= record.epoch) return;
    this.#pins.rooms[roomId] = [record.mode, record.epoch, toBase64(record.hash), record.logPos + 1];
    this.#saveSoon();
  }

  /** Whether the server still signs with a key that was pinned, or with a successor that it signed. @param {string[]} chain its ids, the first one first */
  isServer(chain) {
    const known = this.#pins.server;
    if (known.length === 0) this.acceptServer(chain);
    return this.#pins.server.some((id) => chain.includes(id));
  }

  /** @param {string[]} chain */
  acceptServer(chain) {
    this.#pins.server = chain;
    this.#changed();
  }

  #changed() {
    this.#saveSoon();
    this.dispatchEvent(new Event('pins'));
  }

  #saveSoon() {
    cancel(this.#timer);
    this.#timer = after(SAVE_MILLIS, () => this.flush().catch(() => {}));
  }

  /** Writes what is not written yet. */
  flush() {
    if (this.#timer === undefined || this.trouble) return this.#saving;
    cancel(this.#timer);
    this.#timer = undefined;
    this.#saving = this.#saving.catch(() => {}).then(() => this.#save());
    return this.#saving;
  }

  async #save() {
    for (let i = 0; i < 5; i++) {
      try {
        return await this.#write();
      } catch (error) {
        if (!(error instanceof Problem && error.code === 'pins-changed')) throw error;
        await this.renew();
        if (this.trouble) return;
      }
    }
  }

  /** Takes in what another page has written. */
  async renew() {
    const other = await this.#stored();
    if (other.version < this.#version) {
      this.trouble = 'old';
      return this.dispatchEvent(new Event('pins'));
    }
    this.#version = other.version;
    merge(this.#pins, other.pins, this.#renamed);
    this.#directory.rename();
  }

  async #write() {
    const sealed = await sealPins(this.#me, this.#version + 1, this.#key, this.#pins);
    const pins = toBase64(sealed);
    await put('/api/me/pins', { identityId: this.#own, pins });
    this.#answers.keep('/api/me/pins', { pins });
    await this.#db.put('keys', 'pins-version', ++this.#version);
  }
}

/** Judges a pinned identity. @param {UserPin} pin @param {boolean} vouched @param {number} latest */
function judged(pin, vouched, latest) {
  if (vouched || (pin[2] >= ACCEPTED && pin[1] >= latest)) return 'fine';
  return pin[1] < latest ? 'former' : 'changed';
}
