// @ts-check
// What the signed events of a room say: who is in it, since when, invited by whom. Every browser works
// it out by itself from the room's first event on; whatever does not follow breaks it, and from there
// on nothing that it says is believed.
import { openEvent } from '../../crypto/events.js';
import { sha256 } from '../../crypto/primitives.js';
import { Unreadable } from '../../crypto/unreadable.js';
import { equal, isZero } from '../../protocol/bytes.js';
import { Problem } from '../../protocol/problems.js';
import { NOBODY } from '../../protocol/room-structures.js';

const MODES = /** @type {Record<number, string>} */ ({ 1: 'managed', 2: 'end-to-end' });
/** Kinds of event with which an epoch ends (K4). */
const ENDS_EPOCH = new Set(['created', 'joined', 'left', 'removed', 'role', 'identity', 'suspended', 'resumed']);
/** All that the server may sign: what it adds would be a ghost. */
const BY_SERVER = new Set(['left', 'removed', 'identity', 'suspended', 'resumed']);

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
 * @typedef {Member & {until: number, untilPos: number, by: string}} Former `by` is who removed, or the user himself
 * @typedef {{by: string, expires: number, identityId: string|null}} Invitation
 */

/** An event that does not follow from those before it. */
export class Forged extends Error {
  /** @param {string} rule @param {number} pos @param {string|null} userId whom it is about */
  constructor(rule, pos, userId = null) {
    super(rule);
    this.name = 'Forged';
    this.rule = rule;
    this.pos = pos;
    this.userId = userId;
  }
}

export class Ledger {
  mode = '';
  name = '';
  fullHistory = false;
  /** @type {Map<string, Member>} */
  members = new Map();
  /** @type {Map<string, Invitation>} */
  invitations = new Map();
  /** @type {Former[]} */
  former = [];
  /** Numbers of the events that announce an identity which the one before has not signed, and how the two are related. @type {Map<number, string>} */
  resets = new Map();
  /** The event with which it broke. @type {Forged|null} */
  broken = null;
  /** The number of the last event that was taken in. */
  lastPos = 0;
  #roomId;
  #directory;
  #head = new Uint8Array(32);
  /** @type {Map<number, Uint8Array>} */
  #hashes = new Map();
  /** Numbers of the events with which an epoch ends. @type {number[]} */
  #ends = [];
  /** @type {{pos: number, userId: string, row: import('../../protocol/room-structures.js').Row|null}[]} */
  #changes = [];
  /** What newcomers read, from which number on. @type {{pos: number, full: boolean}[]} */
  #histories = [];
  /** @type {{pos: number, userId: string, suspended: boolean}[]} */
  #standings = [];

  /** @param {string} roomId @param {import('../session/directory.js').Directory} directory */
  constructor(roomId, directory) {
    this.#roomId = roomId;
    this.#directory = directory;
  }

  /** SHA of the last event that was taken in: what the next one builds on. */
  get head() {
    return this.#head;
  }

