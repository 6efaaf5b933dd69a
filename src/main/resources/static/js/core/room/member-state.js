// @ts-check
// The state that a room's signed events add up to: name, kind, members, invitations. Events are checked before
// (ledger.js) and applied here without changing the state before.
import { DIRECT, NOBODY } from '../../protocol/room-structures.js';
import { withBox, withClosed } from './boxes.js';
import { withDeletion } from './deletions.js';
import { Growing } from './growing.js';
import { Positions } from './positions.js';

const MODES = /** @type {Record<number, string>} */ ({ 1: 'managed', 2: 'end-to-end', [DIRECT]: 'end-to-end' });
/** Kinds of event with which an epoch ends (K4). */
const ENDS_EPOCH = new Set(['created', 'joined', 'left', 'removed', 'role', 'identity', 'suspended', 'resumed', 'appointed']);

/**
 * @typedef {import('../../protocol/room-structures.js').RoomEvent} RoomEvent
 * @typedef {object} Member
 * @property {string} userId
 * @property {string} identityId
 * @property {number} role 0 member, 1 owner
 * @property {string} joinedIdentity the one that signed the creation of the room, or the joining
 * @property {number} joinedPos
 * @property {number} joinedAt by the member's own clock
 * @property {string|null} invitedBy null for who made the room
 * @property {boolean} suspended by an administrator: stays a member, reads and does nothing here until resumed
 * @property {boolean} vouched whether unbroken signatures lead from the first identity known here to the present one
 * @property {number} latest the highest index among the identities that this room has named for this person
 *
 * @typedef {Member & {until: number, untilPos: number, by: string}} Former `by` is who removed, or the user themselves
 * @typedef {{by: string, expires: number, identityId: string|null}} Invitation
 * @typedef {{vouched?: boolean, latest?: number, others?: number[], relation?: string}} Facts what was looked up of the identity that an
 *   event names: whether signatures lead to it, its index, and how it stands to the one before it
 * @typedef {{kind: 'event', pos: number, hash: Uint8Array, event: RoomEvent, facts: Facts}} CheckedEvent
 *
 * @typedef {object} MemberState
 * @property {string} mode empty until the first event was read
 * @property {string} name empty in a direct room
 * @property {boolean} isDirect whether its members were fixed when it was created
 * @property {string} creator the user who created it
 * @property {string} topic what the room is about; empty where nobody said so
 * @property {readonly {pos: number, flags: number}[]} policies what only owners may do, from which position on
 * @property {readonly import('./retention.js').Setting[]} retentions how long messages are kept, from which position on
 * @property {boolean} fullHistory whether newcomers read what was before them
 * @property {ReadonlyMap<string, Member>} members
 * @property {ReadonlyMap<string, Invitation>} invitations
 * @property {readonly Former[]} former
 * @property {ReadonlyMap<number, string>} resets by the position of an event that announces an identity which the one
 *   before has not signed, how the two are related
 * @property {number} lastPos the position of the last event
 * @property {Uint8Array} head its SHA-256, on which the next one builds
 * @property {Growing<{pos: number, hash: Uint8Array, time: number}>} events with the times that were signed
 * @property {Growing<number>} ends positions of events with which an epoch ends
 * @property {Growing<{pos: number, userId: string, row: import('../../protocol/room-structures.js').Row|null}>} changes of the rows that a record must have
 * @property {readonly {pos: number, full: boolean}[]} histories what newcomers read, from which position on
 * @property {readonly {pos: number, userId: string, suspended: boolean}[]} standings
 * @property {import('./boxes.js').Boxes} boxes letterboxes, by their number
 * @property {import('./deletions.js').Deletions} deletions messages that were deleted, by their position
 */

