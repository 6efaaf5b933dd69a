// @ts-check
// Which of a room's items share one row where many follow each other, and what a row of notices about people says.

/** @typedef {import('../session/directory.js').Person} Person */
/** @typedef {import('./state.js').SystemItem} SystemItem */

/**
 * Notices about people who come and go, and new names of the room. Who may decide, whose keys changed and who reads
 * earlier messages always has a row of its own.
 */
const PASSING = new Set(['invited', 'withdrawn', 'declined', 'joined', 'left', 'removed', 'suspended', 'resumed', 'renamed']);

/** So many in a row become one row. */
const LEAST = { notices: 4, locked: 3 };

/**
 * The kind of row that an item shares with its neighbours of the same kind; null for one that always stands alone.
 * @param {{kind: string, what?: string, reason?: string}} item
 */
export function foldOf(item) {
  if (item.kind === 'system') return PASSING.has(item.what ?? '') ? 'notices' : null;
  return item.kind === 'locked' ? `locked ${item.reason}` : null;
}

/** Whether so many of a kind become one row. @param {string} fold @param {number} count */
export const isEnough = (fold, count) => count >= (fold === 'notices' ? LEAST.notices : LEAST.locked);

/**
 * What became of somebody: of several notices about one person the last one counts, together with whether they were here
 * before.
 * @typedef {'joined'|'returned'|'visited'|'left'|'removed'|'invited'|'declined'|'withdrawn'|'suspended'|'resumed'} Outcome
 */

/** In this order they are told. @type {Outcome[]} */
const ORDER = ['joined', 'returned', 'visited', 'left', 'removed', 'invited', 'declined', 'withdrawn', 'suspended', 'resumed'];
/** The first notice about somebody who was a member before. */
const OF_MEMBERS = new Set(['left', 'removed', 'suspended', 'resumed']);

/**
 * Sums up a run of notices. Each person is counted once.
 * @param {SystemItem[]} notices ascending
 * @returns {{people: {outcome: Outcome, people: (Person|null)[]}[], renames: number, name: string}} `name` is the last one
 */
export function outcomesOf(notices) {
  /** @type {Map<string, {person: Person|null, whats: string[]}>} */
  const about = new Map();
  const renames = notices.filter(({ what }) => what === 'renamed');
  for (const { what, subject, pos } of notices) {
    if (what === 'renamed') continue;
    const id = subject?.userId ?? `#${pos}`;
    const { whats } = about.get(id) ?? { whats: [] };
    about.set(id, { person: subject, whats: [...whats, what] });
  }
  const all = [...about.values()].map(({ person, whats }) => ({ person, outcome: outcomeOf(whats) }));
  const people = ORDER.map((outcome) => ({ outcome, people: all.filter((one) => one.outcome === outcome).map(({ person }) => person) }));
  return { people: people.filter((group) => group.people.length > 0), renames: renames.length, name: renames.at(-1)?.name ?? '' };
}

/** @param {string[]} whats what was noted about one person, ascending @returns {Outcome} */
function outcomeOf(whats) {
  const last = /** @type {Outcome} */ (whats.at(-1));
  const wasHere = OF_MEMBERS.has(whats[0]);
  if (last === 'joined') return wasHere ? 'returned' : 'joined';
  return last === 'left' && !wasHere && whats.includes('joined') ? 'visited' : last;
}
