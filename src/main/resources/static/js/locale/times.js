// @ts-check
// Times, days and lists as the reader's language writes them.
import { locale, t } from './locale.js';

/** Hours to 12 or to 24, as the locale counts them. Formats keep the time zone in which they were made. */
function formats() {
  const { hour12 = false } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions();
  /** @type {Intl.DateTimeFormatOptions} */
  const hours = hour12 ? { hour: 'numeric', hourCycle: 'h12' } : { hour: '2-digit', hourCycle: 'h23' };
  return {
    zone: zone(),
    clock: new Intl.DateTimeFormat(locale, { ...hours, minute: '2-digit' }),
    weekday: new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' }),
    dated: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' }),
    full: new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    short: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }),
    exact: new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', ...hours, minute: '2-digit', second: '2-digit' }),
  };
}

const zone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;
let format = formats();
const lists = new Intl.ListFormat(locale, { type: 'conjunction' });

/** @param {number} at */
export const time = (at) => format.clock.format(at);
/** Where little room is: without the half of the day. @param {number} at */
export const shortTime = (at) => format.clock.formatToParts(at).filter(({ type }) => type !== 'dayPeriod').map(({ value }) => value).join('').trim();
/** @param {number} at */
export const exactTime = (at) => format.exact.format(at);

/** A day that reads the same on every later day. @param {number} at */
export const fullDay = (at) => format.full.format(at);

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
export function day(at, now = calendar.now()) {
  if (dayKey(at) === dayKey(now)) return t('time.today');
  if (dayKey(at) === dayKey(dayBefore(now))) return t('time.yesterday');
  return (new Date(at).getFullYear() === new Date(now).getFullYear() ? format.weekday : format.dated).format(at);
}

/** @param {number} at */
export const moment = (at) => (dayKey(at) === dayKey(calendar.now()) ? time(at) : format.short.format(at));

const LOOK_MILLIS = 60_000;

/**
 * Says `day` when what is shown of times may change: at midnight, after sleep, and when the device's clock or time zone
 * is set. A timer until midnight would come late after sleep, so it looks each minute and when the page is shown.
 */
class Calendar extends EventTarget {
  #shown = '';
  #ahead = 0;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #timer;

  constructor() {
    super();
    this.#look();
    document.addEventListener('visibilitychange', () => this.#look());
    for (const type of ['focus', 'pageshow']) addEventListener(type, () => this.#look());
  }

  /** Another text for each day and time zone. */
  get shown() {
    return this.#shown;
  }

  /** The time by which days are shown: messages carry the time of the server. */
  now() {
    return Date.now() + this.#ahead;
  }

  /** @param {number} ahead how far the server's clock is ahead of this device's, in milliseconds */
  follow(ahead) {
    this.#ahead = ahead;
    this.#look();
  }

  #look() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), Math.min(LOOK_MILLIS, untilMidnight(this.now())));
    const shown = `${dayKey(this.now())} ${zone()}`;
    if (shown === this.#shown) return;
    this.#shown = shown;
    if (zone() !== format.zone) format = formats();
    this.dispatchEvent(new Event('day'));
  }
}

/** Milliseconds from a time to the midnight after it. */
export function untilMidnight(now = Date.now()) {
  const d = new Date(now);
  return new Date(d.getFullYear(), d.getMonth(), d.getDate() + 1).getTime() - now;
}

export const calendar = new Calendar();

const UNITS = /** @type {const} */ ([['year', 365 * 86400000], ['day', 86400000], ['hour', 3600000], ['minute', 60000]]);

/** About how long, in its largest unit. @param {number} millis */
export function duration(millis) {
  const [unit, size] = UNITS.find(([, length]) => millis >= length) ?? UNITS[3];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(Math.max(1, Math.round(millis / size)));
}

/** @param {string[]} all */
export const list = (all) => lists.format(all);
