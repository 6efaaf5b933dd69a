// @ts-check
// Presence, kinds of rooms, names and problems as people read them.
import { isolated } from '../locale/isolate.js';
import { isRtl, t } from '../locale/locale.js';
import { list, moment } from '../locale/times.js';

export { problemWords as wordsFor } from '../locale/problems.js';
export { calendar, day, dayKey, duration, exactTime, fullDay, moment, shortTime, time } from '../locale/times.js';

/** @param {{online: boolean, lastSeen?: number|null}} person */
export function presence(person) {
  if (person.online) return t('presence.online');
  return person.lastSeen ? t('presence.seen', { when: moment(person.lastSeen) }) : t('presence.offline');
}

/** @type {Record<string, {ring: 'server'|'members', badge: string, row: string}>} */
const MODES = {
  managed: { ring: 'server', badge: t('mode.managed.badge'), row: t('mode.managed.row') },
  'end-to-end': { ring: 'members', badge: t('mode.end-to-end.badge'), row: t('mode.end-to-end.row') },
};
const UNKNOWN = { ring: /** @type {const} */ ('dashed'), badge: t('mode.unknown.badge'), row: t('mode.unknown.row') };
const BROKEN = { ring: /** @type {const} */ ('split'), badge: t('mode.broken.badge'), row: t('mode.broken.row') };

/** Words for who can read a room, with its ring; a kind that nobody has signed is no claim. @param {string} mode */
export const modeOf = (mode) => MODES[mode] ?? UNKNOWN;

/** The same for a room, whatever became of its events. @param {import('../core/room/room.js').Room} room */
export const kindOf = (room) => (room.standing === 'broken' ? BROKEN : room.isDirect ? directKind(room) : modeOf(room.mode));

/** Who reads a direct room can be said by number. @param {import('../core/room/room.js').Room} room */
function directKind(room) {
  const count = room.members.length;
  const badge = count === 1 ? t('direct.badge-self') : count === 2 ? t('direct.badge-two') : t('direct.badge', { count });
  return { ring: /** @type {const} */ ('members'), badge, row: t(count === 1 ? 'direct.row-self' : count === 2 ? 'direct.row-two' : 'direct.row-group') };
}

/** What a direct room is called: the names of the others. @param {{displayName: string}[]} others */
export const directName = (others) => (others.length === 0 ? t('direct.notes') : list(others.map(({ displayName }) => displayName).sort((a, b) => a.localeCompare(b))));

/** What a room is called in lists: until its events are read, what the server calls it. @param {import('../core/room/room.js').Room} room */
export const listedName = (room) => (room.standing === 'unchecked' ? room.calledName || t('timeline.opening') : roomName(room));

/** What a room is called on the screen. @param {{standing: string, name: string, isDirect: boolean, others: {displayName: string}[]}} room */
export const roomName = (room) => room.name || (room.isDirect && room.standing !== 'broken' ? directName(room.others) : '') || t(room.standing === 'unchecked' ? 'timeline.opening' : 'mode.broken.name');

/** Names in a sentence, none of which turns what stands around it. @param {string[]} names */
export const nameList = (names) => list(names.map((name) => isolated(name, isRtl)));

/** At most three names, and how many more. @param {string[]} all */
export const listOf = (all) => nameList(all.length > 3 ? [...all.slice(0, 2), t('list.more', { count: all.length - 2 })] : all);

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** @param {string} name */
export function initials(name) {
  const words = name.trim().split(/\s+/);
  const first = (/** @type {string} */ w) => [...graphemes.segment(w)][0]?.segment ?? '';
  return (words.length > 1 ? first(words[0]) + first(words[1]) : [...graphemes.segment(name)].slice(0, 2).map((s) => s.segment).join('')).toUpperCase();
}

/**
 * Why no socket opens although the server answers; empty where the reason is not known.
 * @param {{obstacle: {missing: string[], isBlocked: boolean}}} session
 */
export function obstacleWords(session) {
  if (session.obstacle.missing.length > 0) return t('connection.headers', { headers: list(session.obstacle.missing) });
  return session.obstacle.isBlocked ? t('connection.blocked') : '';
}
