// @ts-check
import { Problem } from '../../protocol/problems.js';
import { invitation } from '../room/room-events.js';
import { canonicalName } from './salt.js';

/** @typedef {import('./directory.js').Person} Person */
/** @typedef {'online'|'offline'|'already-here'|'already-invited'|'somebody-else'|'unknown'|'refused'|'failed'} Outcome */
/**
 * The result for one name: who it means, and how inviting them went; `suggestion` is a user name similar to an unknown one.
 * @typedef {{name: string, username?: string, person: Person|null, outcome?: Outcome, suggestion?: string}} Invited
 * @typedef {import('../room/room-events.js').Change} Change
 */

const OUTCOMES = /** @type {Record<string, Outcome>} */ ({
  'already-member': 'already-here', 'already-invited': 'already-invited', 'no-such-person': 'unknown', 'not-allowed': 'refused',
});

/**
 * Invites everyone it can at once, and fills in each result.
 * @param {Invited[]} results one for each name, with the person where there is one; `outcome` is filled in
 * @param {{here: Set<string>, waiting: Set<string>, now: number, change: (changes: Change[]) => Promise<unknown>}} room
 */
export async function inviteAll(results, { here, waiting, now, change }) {
  for (const result of results) {
    if (result.person && here.has(result.person.userId)) result.outcome = 'already-here';
    else if (result.person && waiting.has(result.person.userId)) result.outcome = 'already-invited';
  }
  const open = results.flatMap((result) => (result.person && !result.outcome ? [{ result, person: result.person }] : []));
  if (open.length === 0) return;
  try {
    await change(open.map(({ person }) => invitation(person, now)));
  } catch {
    // One cannot be invited: the others are invited one by one.
    for (const { result, person } of open) result.outcome = await inviteOne(person, now, change);
  }
  for (const { result, person } of open) result.outcome ??= person.online ? 'online' : 'offline';
}

/** @param {Person} person @param {number} now @param {(changes: Change[]) => Promise<unknown>} change @returns {Promise<Outcome|undefined>} */
async function inviteOne(person, now, change) {
  try {
    await change([invitation(person, now)]);
    return undefined;
  } catch (problem) {
    return OUTCOMES[problem instanceof Problem ? problem.code : ''] ?? 'failed';
  }
}

/**
 * Resolves names to people; unknown names say so. Inviting pins an identity: it cannot be replaced unnoticed later.
 * @param {(string|Person)[]} who
 * @param {import('./directory.js').Directory} directory
 * @param {import('../trust/trust.js').Trust} trust
 * @returns {Promise<Invited[]>}
 */
export async function resolve(who, directory, trust) {
  const names = who.filter((w) => typeof w === 'string');
  const { found } = names.length > 0 ? await directory.lookUp(names) : { found: [] };
  return Promise.all(who.map(async (w) => {
    const wanted = typeof w === 'string' ? canonicalName(w) : w.username;
    const owner = trust.ownerOf(wanted);
    const person = typeof w === 'string' ? found.find((p) => isMeant(p, wanted, directory)) ?? null : w;
    if (owner && person && person.userId !== owner) return { name: wanted, person: null, outcome: 'somebody-else' };
    if (!person && owner && found.some((p) => isServedAs(p, wanted, directory))) return { name: wanted, person: null, outcome: 'somebody-else' };
    if (!person) {
      const similar = await directory.find(wanted.slice(0, 2)).catch(() => []);
      return { name: typeof w === 'string' ? w : wanted, person: null, outcome: 'unknown', suggestion: similar[0]?.username };
    }
    if (person.identityId) await trust.verdict(person.userId, person.identityId);
    return { name: person.displayName, username: person.username, person, outcome: undefined };
  }));
}

/** Whether a person has this user name, and the server shows them under it. @param {Person} person @param {string} username @param {import('./directory.js').Directory} directory */
const isMeant = (person, username, directory) => person.username === username && isServedAs(person, username, directory);

/** @param {Person} person @param {string} username @param {import('./directory.js').Directory} directory */
const isServedAs = (person, username, directory) => directory.served(person.userId)?.username === username;
