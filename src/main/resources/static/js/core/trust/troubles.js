// @ts-check
// Problems of a room that the user should see before they trust it or write in it, derived from what this page has
// verified.

/**
 * @typedef {object} Trouble
 * @property {string} code
 * @property {boolean} blocks whether nothing is sent until it is settled
 * @property {string|null} [userId]
 * @property {string} [identityId]
 * @property {number} [pos]
 * @property {number} [loadedTo] how far this page has loaded the log
 */

/**
 * @param {object} room
 * @param {import('../session/session.js').Context} room.context
 * @param {import('../room/ledger.js').Ledger} room.ledger
 * @param {import('../room/room-keys.js').RoomKeys} room.keys
 * @param {import('../room/log.js').Log} room.log
 * @param {import('./witnesses.js').Witnesses} room.witnesses
 * @param {import('./doubts.js').Doubt[]} room.untrusted
 * @param {Set<string>} room.called the kinds that the server has called this room
 * @param {number|null} room.withheldChange the number of an event or a record that came as its hash alone
 * @param {number} room.withheld how many messages the server withholds
 * @returns {Trouble[]} the gravest first
 */
export function troublesOf({ context, ledger, keys, log, witnesses, untrusted, called, withheldChange, withheld }) {
  const { trust, ownKeys, me, serverChanged } = context;
  const { mode } = ledger;
  /** @type {Trouble[]} */
  const found = [];
  const add = (/** @type {string} */ code, /** @type {boolean} */ blocks, /** @type {object} */ more = {}) => found.push({ code, blocks, ...more });
  if (trust.trouble) add(`pins-${trust.trouble}`, true);
  if (serverChanged()) add('server-key', mode === 'managed');
  for (const broken of [ledger.broken, keys.broken]) {
    if (broken) add(broken.rule, true, { userId: broken.userId, pos: broken.pos });
  }
  if (mode && [...called].some((kind) => kind !== mode)) add(`kind-${mode}`, true);
  const self = ledger.members.get(me.userId);
  if (self && self.identityId !== ownKeys[0].identityId) add('own-identity', true);
  for (const { member: { userId, identityId }, verdict } of untrusted) {
    add(verdict === 'former' ? 'former-identity' : 'new-identity', mode === 'end-to-end', { userId, identityId });
  }
  if (withheldChange) add('withheld-change', true, { pos: withheldChange });
  if (keys.isNewestUnreadable(me.userId)) add('unreadable-key', false, { userId: keys.issuerOf(keys.newest?.epoch ?? 0) });
  if (log.contradicted) add('two-stories', true, { pos: log.contradicted });
  if (log.restoredTo !== null) add('restored', true, { pos: log.restoredTo, loadedTo: log.last });
  if (log.broken) add('torn', false);
  if (withheld > 0) add('withheld', false);
  if (witnesses.differing) add('views', false, witnesses.differing);
  return found;
}
