// @ts-check
// Compares the server's clock with this device's. The server accepts signed changes only near its own time: a small
// difference is followed, a large one is shown instead, or a server could have the user sign for any day.

import { now } from '../platform.js';

const FOLLOWED_MILLIS = 24 * 3600 * 1000;
/** A day, and a time zone that was taken for another. */
const SHOWN_MILLIS = 48 * 3600 * 1000;
const SAID_MILLIS = 10 * 60 * 1000;

export class Clock {
  #ahead = 0;
  #device;

  /** @param {() => number} device this device's clock */
  constructor(device = now) {
    this.#device = device;
  }

  /** What the server's clock shows now. @param {unknown} time */
  told(time) {
    this.#ahead = Number.isFinite(time) ? Number(time) - this.#device() : 0;
  }

  /** The time to sign with. */
  now() {
    return this.#device() + (Math.abs(this.#ahead) > FOLLOWED_MILLIS ? 0 : this.#ahead);
  }

  /** How far ahead the server's clock is, for what is only shown; 0 where the two are days apart. */
  get shownAhead() {
    return Math.abs(this.#ahead) > SHOWN_MILLIS ? 0 : this.#ahead;
  }

  /**
   * How far the two are apart, where that is worth saying, and which of them the latest time that others have
   * signed contradicts.
   * @param {number} signed the latest such time; 0 where there is none
   * @returns {{millis: number, behind: 'device'|'server'|null}|null}
   */
  difference(signed = 0) {
    if (Math.abs(this.#ahead) < SAID_MILLIS) return null;
    const device = this.#device();
    const [behind, time] = this.#ahead > 0 ? [/** @type {const} */ ('device'), device] : [/** @type {const} */ ('server'), device + this.#ahead];
    return { millis: Math.abs(this.#ahead), behind: signed > time + SAID_MILLIS ? behind : null };
  }
}

/** The latest time that others have signed, in rooms that are read here. @param {import('../room/room.js').Room[]} rooms @param {string} me */
export function latestSigned(rooms, me) {
  const times = rooms.flatMap(({ verified: { ledger, keys } }) => [
    ...[...ledger.members.values()].filter((m) => m.userId !== me).map((m) => m.joinedAt),
    ...keys.records.filter((r) => r.mode === 2 && r.rows.some((row) => row.identityId === r.issuer && row.userId !== me)).map((r) => r.time),
  ]);
  return times.reduce((latest, time) => Math.max(latest, time), 0);
}