/** Before the first event. @type {MemberState} */
export const NO_EVENTS = {
  mode: '', name: '', topic: '', policies: [], retentions: [], isDirect: false, creator: '', fullHistory: false, members: new Map(), invitations: new Map(), former: [], resets: new Map(), lastPos: 0,
  head: new Uint8Array(32), events: new Growing(), ends: new Growing(), changes: new Growing(), histories: [], standings: [],
  boxes: new Map(), deletions: new Positions(),
};

/** Counts one event in. @param {MemberState} state @param {CheckedEvent} checked @returns {MemberState} */
export function applyEvent(state, checked) {
  const { pos, hash, event } = checked;
  return {
    ...changed(state, checked), lastPos: pos, head: hash, events: state.events.with({ pos, hash, time: event.time }),
    ends: ENDS_EPOCH.has(event.kind) ? state.ends.with(pos) : state.ends,
  };
}

/** @param {MemberState} state @param {CheckedEvent} checked @returns {MemberState} */
function changed(state, checked) {
  const { pos, hash, event } = checked;
  const { subject, data } = event;
  switch (event.kind) {
    case 'created': return created(state, checked);
    case 'invited': return { ...state, invitations: mapWith(state.invitations, subject, { by: event.actor, expires: data.expires ?? 0, identityId: data.identityId ?? null }) };
    case 'withdrawn': return { ...state, invitations: mapWithout(state.invitations, [subject]) };
    case 'joined': return joined(state, checked);
    case 'left': case 'removed': return gone(state, checked);
    case 'topic': return { ...state, topic: data.topic ?? '' };
    case 'policy': return { ...state, policies: [...state.policies, { pos, flags: data.policy ?? 0 }] };
    case 'retention': return { ...state, retentions: [...state.retentions, { pos, seconds: data.seconds ?? 0, time: event.time }] };
    case 'renamed': return { ...state, name: data.name ?? '' };
    case 'history': return { ...state, fullHistory: data.full === true, histories: [...state.histories, { pos, full: data.full === true }] };
    case 'role': return withMember(state, pos, { ...member(state, subject), role: data.role ?? 0 });
    case 'appointed': return withMember(state, pos, { ...member(state, subject), role: 1 });
    case 'identity': return identity(state, checked);
    case 'deleted': return { ...state, deletions: withDeletion(state.deletions, pos, event) };
    case 'boxOpened': return { ...state, boxes: withBox(state.boxes, pos, hash, event) };
    case 'boxClosed': return { ...state, boxes: withClosed(state.boxes, pos, data.box ?? 0) };
    case 'suspended': case 'resumed': return standing(state, checked);
    default: return state;
  }
}

/** @param {MemberState} state @param {CheckedEvent} checked */
function created(state, { pos, event, facts }) {
  const { actor, actorIdentity, time, data } = event;
  const isDirect = data.mode === DIRECT;
  const member = (/** @type {string} */ userId, /** @type {string} */ identityId, /** @type {number|undefined} */ latest) => ({
    userId, identityId, joinedIdentity: identityId, role: isDirect ? 0 : 1, joinedPos: pos, joinedAt: time, invitedBy: null,
    suspended: false, vouched: true, latest: latest ?? 0,
  });
  const begun = { ...state, mode: MODES[data.mode ?? 0] ?? '', name: data.name ?? '', isDirect, creator: actor };
  return (data.others ?? []).reduce(
    (next, { userId, identityId }, i) => withMember(next, pos, member(userId, identityId, facts.others?.[i])),
    withMember(begun, pos, member(actor, actorIdentity, facts.latest)),
  );
}

/** @param {MemberState} state @param {CheckedEvent} checked */
function joined(state, { pos, event, facts }) {
  const { actor, actorIdentity, time } = event;
  const invitedBy = state.invitations.get(actor)?.by ?? null;
  return withMember({ ...state, invitations: mapWithout(state.invitations, [actor]) }, pos, {
    userId: actor, identityId: actorIdentity, joinedIdentity: actorIdentity, role: 0, joinedPos: pos, joinedAt: time, invitedBy,
    suspended: false, vouched: facts.vouched === true, latest: facts.latest ?? 0,
  });
}

