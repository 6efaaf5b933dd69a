// @ts-check
import { get } from '../platform.js';

/**
 * What the server is asked of a room, with the epoch that was pinned before: what is pinned while it answers may be
 * later than its answer.
 * @typedef {{pin: ReturnType<import('../trust/trust.js').Trust['room']>, answer: Promise<import('../../protocol/rest.js').RoomDetail>}} Asked
 */

/** @param {string} roomId @param {import('../trust/trust.js').Trust} trust @returns {Asked} */
export const askRoom = (roomId, trust) => ({ pin: trust.room(roomId), answer: get(`/api/rooms/${roomId}`) });