  /** Takes events in, ascending; those that it has are held against what it knows. @param {{pos: number, bytes: Uint8Array}[]} entries */
  async take(entries) {
    const keys = { identity: (/** @type {string} */ id) => this.#directory.identity(id), server: (/** @type {string} */ id) => this.#directory.serverKey(id) };
    const opened = await Promise.all(entries.map(async ({ pos, bytes }) => ({
      pos, bytes, hash: await sha256(bytes), event: await openEvent(bytes, keys).catch((error) => {
        if (error instanceof Unreadable) return null;
        if (error.name === 'Malformed') return null;
        throw error;
      }),
    })));
    for (const { pos, hash, event } of opened) {
      if (this.broken) return;
      await this.#takeOne(pos, hash, event);
    }
  }

  /** @param {number} pos @param {Uint8Array} hash @param {RoomEvent|null} event */
  async #takeOne(pos, hash, event) {
    try {
      if (pos <= this.lastPos) return this.#recall(pos, hash);
      if (!event) throw new Forged('signature', pos);
      if (event.roomId !== this.#roomId) throw new Forged('other-room', pos, event.actor);
      if (!equal(event.prevEvent, this.#head)) throw new Forged('order', pos, event.actor);
      await this.#apply(pos, event);
      this.#head = hash;
      this.#hashes.set(pos, hash);
      this.lastPos = pos;
      if (ENDS_EPOCH.has(event.kind)) this.#ends.push(pos);
    } catch (error) {
      if (!(error instanceof Forged)) throw error;
      this.broken = error;
    }
  }

  /** @param {number} pos @param {Uint8Array} hash */
  #recall(pos, hash) {
    const known = this.#hashes.get(pos);
    if (!known || !equal(known, hash)) throw new Forged('two-stories', pos);
  }

  /** Whether an event stands at this number, as far as it was read. @param {number} pos */
  hasEvent(pos) {
    return this.#hashes.has(pos);
  }

  /** How many events stand between two numbers, both excluded. @param {number} from @param {number} to */
  countBetween(from, to) {
    return [...this.#hashes.keys()].filter((pos) => pos > from && pos < to).length;
  }

  /** Whether an event with which an epoch ends stands between two numbers. @param {number} from @param {number} to */
  endsBetween(from, to) {
    return this.#ends.some((pos) => pos > from && pos < to);
  }

  /** The rows that a record at this number has to have. @param {number} pos @returns {import('../../protocol/room-structures.js').Row[]} ascending by user */
  rowsAt(pos) {
    const rows = new Map();
    for (const { pos: at, userId, row } of this.#changes) {
      if (at >= pos) break;
      if (row) rows.set(userId, row);
      else rows.delete(userId);
    }
    return [...rows.values()].sort((a, b) => (a.userId < b.userId ? -1 : 1));
  }

  /** Whether who joined at this number read everything from then on. @param {number} pos */
  hadFullHistoryAt(pos) {
    return this.#histories.findLast((set) => set.pos < pos)?.full ?? false;
  }

  /** Whether somebody was a member when this number was written. @param {string} userId @param {number} pos */
  wasMember(userId, pos) {
    return this.rowsAt(pos).some((row) => row.userId === userId);
  }

  /** Whether somebody was a suspended member when this number was written. @param {string} userId @param {number} pos */
  wasSuspended(userId, pos) {
    return this.#standings.findLast((set) => set.userId === userId && set.pos < pos)?.suspended ?? false;
  }

  /** @param {number} pos @param {RoomEvent} event */
  async #apply(pos, event) {
    if (event.kind === 'created') return this.#created(pos, event);
    if (this.#head.every((byte) => byte === 0)) throw new Forged('beginning', pos, event.actor);
    this.#requireActor(pos, event);
    switch (event.kind) {
      case 'invited': return this.#invited(pos, event);
      case 'withdrawn': return this.#withdrawn(pos, event);
      case 'joined': return this.#joined(pos, event);
      case 'left': return this.#gone(pos, event, event.actor === event.subject || event.actor === NOBODY, 'not-allowed');
      case 'removed': return this.#gone(pos, event, this.#mayRule(event) && event.actor !== event.subject, 'not-owner');
      case 'renamed': return this.#ruled(pos, event, () => (this.name = event.data.name ?? ''));
      case 'history': return this.#ruled(pos, event, () => this.#histories.push({ pos, full: (this.fullHistory = event.data.full === true) }));
      case 'role': return this.#ruled(pos, event, () => this.#set(pos, { ...this.#member(pos, event.subject), role: event.data.role ?? 0 }));
      case 'identity': return this.#identity(pos, event);
      case 'suspended': return this.#standing(pos, event, true);
      case 'resumed': return this.#standing(pos, event, false);
    }
  }

  /** @param {number} pos @param {RoomEvent} event */
  async #created(pos, event) {
    const mode = MODES[event.data.mode ?? 0];
    if (!isZero(event.prevEvent) || event.actor !== event.subject || !mode) throw new Forged('beginning', pos, event.actor);
    this.mode = mode;
    this.name = event.data.name ?? '';
    this.#set(pos, {
      userId: event.actor, identityId: event.actorIdentity, joinedIdentity: event.actorIdentity, role: 1, joinedPos: pos,
      joinedAt: event.time, invitedBy: null, suspended: false, vouched: true, latest: await this.#indexOf(event.actorIdentity),
    });
  }

