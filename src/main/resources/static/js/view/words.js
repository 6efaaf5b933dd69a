// @ts-check
// Names, times and modes as people read them.

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hour12: false });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const short = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });

/** @param {number} at */
export const time = (at) => clock.format(at);
/** @param {number} at */
export const exactTime = (at) => exact.format(at);

/** @param {number} at */
export function dayKey(at) {
  const d = new Date(at);
  return `${d.getFullYear()}-${d.getMonth()}-${d.getDate()}`;
}

/** @param {number} at */
export function day(at, now = Date.now()) {
  if (dayKey(at) === dayKey(now)) return 'Today';
  if (dayKey(at) === dayKey(now - 86400000)) return 'Yesterday';
  return weekday.format(at);
}

/** @param {number} at */
export const moment = (at) => (dayKey(at) === dayKey(Date.now()) ? time(at) : short.format(at));

const UNITS = /** @type {const} */ ([['year', 365 * 86400000], ['day', 86400000], ['hour', 3600000], ['minute', 60000]]);

/** About how long, in its largest unit. @param {number} millis */
export function duration(millis) {
  const [unit, size] = UNITS.find(([, length]) => millis >= length) ?? UNITS[3];
  const count = Math.max(1, Math.round(millis / size));
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** @param {{online: boolean, lastSeen?: number|null}} person */
export function presence(person) {
  if (person.online) return 'online';
  return person.lastSeen ? `seen ${moment(person.lastSeen)}` : 'offline';
}

const MODES = {
  managed: { ring: /** @type {const} */ ('server'), badge: 'Keys made by the server', row: 'keys made by the server' },
  'end-to-end': { ring: /** @type {const} */ ('members'), badge: 'Only members can read this', row: 'only members can read this' },
  '': { ring: /** @type {const} */ ('dashed'), badge: 'Not verified yet', row: 'not verified yet' },
};

/** Words for who can read a room, with its ring; a kind that nobody has signed is no claim. @param {string} mode */
export const modeOf = (mode) => MODES[/** @type {keyof typeof MODES} */ (mode)] ?? MODES[''];

const BROKEN = { ring: /** @type {const} */ ('split'), badge: 'Can’t be verified', row: 'can’t be verified' };

/** The same for a room, whatever became of its events. @param {import('../core/room/room.js').Room} room */
export const kindOf = (room) => (room.standing === 'broken' ? BROKEN : modeOf(room.mode));

/** What a room is called in lists: until its events are read, what the server calls it. @param {import('../core/room/room.js').Room} room */
export const listedName = (room) => (room.standing === 'unchecked' ? room.calledName : room.name);

const names = new Intl.ListFormat('en', { type: 'conjunction' });

/** At most three names, and how many more. @param {string[]} all */
export const listOf = (all) => names.format(all.length > 3 ? [...all.slice(0, 2), `${all.length - 2} more`] : all);

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** @param {string} name */
export function initials(name) {
  const words = name.trim().split(/\s+/);
  const first = (/** @type {string} */ w) => [...graphemes.segment(w)][0]?.segment ?? '';
  return (words.length > 1 ? first(words[0]) + first(words[1]) : [...graphemes.segment(name)].slice(0, 2).map((s) => s.segment).join('')).toUpperCase();
}

/** Which of the twelve colours. @param {string} userId */
export const colour = (userId) => (parseInt(userId.slice(0, 2), 16) % 12) + 1;

/** In place of a message that this page does not understand. */
export const NEWER = 'Sent with a newer version of Secure Chat.';

/** @param {any} error */
export const wordsFor = (error) => (error?.name === 'Problem' ? error.message : 'Something went wrong in this browser.');

/**
 * Why no connection comes about although the server answers; empty where nothing is known.
 * @param {{missingHeaders: string[]}} session
 */
export function obstacleWords(session) {
  const missing = session.missingHeaders.join(' and ');
  return missing && `The proxy in front of this server does not pass ${missing}. Tell the person who runs the server.`;
}
