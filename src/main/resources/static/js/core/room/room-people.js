// @ts-check
import { Attaching } from '../files/attaching.js';
import { Mentioning } from './mentions.js';
import { OWNERS_INVITE, OWNERS_WRITE, policyOf } from './policy.js';
import { VerifiedRoom } from './verified-room.js';
import { inviteAll } from '../session/inviting.js';
import { ReadMarks } from './read-marks.js';
import { readersOf, remedyFor } from './readers.js';
import { changeRoom } from './room-events.js';
import { Signals } from './signals.js';

/** A room with one of these levels of its own is muted. */
const MUTED = new Set(['mentions', 'nothing']);

const MODES = /** @type {Record<number, string>} */ ({ 1: 'managed', 2: 'end-to-end' });

/** @typedef {import('../../protocol/rest.js').RoomSummary} RoomSummary */

/**
 * A room as its signed events show it: name, kind, people, invitations, own role; and the changes that a member can
 * make. What the server says besides is kept apart: hints, and names of people.
 */
export class RoomPeople extends EventTarget {
  /** What the server calls it, for as long as its events are not read. */
  calledName = '';
  /** The epoch under which one may write, as far as is known. @type {number|null} */
  openEpoch = null;
  #context;
  /** @type {RoomSummary|null} */ #summary = null;
  /** What was told last, by key. @type {Map<string, unknown[]>} */
  #told = new Map();

  /** @param {RoomSummary} summary @param {import('../session/session.js').Context} context */
  constructor(summary, context) {
    super();
    this.roomId = summary.roomId;
    this.#context = context;
    /** What this page believes of the room. */
    this.verified = new VerifiedRoom(this.roomId, context);
    this.marks = new ReadMarks(context.ownKeys.map((keys) => keys.identityId), (state, readPos) => this.mentioning.countAfter(state, readPos));
    this.mentioning = new Mentioning(this, context);
    /** The files of its draft. */
    this.attaching = new Attaching(this.roomId, context);
    /** Files on their way, and those of messages. */
    this.files = context.files;
    /** Who is typing, and who has read how far. */
    this.signals = new Signals(this, context);
    this.#note(summary);
  }

  /** What the server says of it now. @param {RoomSummary} summary */
  update(summary) {
    this.#note(summary);
    this.changed();
  }

  /** What the server would say of it by now, as far as is known. @returns {RoomSummary} */
  get summary() {
    const { lastPos, lastAt, readPos, unread } = this.marks;
    return { .../** @type {RoomSummary} */ (this.#summary), lastPos, lastAt, readPos, unread };
  }

  /** @param {RoomSummary} summary */
  #note(summary) {
    this.#summary = summary;
    this.verified.called(summary.mode);
    this.calledName = summary.name;
    this.marks.told(summary);
  }

  /** What its log comes to. */
  get state() {
    return this.verified.state;
  }

  get directory() {
    return this.#context.directory;
  }

  get lastPos() {
    return this.marks.lastPos;
  }

  get lastAt() {
    return this.marks.lastAt;
  }

  get unread() {
    return this.marks.unread;
  }

  /** How many unread messages mention this person, as far as they are open here. */
  get mentions() {
    return this.marks.mentions;
  }

  /** What its signed events come to. */
  get #people() {
    return this.verified.state.people;
  }

  /**
   * `unchecked` until its events are read; then `member`, `outsider` where they do not say that this person
   * is in it, or `broken` where they do not hold.
   * @returns {'unchecked'|'member'|'outsider'|'broken'}
   */
  get standing() {
    const { isRead, isMember } = this.verified;
    if (!isRead) return 'unchecked';
    if (isMember) return 'member';
    return this.verified.ledger.broken || this.#people.lastPos === 0 ? 'broken' : 'outsider';
  }

  /** As its events say; empty where they are not read yet, or cannot be verified. */
  get name() {
    return this.verified.isRead ? this.#people.name ?? '' : '';
  }

  /** Whether its people were fixed when it was created. */
  get isDirect() {
    return this.#people.isDirect;
  }

  /** Whether it is the one direct room of its people: nobody has left it. */
  get isOpenDirect() {
    return this.isDirect && this.standing === 'member' && this.#people.former.length === 0;
  }