  /** A member speaks with the identity that the room knows of him; only an invited one speaks as none. @param {number} pos @param {RoomEvent} event */
  #requireActor(pos, event) {
    if (event.actor === NOBODY) {
      if (!BY_SERVER.has(event.kind)) throw new Forged('by-server', pos);
      return;
    }
    const member = this.members.get(event.actor);
    const answer = event.kind === 'joined' || event.kind === 'withdrawn';
    if (!member && !(answer && this.invitations.has(event.actor))) throw new Forged('not-invited', pos, event.actor);
    if (member && member.identityId !== event.actorIdentity) throw new Forged('identity', pos, event.actor);
    if (member?.suspended) throw new Forged('suspended', pos, event.actor);
  }

  /** @param {number} pos @param {RoomEvent} event */
  #invited(pos, event) {
    if (this.members.has(event.subject)) throw new Forged('not-allowed', pos, event.actor);
    this.invitations.set(event.subject, { by: event.actor, expires: event.data.expires ?? 0, identityId: event.data.identityId ?? null });
  }

  /** @param {number} pos @param {RoomEvent} event */
  #withdrawn(pos, event) {
    const invitation = this.invitations.get(event.subject);
    const may = event.actor === event.subject || invitation?.by === event.actor || this.#mayRule(event);
    if (!invitation || !may) throw new Forged('not-allowed', pos, event.actor);
    this.invitations.delete(event.subject);
  }

  /** Each joined one was invited by somebody who is a member still and not suspended; not withdrawn, and in time. @param {number} pos @param {RoomEvent} event */
  async #joined(pos, event) {
    const { actor, actorIdentity } = event;
    const invitation = this.invitations.get(actor);
    if (event.subject !== actor || event.data.identityId !== actorIdentity) throw new Forged('identity', pos, actor);
    if (this.members.has(actor) || !invitation || event.time > invitation.expires) throw new Forged('not-invited', pos, actor);
    if (this.members.get(invitation.by)?.suspended) throw new Forged('not-invited', pos, actor);
    const index = await this.#indexOf(actorIdentity);
    const latest = Math.max(index, await this.#latestOf(actor, invitation));
    const vouched = index === latest && (invitation.identityId === null || leads(await this.#relation(actor, invitation.identityId, actorIdentity)));
    this.invitations.delete(actor);
    this.#set(pos, {
      userId: actor, identityId: actorIdentity, joinedIdentity: actorIdentity, role: 0, joinedPos: pos, joinedAt: event.time,
      invitedBy: invitation.by, suspended: false, vouched, latest,
    });
  }

  /** @param {number} pos @param {RoomEvent} event @param {boolean} may @param {string} rule */
  #gone(pos, event, may, rule) {
    const member = this.#member(pos, event.subject);
    if (!may) throw new Forged(rule, pos, event.actor);
    this.members.delete(event.subject);
    this.#changes.push({ pos, userId: event.subject, row: null });
    // An invitation ends with its inviter's membership (E6).
    for (const [invited, { by }] of this.invitations) if (by === event.subject) this.invitations.delete(invited);
    if (member.suspended) this.#standings.push({ pos, userId: event.subject, suspended: false });
    this.former.push({ ...member, until: event.time, untilPos: pos, by: event.actor });
  }

  /** @param {number} pos @param {RoomEvent} event @param {() => void} then */
  #ruled(pos, event, then) {
    if (!this.#mayRule(event)) throw new Forged('not-owner', pos, event.actor);
    then();
  }

  /** @param {number} pos @param {RoomEvent} event */
  async #identity(pos, event) {
    const member = this.#member(pos, event.subject);
    const next = event.data.identityId ?? '';
    if (event.actor !== NOBODY) throw new Forged('not-allowed', pos, event.actor);
    if (next === member.identityId) throw new Forged('identity-again', pos, event.subject);
    const record = await this.#record(next);
    if (record?.userId !== event.subject) throw new Forged('identity', pos, event.subject);
    const relation = await this.#relation(event.subject, member.identityId, next);
    if (!leads(relation)) this.resets.set(pos, relation);
    this.#set(pos, { ...member, identityId: next, vouched: member.vouched && leads(relation), latest: Math.max(member.latest, record.index) });
  }

  /** An identity's record; null where it is no good one. @param {string} id */
  #record(id) {
    return this.#directory.identity(id).catch((error) => {
      if (error instanceof Problem) throw error;
      return null;
    });
  }

  /** @param {string} id */
  async #indexOf(id) {
    return (await this.#record(id))?.index ?? 0;
  }

  /** The highest index that the room has named for somebody before they join. @param {string} userId @param {Invitation} invitation */
  async #latestOf(userId, invitation) {
    const before = this.former.findLast((gone) => gone.userId === userId)?.latest ?? 0;
    return invitation.identityId ? Math.max(before, await this.#indexOf(invitation.identityId)) : before;
  }

  /** Suspending and resuming keep the membership: the member leaves the rows and comes back into them. @param {number} pos @param {RoomEvent} event @param {boolean} suspended */
  #standing(pos, event, suspended) {
    const member = this.#member(pos, event.subject);
    if (event.actor !== NOBODY) throw new Forged('not-allowed', pos, event.actor);
    if (member.suspended === suspended) throw new Forged('standing', pos, event.subject);
    this.#standings.push({ pos, userId: event.subject, suspended });
    this.#set(pos, { ...member, suspended });
  }

  /** @param {string} userId @param {string} from @param {string} to */
  async #relation(userId, from, to) {
    // The event's signature has shown already that the identity is this person's.
    if (from === to) return 'same';
    try {
      return await this.#directory.relation(userId, from, to);
    } catch (error) {
      if (error instanceof Unreadable) return 'unknown';
      throw error;
    }
  }

  /** @param {RoomEvent} event */
  #mayRule(event) {
    return event.actor === NOBODY || this.members.get(event.actor)?.role === 1;
  }

  /** @param {number} pos @param {string} userId */
  #member(pos, userId) {
    const member = this.members.get(userId);
    if (!member) throw new Forged('not-a-member', pos, userId);
    return member;
  }

  /** @param {number} pos @param {Member} member */
  #set(pos, member) {
    this.members.set(member.userId, member);
    const { userId, identityId, role, suspended } = member;
    this.#changes.push({ pos, userId, row: suspended ? null : { userId, identityId, role } });
  }
}

/** Whether a relation between two identities of one person needs nobody's word. @param {string} relation */
const leads = (relation) => relation === 'same' || relation === 'successor';
