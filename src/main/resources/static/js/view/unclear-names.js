// @ts-check
// Which of the people shown have ambiguous names. Recomputed only when other people are shown or somebody is renamed: it
// is slow in a large room.
import { ambiguous } from '../core/trust/lookalikes.js';

/** @typedef {import('../core/session/directory.js').Person} Person */
/** @typedef {import('./message.js').ShownItem} ShownItem */

/** The people whom a row names. @param {ShownItem} item @returns {Person[]} */
export function namedIn(item) {
  if (item.kind === 'system') return [item.actor, item.subject].filter((person) => person !== null);
  if (item.kind === 'deleted') return [item.sender, item.by].filter((person) => person !== null);
  if (item.kind === 'deletedLetter') return item.by ? [item.by] : [];
  return 'sender' in item && item.sender ? [item.sender] : [];
}

export class UnclearNames {
  /** What it was last worked out for. @type {unknown[]} */
  #basis = [];
  /** @type {Set<string>} */
  #shown = new Set();
  /** @type {Set<string>} */
  #unclear = new Set();

  /** @param {import('../core/room/room.js').Room} room @param {ShownItem[]} items @returns {Set<string>} user ids */
  among(room, items) {
    const named = items.flatMap(namedIn);
    const basis = [room, room.state.people, room.directory.timesRenamed];
    const isSame = basis.every((value, i) => value === this.#basis[i]) && named.every(({ userId }) => this.#shown.has(userId));
    if (isSame) return this.#unclear;
    const people = new Map([...room.members.map(({ person }) => person), ...named].map((person) => [person.userId, person]));
    [this.#basis, this.#shown, this.#unclear] = [basis, new Set(people.keys()), ambiguous([...people.values()])];
    return this.#unclear;
  }
}
