// @ts-check
// Times, days and lists as the reader's language writes them.
import { locale, t } from './locale.js';

const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
const dated = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' });
const short = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium', hourCycle: 'h23' });
const lists = new Intl.ListFormat(locale, { type: 'conjunction' });

/** @param {number} at */
export const time = (at) => clock.format(at);
/** @param {number} at */
export const exactTime = (at) => exact.format(at);

/** @param {number} at */
export function dayKey(at) {
  const d = new Date(at);
  return `${d.getFullYear()}-${d.getMonth()}-${d.getDate()}`;
}

/** By the calendar: a day has 23 or 25 hours where clocks change. @param {number} at */
function dayBefore(at) {
  const d = new Date(at);
  return new Date(d.getFullYear(), d.getMonth(), d.getDate() - 1).getTime();
}

/** @param {number} at */
export function day(at, now = Date.now()) {
  if (dayKey(at) === dayKey(now)) return t('time.today');
  if (dayKey(at) === dayKey(dayBefore(now))) return t('time.yesterday');
  return (new Date(at).getFullYear() === new Date(now).getFullYear() ? weekday : dated).format(at);
}

/** @param {number} at */
export const moment = (at) => (dayKey(at) === dayKey(Date.now()) ? time(at) : short.format(at));

/** Milliseconds from a time to the midnight after it. */
export function untilMidnight(now = Date.now()) {
  const d = new Date(now);
  return new Date(d.getFullYear(), d.getMonth(), d.getDate() + 1).getTime() - now;
}

const UNITS = /** @type {const} */ ([['year', 365 * 86400000], ['day', 86400000], ['hour', 3600000], ['minute', 60000]]);

/** About how long, in its largest unit. @param {number} millis */
export function duration(millis) {
  const [unit, size] = UNITS.find(([, length]) => millis >= length) ?? UNITS[3];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(Math.max(1, Math.round(millis / size)));
}

/** @param {string[]} all */
export const list = (all) => lists.format(all);
