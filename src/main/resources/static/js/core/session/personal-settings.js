// @ts-check
// Settings that belong to a person: the server keeps them, and tells each open page of theirs when they change.
import { NO_ANSWERS } from '../history/answers.js';
import { put } from '../platform.js';

/** @typedef {'all'|'mentions'|'nothing'} Level */
/**
 * @typedef {object} Settings
 * @property {boolean} receipts whether read marks are shared, and those of others shown
 * @property {boolean} typing whether others are told that this person is typing
 * @property {Level} level what notifies in rooms without a level of their own
 * @property {boolean} notifyText whether a notification shows the message
 * @property {boolean} sound
 * @property {boolean} quiet whether there are quiet hours
 * @property {number} quietFrom in half hours since midnight
 * @property {number} quietTo
 * @property {boolean} quietWeekends
 * @property {boolean} quietMentions whether mentions notify in quiet hours
 * @property {string} zone a time zone; empty for that of the browser
 */

/** @type {Settings} */
export const DEFAULTS = Object.freeze({
  receipts: true, typing: true, level: 'all', notifyText: true, sound: true, quiet: false, quietFrom: 44, quietTo: 14, quietWeekends: false, quietMentions: false, zone: '',
});

/** Event `change`: a setting or a room's level is another one. */
export class PersonalSettings extends EventTarget {
  values = DEFAULTS;
  /** Whether the server has told them. */
  isLoaded = false;
  /** @type {Map<string, Level>} */
  #levels = new Map();
  /** Changes that are on their way, one after the other. @type {Promise<unknown>} */
  #saving = Promise.resolve();
  #underway = 0;
  #answers;

  /** @param {import('../history/answers.js').KeptAnswers} [answers] */
  constructor(answers = NO_ANSWERS) {
    super();
    this.#answers = answers;
  }

  /** Asks the server, and says whether it answered; without an answer what is known stays. */
  async load() {
    const own = await this.#answers.get('/api/me/settings').catch(() => null);
    if (own) this.take(own);
    return own !== null;
  }

  /** What the server has now. A change that is on its way counts until it is answered. @param {import('../../protocol/rest.js').OwnSettings} own */
  take({ settings, rooms }) {
    if (this.#underway > 0) return;
    this.isLoaded = true;
    this.values = Object.freeze({ ...DEFAULTS, ...settings });
    this.#levels = new Map(rooms.map(({ roomId, level }) => [roomId, level]));
    this.#keep();
    this.#changed();
  }

  /** Changes some of them at once; throws Problem where the server refuses, and everything is as before. @param {Partial<Settings>} change */
  set(change) {
    const before = this.values;
    this.values = Object.freeze({ ...before, ...change });
    this.#changed();
    return this.#save(() => put('/api/me/settings', this.values), () => (this.values = before));
  }

  /** What notifies in a room. @param {string} roomId */
  levelOf(roomId) {
    return this.#levels.get(roomId) ?? this.values.level;
  }

  /** What was chosen for a room itself. @param {string} roomId @returns {Level|'default'} */
  chosenLevel(roomId) {
    return this.#levels.get(roomId) ?? 'default';
  }

  /** @param {string} roomId @param {Level|'default'} level */
  setLevel(roomId, level) {
    const before = new Map(this.#levels);
    if (level === 'default') this.#levels.delete(roomId);
    else this.#levels.set(roomId, level);
    this.#changed();
    return this.#save(() => put(`/api/me/rooms/${roomId}/level`, { level }), () => (this.#levels = before));
  }

  /** @param {() => Promise<unknown>} save @param {() => void} undo */
  #save(save, undo) {
    this.#underway++;
    const saved = this.#saving.then(save).then(() => this.#keep(), (error) => {
      undo();
      this.#keep();
      this.#changed();
      throw error;
    }).finally(() => this.#underway--);
    this.#saving = saved.catch(() => {});
    return saved;
  }

  /** For a page that begins without the server, and for push messages. */
  #keep() {
    const rooms = [...this.#levels].map(([roomId, level]) => ({ roomId, level }));
    this.#answers.keep('/api/me/settings', { settings: this.values, rooms });
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