/** An invitation ends with its inviter's membership (E6). @param {MemberState} state @param {CheckedEvent} checked @returns {MemberState} */
function gone(state, { pos, event }) {
  const { subject } = event;
  const left = member(state, subject);
  const theirs = [...state.invitations].filter(([, { by }]) => by === subject).map(([invited]) => invited);
  return {
    ...state, members: mapWithout(state.members, [subject]), invitations: mapWithout(state.invitations, theirs),
    changes: state.changes.with({ pos, userId: subject, row: null }),
    standings: left.suspended ? [...state.standings, { pos, userId: subject, suspended: false }] : state.standings,
    former: [...state.former, { ...left, until: event.time, untilPos: pos, by: event.actor }],
  };
}

/** @param {MemberState} state @param {CheckedEvent} checked */
function identity(state, { pos, event, facts }) {
  const before = member(state, event.subject);
  const { relation = 'unknown', latest = 0 } = facts;
  const isLed = leads(relation);
  const resets = isLed ? state.resets : mapWith(state.resets, pos, relation);
  const after = { ...before, identityId: event.data.identityId ?? '', vouched: before.vouched && isLed, latest: Math.max(before.latest, latest) };
  return withMember({ ...state, resets }, pos, after);
}

/** Suspending and resuming keep the membership: the member leaves the rows and comes back into them. @param {MemberState} state @param {CheckedEvent} checked */
function standing(state, { pos, event }) {
  const suspended = event.kind === 'suspended';
  const standings = [...state.standings, { pos, userId: event.subject, suspended }];
  return withMember({ ...state, standings }, pos, { ...member(state, event.subject), suspended });
}

/** Whether a relation between two identities of one person needs nobody's word. @param {string} relation */
export const leads = (relation) => relation === 'same' || relation === 'successor';

/** The rows that a record at this position has to have, ascending by user. @param {MemberState} state @param {number} pos @returns {import('../../protocol/room-structures.js').Row[]} */
export function rowsAt(state, pos) {
  /** @type {Map<string, import('../../protocol/room-structures.js').Row>} */
  const rows = new Map();
  for (const { pos: at, userId, row } of state.changes) {
    if (at >= pos) break;
    if (row) rows.set(userId, row);
    else rows.delete(userId);
  }
  return [...rows.values()].sort((a, b) => (a.userId < b.userId ? -1 : 1));
}

/** Whether somebody may change the room: an owner, or the server where it signs. @param {MemberState} state @param {string} actor */
export const mayRule = (state, actor) => actor === NOBODY || state.members.get(actor)?.role === 1;

/** Whether an owner can act: one is not suspended. @param {MemberState} state */
export const hasActingOwner = (state) => [...state.members.values()].some((member) => member.role === 1 && !member.suspended);

/** @param {MemberState} state @param {string} userId */
function member(state, userId) {
  const found = state.members.get(userId);
  if (!found) throw new Error('The event was not checked.');
  return found;
}

/** @param {MemberState} state @param {number} pos @param {Member} changedMember @returns {MemberState} */
function withMember(state, pos, changedMember) {
  const { userId, identityId, role, suspended } = changedMember;
  const row = suspended ? null : { userId, identityId, role };
  return { ...state, members: mapWith(state.members, userId, changedMember), changes: state.changes.with({ pos, userId, row }) };
}

/** @template K, V @param {ReadonlyMap<K, V>} map @param {K} key @param {V} value @returns {ReadonlyMap<K, V>} */
const mapWith = (map, key, value) => new Map(map).set(key, value);

/** @template K, V @param {ReadonlyMap<K, V>} map @param {K[]} keys @returns {ReadonlyMap<K, V>} */
function mapWithout(map, keys) {
  if (!keys.some((key) => map.has(key))) return map;
  const next = new Map(map);
  for (const key of keys) next.delete(key);
  return next;
}
