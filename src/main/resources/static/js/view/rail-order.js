// @ts-check
// How this browser sorts and filters the list of rooms, and which sections of it are closed.
import { LATEST_FIRST, SECTIONS } from '../core/session/rail-order.js';

/** @typedef {import('../core/session/rail-order.js').Order} Order */

const KEY = 'rail-order';

/** What is stored may be anybody's. @returns {Order} */
function stored() {
  try {
    const { sort, isUnreadOnly, closed } = /** @type {Record<string, unknown>} */ (JSON.parse(localStorage.getItem(KEY) ?? '{}'));
    return { sort: sort === 'name' ? 'name' : 'latest', isUnreadOnly: isUnreadOnly === true, closed: Array.isArray(closed) ? SECTIONS.filter((section) => closed.includes(section)) : [] };
  } catch {
    return LATEST_FIRST;
  }
}

let current = stored();

export const order = {
  get: () => current,
  /** @param {Partial<Order>} change */
  set(change) {
    current = { ...current, ...change };
    try {
      localStorage.setItem(KEY, JSON.stringify(current));
    } catch {
      // It holds until the page is closed.
    }
  },
  /** Opens or closes a section. @param {import('../core/session/rail-order.js').Section} section */
  fold(section) {
    const { closed } = current;
    this.set({ closed: closed.includes(section) ? closed.filter((other) => other !== section) : [...closed, section] });
  },
};
