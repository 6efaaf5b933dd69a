// @ts-check
import { get } from '../net/api.js';
import { isPassing } from '../protocol/problems.js';
import { inviteAll } from './inviting.js';
import { changeRoom } from './room-events.js';

const LATER_MILLIS = 2000;

/** What the server says of a room: name, people, invitations; and the changes that a member can make. */
export class RoomPeople extends EventTarget {
  /** @type {(import('./directory.js').Person & {role: string, joinedAt: number})[]} */
  members = [];
  /** @type {any[]} */
  invited = [];
  /** The epoch under which one may write, as far as is known. @type {number|null} */
  openEpoch = null;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #later;
  #context;

  /** @param {any} summary @param {import('./session.js').Context} context */
  constructor(summary, context) {
    super();
    this.roomId = summary.roomId;
    this.#context = context;
    this.update(summary);
  }

  /** @param {any} summary */
  update(summary) {
    this.name = summary.name;
    this.mode = summary.mode;
    this.role = summary.role;
    this.memberCount = summary.members;
    this.joinedPos = summary.joinedPos;
    this.lastPos = summary.lastPos;
    this.lastAt = summary.lastAt;
    this.readPos = summary.readPos;
    this.unread = summary.unread;
    this.changed();
  }

  /** Name, people and invitations anew. */
  async refresh() {
    const detail = await get(`/api/rooms/${this.roomId}`);
    const { directory } = this.#context;
    this.members = detail.people.map((/** @type {any} */ m) => ({ ...m, person: directory.note(personOf(m)) }));
    this.invited = await Promise.all(detail.invited.map(async (/** @type {any} */ i) => ({
      ...i, person: directory.note(personOf(i)), invitedBy: await directory.person(i.invitedBy).catch(() => null),
    })));
    this.openEpoch = detail.openEpoch;
    this.name = detail.name;
    this.role = detail.role;
    this.memberCount = detail.members;
    this.changed();
  }

  // Changes, each a signed event.

  /** @param {import('./room-events.js').Change[]} changes */
  #change(changes) {
    return changeRoom(this.#context.actor, this.roomId, changes);
  }

  /** Invites whoever is named; each name has its own result. @param {(string|import('./directory.js').Person)[]} who */
  async invite(who) {
    const { actor, resolve } = this.#context;
    const results = await resolve(who);
    await inviteAll(results, {
      here: new Set(this.members.map((m) => m.userId)),
      waiting: new Set(this.invited.map((i) => i.userId)),
      now: actor.now(),
      change: (changes) => this.#change(changes),
    });
    return results;
  }

  withdraw = (/** @type {{userId: string}} */ person) => this.#change([{ kind: 'withdrawn', subject: person.userId }]);
  rename = (/** @type {string} */ name) => this.#change([{ kind: 'renamed', data: { name } }]);
  setHistory = (/** @type {boolean} */ full) => this.#change([{ kind: 'history', data: { full } }]);
  leave = () => this.#change([{ kind: 'left', subject: this.#context.me.userId }]);
  remove = (/** @type {{userId: string}} */ member) => this.#change([{ kind: 'removed', subject: member.userId }]);
  setRole = (/** @type {{userId: string}} */ member, /** @type {string} */ role) =>
    this.#change([{ kind: 'role', subject: member.userId, data: { role: role === 'owner' ? 1 : 0 } }]);

  /** An owner who is the only one hands over first, unless nobody else is there. */
  get canLeave() {
    const owners = this.members.filter((m) => m.role === 'owner');
    const lastOwner = this.role === 'owner' && owners.length === 1 && this.members.length > 1;
    return lastOwner ? 'last-owner' : true;
  }

  /**
   * Does something for which the server is asked. Where the answer does not come, the room catches
   * up a little later by itself; a broken connection that comes back sees to it, too.
   * @param {() => Promise<void>} work
   */
  async persist(work) {
    try {
      await work();
    } catch (error) {
      if (!isPassing(error)) throw error;
      this.#later ??= setTimeout(() => {
        this.#later = undefined;
        if (this.#context.isOnline()) this.catchUp();
      }, LATER_MILLIS);
    }
  }

  /** @abstract Asks for everything that this page lacks. */
  async catchUp() {}

  changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/** @param {any} member */
function personOf({ userId, username, displayName, identityId, online, lastSeen }) {
  return { userId, username, displayName, identityId, online, lastSeen };
}
