// @ts-check
// What the quick switcher finds: rooms, people and actions, by any word of their names.

/** @typedef {import('../room/room.js').Room} Room */
/** @typedef {import('./directory.js').Person} Person */
/** @typedef {{id: string, name: string}} Action what can be done, as it is called */
/** @template T @typedef {{of: T, name: string, from: number, to: number}} Hit `from` and `to` mark what was typed inside the name */
/** @template {Action} A @typedef {{rooms: Hit<Room>[], people: Hit<Person>[], actions: Hit<A>[]}} Found */

/** So many of each kind. */
const MOST = 7;

/** Small letters without accents, of the same length where that is possible. @param {string} text */
const plain = (text) => [...text].map((letter) => letter.toLocaleLowerCase().normalize('NFD').replace(/\p{M}/gu, '') || letter).join('');

/** Where a name has what was typed: at its start, at the start of a word, or inside; -1 where it has not. @param {string} name @param {string} typed */
function place(name, typed) {
  const text = plain(name);
  const inside = text.indexOf(typed);
  if (inside <= 0) return inside;
  for (let at = inside; at >= 0; at = text.indexOf(typed, at + 1)) if (!/[\p{L}\p{N}]/u.test(text[at - 1])) return at;
  return inside;
}

/** The best first: those whose name begins so, then those with a word that does. @template T @param {T[]} all @param {(one: T) => string[]} namesOf the first is shown @param {string} typed @returns {Hit<T>[]} */
function matching(all, namesOf, typed) {
  const ranked = all.flatMap((of) => {
    const [name, ...more] = namesOf(of);
    const at = typed ? place(name, typed) : 0;
    if (at >= 0) return [{ hit: { of, name, from: at, to: at + typed.length }, rank: at === 0 ? 0 : isWord(name, at) ? 1 : 2 }];
    return more.some((other) => plain(other).startsWith(typed)) ? [{ hit: { of, name, from: 0, to: 0 }, rank: 1 }] : [];
  });
  return ranked.sort((a, b) => a.rank - b.rank).slice(0, MOST).map(({ hit }) => hit);
}

/** @param {string} name @param {number} at */
const isWord = (name, at) => !/[\p{L}\p{N}]/u.test(plain(name)[at - 1]);

/**
 * With nothing typed, the rooms that were active last. `@` asks for people alone, `#` for rooms alone.
 * @template {Action} A
 * @param {string} query
 * @param {{rooms: Room[], people: Person[], actions: A[], nameOf: (room: Room) => string, open: string}} among `rooms` the latest first
 * @returns {Found<A>}
 */
export function findTargets(query, { rooms, people, actions, nameOf, open }) {
  const trimmed = query.trim();
  const only = trimmed[0] === '@' ? 'people' : trimmed[0] === '#' ? 'rooms' : '';
  const typed = plain(only ? trimmed.slice(1).trim() : trimmed);
  const isEmpty = typed === '' && only === '';
  const listed = isEmpty ? rooms.filter((room) => room.roomId !== open) : rooms;
  return {
    rooms: only === 'people' ? [] : matching(listed, (room) => [nameOf(room)], typed),
    people: only === 'rooms' || isEmpty ? [] : matching(people, (person) => [person.displayName, person.username], typed),
    actions: only ? [] : matching(actions, ({ name }) => [name], typed),
  };
}