  /** Who created it, by user id. */
  get creator() {
    return this.#people.creator;
  }

  /** The other people of a direct room, also those who have left. */
  get others() {
    const { directory, me } = this.#context;
    const ids = [...this.#people.members.keys(), ...this.#people.former.map(({ userId }) => userId)];
    return ids.filter((id) => id !== me.userId).sort().map((id) => directory.shown(id));
  }

  /** Whether somebody else began this direct room, and this user has not answered yet. */
  get isFirstContact() {
    const { choices, me } = this.#context;
    return this.isOpenDirect && this.#people.creator !== me.userId && choices.isLoaded && !choices.of(this.roomId).accepted;
  }

  get choice() {
    const { choices, settings } = this.#context;
    return { ...choices.of(this.roomId), muted: MUTED.has(settings.chosenLevel(this.roomId)) };
  }

  /** A muted room is one whose notification level is lower than all. @param {Partial<import('../session/choices.js').Choice & {muted: boolean}>} change */
  choose = async ({ muted, ...change }) => {
    const { choices, settings } = this.#context;
    if (muted !== undefined && muted !== this.choice.muted) await settings.setLevel(this.roomId, muted ? 'mentions' : 'default');
    if (Object.keys(change).length > 0) await choices.choose(this.roomId, change);
  };

  /** Whether this is the direct room with somebody whom this user has blocked: it is not shown. */
  get isHidden() {
    return this.isDirect && this.others.length === 1 && this.#context.choices.isBlocked(this.others[0].userId);
  }

  /** Its kind as created, or as pinned before; empty where neither is known. */
  get mode() {
    return this.#people.mode || (MODES[this.#context.trust.room(this.roomId)?.mode ?? 0] ?? '');
  }

  /** What it is about; empty where nobody said so. */
  get topic() {
    return this.#people.topic;
  }

  /** What only owners may do, as flags. */
  get policy() {
    return policyOf(this.#people);
  }

  /** Whether this person may write messages; edits and reactions are free to every member. */
  get mayWrite() {
    return this.role === 'owner' || (this.policy & OWNERS_WRITE) === 0;
  }

  get mayInvite() {
    return !this.isDirect && (this.role === 'owner' || (this.policy & OWNERS_INVITE) === 0);
  }

  /** Whether newcomers read what was written before they came. */
  get fullHistory() {
    return this.#people.fullHistory;
  }

  get role() {
    return roleOf(this.#people.members.get(this.#context.me.userId));
  }

  get members() {
    const { directory } = this.#context;
    return [...this.#people.members.values()].map((member) => ({ ...member, role: roleOf(member), person: directory.shown(member.userId) }));
  }

  /** How many are in it; null while nobody knows. */
  get memberCount() {
    return this.standing === 'member' ? this.#people.members.size : null;
  }

  /** Whose invitation is open. */
  get invited() {
    const { directory, actor } = this.#context;
    return [...this.#people.invitations]
      .filter(([, { expires }]) => expires > actor.now())
      .map(([userId, { by, expires }]) => ({ userId, expires, person: directory.shown(userId), invitedBy: directory.shown(by) }));
  }

  /** Asks what the server says of the room, and of its people as of now: what frames tell meanwhile stands. */
  ask() {
    const note = this.#context.directory.asking();
    return { note, ...this.verified.ask() };
  }

  /** Reloads names of people and the open epoch. */
  async refresh(asked = this.ask()) {
    const { note } = asked;
    const detail = await asked.answer;
    this.verified.called(detail.mode);
    this.#context.history.room(this.roomId).keepDetail(detail);
    for (const row of [...detail.people, ...detail.invited]) note(personOf(row));
    this.openEpoch = detail.openEpoch;
    await this.meet();
    this.changed();
  }

  /** Asks for the names that the server did not give by itself. */
  meet() {
    const { members, invitations } = this.#people;
    return this.#context.directory.meet([...members.keys(), ...invitations.keys()]);
  }

  // Changes, each a signed event.

  /** @param {import('./room-events.js').Change[]} changes */
  #change(changes) {
    return changeRoom(this.#context.actor, this.roomId, changes);
  }

  /** Invites everyone who is named; each name has its own result. @param {(string|import('../session/directory.js').Person)[]} who */
  async invite(who) {
    const { actor, resolve } = this.#context;
    const results = await resolve(who);
    await inviteAll(results, {
      here: new Set(this.#people.members.keys()),
      waiting: new Set(this.invited.map((i) => i.userId)),
      now: actor.now(),
      change: (changes) => this.#change(changes),
    });
    return results;
  }

  withdraw = (/** @type {{userId: string}} */ person) => this.#change([{ kind: 'withdrawn', subject: person.userId }]);
  rename = (/** @type {string} */ name) => this.#change([{ kind: 'renamed', data: { name } }]);
  setTopic = (/** @type {string} */ topic) => this.#change([{ kind: 'topic', data: { topic } }]);
  /** Whether this person may say how long messages are kept: an owner, and each member of a direct room. */
  get mayRetain() {
    return this.standing === 'member' && (this.isDirect || this.role === 'owner');
  }

  setRetention = (/** @type {number} */ seconds) => this.#change([{ kind: 'retention', data: { seconds } }]);
  setPolicy = (/** @type {number} */ policy) => this.#change([{ kind: 'policy', data: { policy } }]);
  setHistory = (/** @type {boolean} */ full) => this.#change([{ kind: 'history', data: { full } }]);
  leave = () => this.#change([{ kind: 'left', subject: this.#context.me.userId }]);
  remove = (/** @type {{userId: string}} */ member) => this.#change([{ kind: 'removed', subject: member.userId }]);
  setRole = (/** @type {{userId: string}} */ member, /** @type {string} */ role) =>
    this.#change([{ kind: 'role', subject: member.userId, data: { role: role === 'owner' ? 1 : 0 } }]);

  /** An owner who is the only one hands over first, unless nobody else is there. */
  get canLeave() {
    const { members } = this.#people;
    const owners = [...members.values()].filter((m) => m.role === 1);
    const lastOwner = this.role === 'owner' && owners.length === 1 && members.size > 1;
    return lastOwner ? 'last-owner' : true;
  }

  /** What is being done about a message that lacks its key. @param {number} epoch */
  remedy(epoch) {
    return remedyFor(this.verified, this.members, this.#context.me.userId, epoch);
  }

  /** Who can read this, now and before. */
  async readers() {
    const { directory, trust, me } = this.#context;
    return readersOf({ verified: this.verified, directory, trust, me: me.userId });
  }

  /** How many keys somebody with this identity lacks here. @param {string} userId @param {string} identityId */
  async wants(userId, identityId) {
    const { wanted } = await this.verified.sharing.look();
    return wanted.filter((wish) => wish.userId === userId && wish.identityId === identityId).length;
  }

  /** @param {string} userId @param {string} identityId */
  shareWith(userId, identityId) {
    return this.verified.sharing.shareWith(userId, identityId);
  }

  /** What is drawn of the room above and beside its messages. @returns {unknown[]} */
  get head() {
    return [this.standing, this.name, this.mode, this.#people, this.calledName, this.isFirstContact];
  }

  /** What is drawn of the room in the list of rooms. @returns {unknown[]} */
  get row() {
    return [this.standing, this.name, this.mode, this.calledName, this.unread, this.mentions, this.lastAt];
  }

  /** Tells those who draw `head` or `row` where one of these has changed. */
  changed() {
    this.#tell('head', this.head);
    this.#tell('row', this.row);
  }

  /** @param {'head'|'row'} key @param {unknown[]} now */
  #tell(key, now) {
    const before = this.#told.get(key);
    if (before && now.every((value, i) => Object.is(value, before[i]))) return;
    this.#told.set(key, now);
    this.dispatchEvent(new Event(key));
  }
}

/** @param {{role: number}|undefined} member */
const roleOf = (member) => (member?.role === 1 ? 'owner' : 'member');

/** @param {import('../../protocol/rest.js').PersonView} member */
function personOf({ userId, username, displayName, identityId, online, lastSeen, status, avatar }) {
  return { userId, username, displayName, identityId, online, lastSeen, status, avatar };
}
