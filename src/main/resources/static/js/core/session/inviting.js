// @ts-check
import { Problem } from '../../protocol/problems.js';
import { invitation } from '../room/room-events.js';
import { canonicalName } from './salt.js';

const OUTCOMES = /** @type {Record<string, string>} */ ({
  'already-member': 'already-here', 'already-invited': 'already-invited', 'no-such-person': 'unknown',
});

/**
 * Invites all whom it can in one go, and says of each what became of it.
 * @param {any[]} results one for each name, with the person where there is one; `outcome` is filled in
 * @param {{here: Set<string>, waiting: Set<string>, now: number, change: (changes: any[]) => Promise<unknown>}} room
 */
export async function inviteAll(results, { here, waiting, now, change }) {
  for (const result of results) {
    if (result.person && here.has(result.person.userId)) result.outcome = 'already-here';
    else if (result.person && waiting.has(result.person.userId)) result.outcome = 'already-invited';
  }
  const open = results.filter((r) => r.person && !r.outcome);
  if (open.length === 0) return;
  try {
    await change(open.map((r) => invitation(r.person, now)));
  } catch {
    // One could not be invited: the others are.
    for (const result of open) result.outcome = await inviteOne(result.person, now, change);
  }
  for (const result of open) result.outcome ??= result.person.online ? 'online' : 'offline';
}

/** @param {any} person @param {number} now @param {(changes: any[]) => Promise<unknown>} change */
async function inviteOne(person, now, change) {
  try {
    await change([invitation(person, now)]);
    return undefined;
  } catch (problem) {
    return OUTCOMES[problem instanceof Problem ? problem.code : ''] ?? 'failed';
  }
}

/**
 * Names and people to people; what is unknown says so. Whom one invites one has seen: later nobody can
 * put another identity in the place of this one.
 * @param {any[]} who
 * @param {import('./directory.js').Directory} directory
 * @param {import('../trust/trust.js').Trust} trust
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
      return { name: w, person: null, outcome: 'unknown', suggestion: similar[0]?.username };
    }
    if (person.identityId) await trust.verdict(person.userId, person.identityId);
    return { name: person.displayName, username: person.username, person, outcome: undefined };
  }));
}

/** Whoever is shown as somebody else now is not whom the server calls so. @param {any} person @param {string} username @param {import('./directory.js').Directory} directory */
const isMeant = (person, username, directory) => person.username === username && isServedAs(person, username, directory);

/** @param {any} person @param {string} username @param {import('./directory.js').Directory} directory */
const isServedAs = (person, username, directory) => directory.served(person.userId)?.username === username;
