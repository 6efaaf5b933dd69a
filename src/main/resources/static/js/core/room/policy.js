// @ts-check
// What only owners may do in a room, by its signed events, now and at each position of its log.

/** Flags of an event of kind `policy`. */
export const OWNERS_INVITE = 1;
export const OWNERS_WRITE = 2;

/** @typedef {import('./member-state.js').MemberState} MemberState */

/** The flags that hold after the last event. @param {Pick<MemberState, 'policies'>} people */
export const policyOf = ({ policies }) => policies.at(-1)?.flags ?? 0;

/** Whether somebody could write a message at a position: there it was not kept to owners, or they were one. @param {Pick<MemberState, 'policies'|'changes'>} people @param {string} userId @param {number} pos */
export function mayWriteAt({ policies, changes }, userId, pos) {
  const flags = policies.findLast((set) => set.pos < pos)?.flags ?? 0;
  return (flags & OWNERS_WRITE) === 0 || wasOwner(changes, userId, pos);
}

/** @param {MemberState['changes']} changes @param {string} userId @param {number} pos */
function wasOwner(changes, userId, pos) {
  for (let i = changes.countBelow((change) => change.pos < pos) - 1; i >= 0; i--) {
    const change = changes.at(i);
    if (change?.userId === userId) return change.row?.role === 1;
  }
  return false;
}
