// @ts-check
import { Problem } from '../protocol/problems.js';
import { invitation } from './room-events.js';

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
