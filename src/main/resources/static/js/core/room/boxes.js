// @ts-check
// The letterboxes of a room, as its signed events say (B1).
import { MOST_BOXES } from '../../protocol/letters.js';

/**
 * @typedef {object} Box
 * @property {number} box its number
 * @property {string} roomId
 * @property {string} name
 * @property {boolean} webhook whether the server reads what comes through it
 * @property {Uint8Array} key
 * @property {Uint8Array} hash SHA of the event that opened it
 * @property {number} pos where it was opened
 * @property {number} at when, as it was signed
 * @property {string} by the owner who opened it
 * @property {number|null} closedPos
 */
/** @typedef {ReadonlyMap<number, Box>} Boxes by their number */
/** @typedef {import('../../protocol/room-structures.js').RoomEvent} RoomEvent */

/** @param {Boxes} boxes @param {number} pos @param {Uint8Array} hash @param {RoomEvent} event */
export function withBox(boxes, pos, hash, { roomId, actor, time, data }) {
  const { box, webhook, key, name } = /** @type {import('../../protocol/letters.js').OpenedBox} */ (data);
  return new Map(boxes).set(box, { box, roomId, name, webhook, key, hash, pos, at: time, by: actor, closedPos: null });
}

/** @param {Boxes} boxes @param {number} pos @param {number} box */
export function withClosed(boxes, pos, box) {
  const open = boxes.get(box);
  return open ? new Map(boxes).set(box, { ...open, closedPos: pos }) : boxes;
}

/** @param {Boxes} boxes */
export const openBoxes = (boxes) => [...boxes.values()].filter(({ closedPos }) => closedPos === null);

/** The box that is opened next. @param {Boxes} boxes */
export const nextBox = (boxes) => boxes.size + 1;

/** The rule that opening a box breaks, if any. @param {Boxes} boxes @param {RoomEvent} event */
export function openingFault(boxes, { data }) {
  if (data.box !== nextBox(boxes)) return 'box-number';
  return openBoxes(boxes).length >= MOST_BOXES ? 'too-many-boxes' : null;
}

/** @param {Boxes} boxes @param {RoomEvent} event */
export const closingFault = (boxes, { data }) => (boxes.get(data.box ?? 0)?.closedPos === null ? null : 'box-closed');

/** Whether a letter may stand at a position (B7). @param {Box} box @param {number} pos */
export const isOpenAt = ({ pos: from, closedPos }, pos) => pos > from && (closedPos === null || pos < closedPos);
