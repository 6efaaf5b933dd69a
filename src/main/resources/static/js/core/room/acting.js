// @ts-check
// Where a person can do something at all, and with which messages.

/** Whether this person is in a room, and nothing stands in the way of sending there. @param {Pick<import('./room.js').Room, 'isBlocked'|'standing'>} room */
export const isActive = ({ isBlocked, standing }) => !isBlocked && standing === 'member';

/** Whether something can be done with an item: it is a message that stands in the log. @param {Pick<import('./room.js').Room, 'isBlocked'|'standing'>} room @param {{kind: string}} item @returns {item is import('./state.js').MessageItem} */
export const mayActOn = (room, item) => item.kind === 'message' && 'target' in item && isActive(room);
