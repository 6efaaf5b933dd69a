// @ts-check
// The types of entries in a log.

export const MESSAGE = 1;
export const RECORD = 2;
export const EVENT = 3;
export const LETTER = 4;

/** Whether an entry is something that was said, which may be deleted, expire or be withheld; all else stays. @param {number} type */
export const isSaid = (type) => type === MESSAGE || type === LETTER;
