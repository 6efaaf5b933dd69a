// @ts-check
// Verifies the signed events of a room: signatures, order and rules. Every browser does so from the room's first event
// on. Valid events are applied to the room's state; the first invalid one breaks the ledger, and nothing after it is
// believed.
import { openEvent } from '../../crypto/events.js';
import { sha256 } from '../../crypto/primitives.js';
import { Unreadable } from '../../crypto/unreadable.js';
import { Malformed, equal, isZero } from '../../protocol/bytes.js';
import { DIRECT, NOBODY, isNewerEvent } from '../../protocol/room-structures.js';
import { closingFault, openingFault } from './boxes.js';
import { deletionFault } from './deletions.js';
import { hasActingOwner, leads, mayRule, rowsAt } from './member-state.js';
import { NamedIdentities } from './named-identities.js';
import { OWNERS_INVITE, policyOf } from './policy.js';
import { StateHolder } from './state.js';

const MODES = new Set([1, 2, DIRECT]);
/** All that may follow in a direct room: its members and settings are fixed. */
const IN_DIRECT = new Set(['left', 'identity', 'deleted', 'retention', 'suspended', 'resumed']);
/** All that the server may sign: a member that it adds would be a ghost. */
const BY_SERVER = new Set(['left', 'removed', 'identity', 'suspended', 'resumed', 'appointed']);

