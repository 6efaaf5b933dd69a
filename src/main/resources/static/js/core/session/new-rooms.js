// @ts-check
// Creates rooms: named ones with invitations, and direct ones whose people are in them from the first event on.
import { Problem } from '../../protocol/problems.js';
import { MOST_OTHERS } from '../../protocol/room-structures.js';
import { get } from '../platform.js';
import { createDirect, createRoom, invitation } from '../room/room-events.js';

export class NewRooms {
  #context;
  #list;

  /** @param {import('./context.js').Context} context @param {import('./room-list.js').RoomList} list */
  constructor(context, list) {
    this.#context = context;
    this.#list = list;
  }

  /** @param {{name: string, mode: string, people: (string|import('./directory.js').Person)[]}} wanted */
  async create({ name, mode, people }) {
    const { actor, me, resolve } = this.#context;
    const results = await resolve(people.filter((p) => typeof p === 'string' || p.userId !== me.userId));
    const now = actor.now();
    const changes = results.flatMap(({ person }) => (person ? [invitation(person, now)] : []));
    const roomId = await createRoom(actor, { name, mode }, changes);
    for (const r of results) r.outcome ??= r.person?.online ? 'online' : 'offline';
    return { room: await this.#joined(roomId), results };
  }

  /**
   * The open direct room with these users, created if there is none; with nobody it is "Notes to self".
   * Throws `Problem`: `no-such-person`, `not-allowed` where one of them has blocked this user, `too-large`.
   * @param {string[]} userIds
   */
  async openDirect(userIds) {
    const { me } = this.#context;
    const others = [...new Set(userIds)].filter((id) => id !== me.userId).sort();
    if (others.length > MOST_OTHERS) throw new Problem({ code: 'too-large' });
    return this.findDirect(others) ?? this.#joined(await this.#reserve(others));
  }

  /** @param {string[]} others */
  findDirect(others) {
    return this.#list.shown.find((room) => room.isOpenDirect && sameAs(room.others.map(({ userId }) => userId), others)) ?? null;
  }

  /** Another one of them may have been first: then theirs is the one. @param {string[]} others */
  async #reserve(others) {
    try {
      return await createDirect(this.#context.actor, await Promise.all(others.map((id) => this.#named(id))));
    } catch (error) {
      const { roomId } = /** @type {{roomId?: string}} */ (error instanceof Problem && error.code === 'room-exists' ? error.answer : {});
      if (!roomId) throw error;
      return roomId;
    }
  }

  /** Naming somebody pins their identity, as inviting does. @param {string} userId */
  async #named(userId) {
    const { directory, resolve } = this.#context;
    const [{ person, outcome }] = await resolve([await directory.person(userId)]);
    if (!person || outcome || !person.identityId) throw new Problem({ code: outcome === 'somebody-else' ? 'somebody-else' : 'no-identity-yet' });
    return { userId, identityId: person.identityId };
  }

  /** @param {string} roomId */
  async #joined(roomId) {
    if (!this.#list.find(roomId)) this.#list.join(await get(`/api/rooms/${roomId}`));
    return /** @type {import('../room/room.js').Room} */ (this.#list.find(roomId));
  }
}

/** @param {string[]} some @param {string[]} sorted */
const sameAs = (some, sorted) => some.length === sorted.length && [...some].sort().every((id, i) => id === sorted[i]);
