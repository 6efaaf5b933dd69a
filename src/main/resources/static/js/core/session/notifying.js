// @ts-check
// Which messages notify a person while a page is open: only those that were verified and opened here, by what their
// settings say, and not what they look at.
import { now, pause } from '../platform.js';

/** @typedef {import('./personal-settings.js').Settings} Settings */
/** @typedef {import('../room/room.js').Room} Room */
/** @typedef {{room: Room, pos: number, sender: import('./directory.js').Person|null, box?: import('../room/boxes.js').Box, text: string|null, files?: import('../../protocol/content.js').FileRef[]}} Note `text` is null where it is not shown; a letter has a box in place of a sender */

/** A message that was read within this time, on any page of the person's, notifies nobody. */
const READ_MILLIS = 800;
const HALF_HOUR_MINUTES = 30;

/**
 * Whether a time lies in quiet hours. They may go over midnight; where they begin and end alike there are none.
 * @param {Settings} settings @param {number} at
 */
export function isQuiet({ quiet, quietFrom, quietTo, quietWeekends, zone }, at) {
  const { weekday, halfHour } = timeIn(zone, at);
  if (quietWeekends && (weekday === 'Sat' || weekday === 'Sun')) return true;
  if (!quiet || quietFrom === quietTo) return false;
  return quietFrom < quietTo ? halfHour >= quietFrom && halfHour < quietTo : halfHour >= quietFrom || halfHour < quietTo;
}

/** @param {string} zone @param {number} at */
function timeIn(zone, at) {
  const options = /** @type {const} */ ({ weekday: 'short', hour: 'numeric', minute: 'numeric', hourCycle: 'h23' });
  const parts = format(options, zone).formatToParts(at);
  const part = (/** @type {string} */ type) => parts.find((one) => one.type === type)?.value ?? '';
  return { weekday: part('weekday'), halfHour: Number(part('hour')) * 2 + Math.floor(Number(part('minute')) / HALF_HOUR_MINUTES) };
}

/** @param {Intl.DateTimeFormatOptions} options @param {string} zone */
function format(options, zone) {
  try {
    return new Intl.DateTimeFormat('en-US', { ...options, timeZone: zone || undefined });
  } catch {
    // This browser does not know the zone.
    return new Intl.DateTimeFormat('en-US', options);
  }
}

/**
 * @param {Settings} settings @param {'all'|'mentions'|'nothing'} level the room's
 * @param {{isMention: boolean, isDirect: boolean, hasOwnLevel: boolean}} message @param {number} at
 */
export function notifies(settings, level, { isMention, isDirect, hasOwnLevel }, at) {
  const isWanted = level === 'all' || (level === 'mentions' && (isMention || (isDirect && !hasOwnLevel)));
  return isWanted && (!isQuiet(settings, at) || (settings.quietMentions && isMention));
}

/** Event: `note` (CustomEvent with a `Note`). */
export class Notifying extends EventTarget {
  #settings;
  #isLookedAt;
  /** How far each room has notified: entries that came one after the other are looked at together. @type {Map<string, number>} */
  #told = new Map();

  /** @param {import('./personal-settings.js').PersonalSettings} settings @param {(room: Room) => boolean} isLookedAt */
  constructor(settings, isLookedAt) {
    super();
    this.#settings = settings;
    this.#isLookedAt = isLookedAt;
  }

  /** Entries of a room came live. @param {Room} room @param {number} from the position of the first one */
  async came(room, from) {
    if (room.standing !== 'member' || this.#isLookedAt(room)) return;
    await room.open().catch(() => {});
    await pause(READ_MILLIS);
    if (this.#isLookedAt(room) || room.isFirstContact) return;
    const note = this.#newest(room, Math.max(from, room.marks.readPos + 1, (this.#told.get(room.roomId) ?? 0) + 1));
    if (!note) return;
    this.#told.set(room.roomId, note.pos);
    this.dispatchEvent(new CustomEvent('note', { detail: note }));
  }

  /** The newest message from a position on that notifies. @param {Room} room @param {number} from @returns {Note|null} */
  #newest(room, from) {
    const { values } = this.#settings;
    const level = this.#settings.levelOf(room.roomId);
    /** @type {Note|null} */
    let note = null;
    for (const [pos, item] of room.state.items.upFrom(from)) {
      if (item.kind === 'letter') {
        const about = { isMention: false, isDirect: false, hasOwnLevel: false };
        if (notifies(values, level, about, now())) note = { room, pos, sender: null, box: item.box, text: values.notifyText ? item.text : null };
      }
      if (item.kind !== 'message' || !item.isNews) continue;
      const about = { isMention: room.mentioning.isOfMe(item.target.mn, item.target.userId), isDirect: room.isDirect, hasOwnLevel: this.#settings.chosenLevel(room.roomId) !== 'default' };
      if (notifies(values, level, about, now())) note = { room, pos, sender: item.sender, text: values.notifyText ? item.text : null, ...(item.files?.length > 0 && { files: item.files }) };
    }
    return note;
  }
}