/**
 * @typedef {import('../../protocol/room-structures.js').RoomEvent} RoomEvent
 * @typedef {import('./member-state.js').Member} Member
 * @typedef {import('./member-state.js').Former} Former
 * @typedef {import('./member-state.js').Invitation} Invitation
 * @typedef {import('./member-state.js').Facts} Facts
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
  /** The event with which it broke. @type {Forged|null} */
  broken = null;
  #roomId;
  #directory;
  #named;
  #state;
  #written;

  /**
   * @param {string} roomId @param {import('../session/directory.js').Directory} directory
   * @param {StateHolder} [state] where the events that hold are counted in
   * @param {(pos: number) => Promise<import('./deletions.js').Written|null>} [written] what stands at a position; null where that is not known
   */
  constructor(roomId, directory, state = new StateHolder(), written = async () => null) {
    this.#roomId = roomId;
    this.#directory = directory;
    this.#named = new NamedIdentities(directory);
    this.#state = state;
    this.#written = written;
  }

  get #people() {
    return this.#state.now.people;
  }

  get mode() {
    return this.#people.mode;
  }

  get name() {
    return this.#people.name;
  }

  get fullHistory() {
    return this.#people.fullHistory;
  }

  get members() {
    return this.#people.members;
  }

  get invitations() {
    return this.#people.invitations;
  }

  get former() {
    return this.#people.former;
  }

  /** Positions of the events that announce an identity which the one before has not signed, and how the two are related. */
  get resets() {
    return this.#people.resets;
  }

  /** Messages that were deleted, by their position. */
  get deletions() {
    return this.#people.deletions;
  }

  /** The position of the last event that was taken in. */
  get lastPos() {
    return this.#people.lastPos;
  }

  /** SHA of the last event that was taken in: what the next one builds on. */
  get head() {
    return this.#people.head;
  }

  /** Takes events in, ascending; those that it has are held against what it knows. @param {{pos: number, bytes: Uint8Array}[]} entries */
  async take(entries) {
    const keys = { identity: (/** @type {string} */ id) => this.#directory.identity(id), server: (/** @type {string} */ id) => this.#directory.serverKey(id) };
    const opened = await Promise.all(entries.map(async ({ pos, bytes }) => ({
      pos, bytes, hash: await sha256(bytes), event: await openEvent(bytes, keys).catch((/** @type {unknown} */ error) => {
        if (error instanceof Unreadable || error instanceof Malformed) return null;
        throw error;
      }),
    })));
    for (const { pos, hash, event, bytes } of opened) {
      if (this.broken) return;
      await this.#takeOne(pos, hash, event, bytes);
    }
  }

  /** @param {number} pos @param {Uint8Array} hash @param {RoomEvent|null} event @param {Uint8Array} bytes */
  async #takeOne(pos, hash, event, bytes) {
    try {
      if (pos <= this.lastPos) return this.#recall(pos, hash);
      if (!event) throw new Forged(isNewerEvent(bytes) ? 'newer-event' : 'signature', pos);
      if (event.roomId !== this.#roomId) throw new Forged('other-room', pos, event.actor);
      if (!equal(event.prevEvent, this.head)) throw new Forged('order', pos, event.actor);
      this.#state.take({ kind: 'event', pos, hash, event, facts: await this.#check(pos, event) });
    } catch (error) {
      if (!(error instanceof Forged)) throw error;
      this.broken = error;
    }
  }

  /** @param {number} pos @param {Uint8Array} hash */
  #recall(pos, hash) {
    const known = this.#hashAt(pos);
    if (!known || !equal(known, hash)) throw new Forged('two-stories', pos);
  }

  /** @param {number} pos */
  #hashAt(pos) {
    const { events } = this.#people;
    const found = events.at(events.countBelow((event) => event.pos < pos));
    return found?.pos === pos ? found.hash : null;
  }

  /** Whether an event stands at this number, as far as it was read. @param {number} pos */
  hasEvent(pos) {
    return this.#hashAt(pos) !== null;
  }

  /** How many events stand between two numbers, both excluded. @param {number} from @param {number} to */
  countBetween(from, to) {
    const { events } = this.#people;
    return Math.max(0, events.countBelow(({ pos }) => pos < to) - events.countBelow(({ pos }) => pos <= from));
  }

  /** Whether an event with which an epoch ends stands between two numbers. @param {number} from @param {number} to */
  endsBetween(from, to) {
    const { ends } = this.#people;
    return (ends.at(ends.countBelow((pos) => pos <= from)) ?? Infinity) < to;
  }

  /** The rows that a record at this number has to have, ascending by user. @param {number} pos */
  rowsAt(pos) {
    return rowsAt(this.#people, pos);
  }

  /** @param {number|undefined} box */
  boxName(box) {
    return this.#people.boxes.get(box ?? 0)?.name;
  }

  /** Whether who joined at this number read everything from then on. @param {number} pos */
  hadFullHistoryAt(pos) {
    return this.#people.histories.findLast((set) => set.pos < pos)?.full ?? false;
  }

  /** Whether somebody was a member when this number was written. @param {string} userId @param {number} pos */
  wasMember(userId, pos) {
    return this.rowsAt(pos).some((row) => row.userId === userId);
  }

  /** Whether somebody was a suspended member when this number was written. @param {string} userId @param {number} pos */
  wasSuspended(userId, pos) {
    return this.#people.standings.findLast((set) => set.userId === userId && set.pos < pos)?.suspended ?? false;
  }

  /** Whether an event may stand here; answers what was looked up for it. @param {number} pos @param {RoomEvent} event @returns {Promise<Facts>} */
  async #check(pos, event) {
    if (event.kind === 'created') return this.#created(pos, event);
    if (isZero(this.head)) throw new Forged('beginning', pos, event.actor);
    this.#requireActor(pos, event);
    if (this.#people.isDirect && !IN_DIRECT.has(event.kind)) throw new Forged('not-allowed', pos, event.actor);
    switch (event.kind) {
      case 'joined': return this.#joined(pos, event);
      case 'identity': return this.#identity(pos, event);
      case 'invited': this.#invited(pos, event); break;
      case 'withdrawn': this.#withdrawn(pos, event); break;
      case 'left': this.#gone(pos, event, event.actor === event.subject || event.actor === NOBODY, 'not-allowed'); break;
      case 'removed': this.#gone(pos, event, this.#mayRule(event) && event.actor !== event.subject, 'not-owner'); break;
      case 'renamed': case 'history': case 'topic': case 'policy': this.#ruled(pos, event); break;
      case 'retention': if (!this.#people.isDirect) this.#ruled(pos, event); break;
      case 'role': this.#role(pos, event); break;
      case 'deleted': await this.#deleted(pos, event); break;
      case 'suspended': case 'resumed': this.#standing(pos, event); break;
      case 'appointed': this.#appointed(pos, event); break;
      case 'boxOpened': this.#boxed(pos, event, openingFault); break;
      case 'boxClosed': this.#boxed(pos, event, closingFault); break;
    }
    return {};
  }

  /** @param {number} pos @param {RoomEvent} event @returns {Promise<Facts>} */
  async #created(pos, event) {
    const isKnown = MODES.has(event.data.mode ?? 0);
    if (!isZero(event.prevEvent) || event.actor !== event.subject || !isKnown) throw new Forged('beginning', pos, event.actor);
    const { others = [] } = event.data;
    if (others.some(({ userId }) => userId === event.actor)) throw new Forged('beginning', pos, event.actor);
    const records = await Promise.all(others.map(({ identityId }) => this.#named.record(identityId)));
    if (records.some((record, i) => record?.userId !== others[i].userId)) throw new Forged('identity', pos, event.actor);
    return { latest: await this.#named.indexOf(event.actorIdentity), others: records.map((record) => record?.index ?? 0) };
  }

  /** A member signs with the identity that the room knows of them; only an invited user has none yet. @param {number} pos @param {RoomEvent} event */
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
    if (policyOf(this.#people) & OWNERS_INVITE) this.#ruled(pos, event);
    if (this.members.has(event.subject)) throw new Forged('not-allowed', pos, event.actor);
  }

  /** @param {number} pos @param {RoomEvent} event */
  #withdrawn(pos, event) {
    const invitation = this.invitations.get(event.subject);
    const may = event.actor === event.subject || invitation?.by === event.actor || this.#mayRule(event);
    if (!invitation || !may) throw new Forged('not-allowed', pos, event.actor);
  }

  /** Each joined one was invited by somebody who is a member still and not suspended; not withdrawn, and in time. @param {number} pos @param {RoomEvent} event @returns {Promise<Facts>} */
  async #joined(pos, event) {
    const { actor, actorIdentity } = event;
    const invitation = this.invitations.get(actor);
    if (event.subject !== actor || event.data.identityId !== actorIdentity) throw new Forged('identity', pos, actor);
    if (this.members.has(actor) || !invitation || event.time > invitation.expires) throw new Forged('not-invited', pos, actor);
    if (this.members.get(invitation.by)?.suspended) throw new Forged('not-invited', pos, actor);
    const index = await this.#named.indexOf(actorIdentity);
    const latest = Math.max(index, await this.#named.latestOf(this.former.findLast((gone) => gone.userId === actor)?.latest ?? 0, invitation));
    const vouched = index === latest && (invitation.identityId === null || leads(await this.#named.relation(actor, invitation.identityId, actorIdentity)));
    return { vouched, latest };
  }

  /** @param {number} pos @param {RoomEvent} event @param {boolean} may @param {string} rule */
  #gone(pos, event, may, rule) {
    this.#member(pos, event.subject);
    if (!may) throw new Forged(rule, pos, event.actor);
  }

  /** @param {number} pos @param {RoomEvent} event */
  #ruled(pos, event) {
    if (!this.#mayRule(event)) throw new Forged('not-owner', pos, event.actor);
  }

  /** @param {number} pos @param {RoomEvent} event @param {(boxes: import('./boxes.js').Boxes, event: RoomEvent) => string|null} faultOf */
  #boxed(pos, event, faultOf) {
    this.#ruled(pos, event);
    const rule = faultOf(this.#people.boxes, event);
    if (rule) throw new Forged(rule, pos, event.actor);
  }

  /** A member may make themself an owner while no owner can act (E9). @param {number} pos @param {RoomEvent} event */
  #role(pos, event) {
    const isTakeover = event.actor === event.subject && event.data.role === 1 && !hasActingOwner(this.#people);
    if (!isTakeover) this.#ruled(pos, event);
    this.#member(pos, event.subject);
  }

  /** @param {number} pos @param {RoomEvent} event @returns {Promise<Facts>} */
  async #identity(pos, event) {
    const member = this.#member(pos, event.subject);
    const next = event.data.identityId ?? '';
    if (event.actor !== NOBODY) throw new Forged('not-allowed', pos, event.actor);
    if (next === member.identityId) throw new Forged('identity-again', pos, event.subject);
    const record = await this.#named.record(next);
    if (record?.userId !== event.subject) throw new Forged('identity', pos, event.subject);
    const relation = await this.#named.relation(event.subject, member.identityId, next);
    return { relation, latest: record.index };
  }

  /** @param {number} pos @param {RoomEvent} event */
  #standing(pos, event) {
    const member = this.#member(pos, event.subject);
    if (event.actor !== NOBODY) throw new Forged('not-allowed', pos, event.actor);
    if (member.suspended === (event.kind === 'suspended')) throw new Forged('standing', pos, event.subject);
  }

  /** The server makes an active member an owner while no owner can act (E13). @param {number} pos @param {RoomEvent} event */
  #appointed(pos, event) {
    const member = this.#member(pos, event.subject);
    if (event.actor !== NOBODY) throw new Forged('not-allowed', pos, event.actor);
    if (hasActingOwner(this.#people)) throw new Forged('has-owner', pos, event.subject);
    if (member.suspended) throw new Forged('suspended', pos, event.subject);
  }

  /** The sender of all the messages, or an owner; each of them once. What is loaded has to be what is named (D2). @param {number} pos @param {RoomEvent} event */
  async #deleted(pos, event) {
    if (event.actor !== event.subject) this.#ruled(pos, event);
    const rule = await deletionFault(pos, event, this.deletions, this.#written);
    if (rule) throw new Forged(rule, pos, event.actor);
  }

  /** A deletion names something else than what the log has there. @param {import('./deletions.js').Deletion} deletion */
  contradict({ pos, by }) {
    this.broken ??= new Forged('deleted-other', pos, by);
  }

  /** @param {RoomEvent} event */
  #mayRule(event) {
    return mayRule(this.#people, event.actor);
  }

  /** @param {number} pos @param {string} userId */
  #member(pos, userId) {
    const member = this.members.get(userId);
    if (!member) throw new Forged('not-a-member', pos, userId);
    return member;
  }
}
