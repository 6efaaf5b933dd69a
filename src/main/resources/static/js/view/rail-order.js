// @ts-check
// How this browser sorts and filters the list of rooms.
import { LATEST_FIRST } from '../core/session/rail-order.js';

/** @typedef {import('../core/session/rail-order.js').Order} Order */

const KEY = 'rail-order';

/** What is stored may be anybody's. @returns {Order} */
function stored() {
  try {
    const { sort, isUnreadOnly } = /** @type {Record<string, unknown>} */ (JSON.parse(localStorage.getItem(KEY) ?? '{}'));
    return { sort: sort === 'name' ? 'name' : 'latest', isUnreadOnly: isUnreadOnly === true };
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
};
