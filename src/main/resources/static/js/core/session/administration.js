// @ts-check
import { get, platform, post, remove } from '../platform.js';
import { SessionBinding } from './session-binding.js';

/**
 * What an administrator can do with accounts and links, as long as the browser has their session. Requests that
 * change something are pinned to it by the platform; those that only read ask first whose session it is.
 */
export class Administration {
  #binding;

  /** @param {SessionBinding} binding @param {string} userId whose administration it is */
  constructor(binding, userId) {
    this.#binding = binding;
    this.userId = userId;
  }

  /** Throws Problem where nobody is signed in. @param {(why: import('./session-binding.js').Why) => void} ended */
  static async find(ended) {
    const { me, binding } = await SessionBinding.find();
    platform().whenSignedOut(() => binding.end('ended'));
    // A page that was frozen heard nothing of what other pages said.
    platform().network.watch({ online: () => {}, offline: () => {}, shown: () => void binding.isMine().catch(() => {}) });
    binding.attach({ ended });
    return new Administration(binding, me.userId);
  }

  /** @param {string|null} cursor */
  async people(cursor = null) {
    await this.#binding.requireMine();
    return get(`/api/admin/users?limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
  }

  async links() {
    await this.#binding.requireMine();
    return get('/api/admin/links');
  }

  /** @param {string} userId */
  async ownership(userId) {
    await this.#binding.requireMine();
    return get(`/api/admin/users/${userId}/ownership`);
  }

  /** Rooms in which no owner can act. */
  async leaderlessRooms() {
    await this.#binding.requireMine();
    return get('/api/admin/rooms/leaderless');
  }

  /** Who can become an owner of such a room. @param {string} roomId */
  async candidates(roomId) {
    await this.#binding.requireMine();
    return get(`/api/admin/rooms/${roomId}/candidates`);
  }

  /** @param {string} roomId @param {string} userId */
  appoint = (roomId, userId) => post(`/api/admin/rooms/${roomId}/owner`, { userId });

  makeLink = makeLink;

  /** @param {string} linkId */
  withdrawLink = (linkId) => remove(`/api/admin/links/${linkId}`);

  /** @param {string} userId */
  suspend = (userId) => post(`/api/admin/users/${userId}/suspend`);

  /** @param {string} userId */
  resume = (userId) => post(`/api/admin/users/${userId}/resume`);

  /** @param {string} userId */
  resetLink = (userId) => post(`/api/admin/users/${userId}/reset-link`);
}

/** A link by which one person joins. @param {number} days @returns {Promise<{url: string}>} */
export const makeLink = (days) => post('/api/admin/links', { days });

/** Whether an administrator has nobody else on the server yet. */
export async function isAlone() {
  const { items } = await get('/api/admin/users?limit=2');
  return items.length === 1;
}
