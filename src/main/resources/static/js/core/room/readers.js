// @ts-check
// Who can read a room, and who could, by its signed events and records: everyone named there is listed, whether or not
// the server knows their name.
import { boxOfGrant } from '../../protocol/letters.js';
import { NOBODY } from '../../protocol/room-structures.js';

/**
 * Whether this browser knows that somebody holds an epoch's key: they made it, wrote with it, or are this user, who
 * opened it. A grant alone proves nothing: it may be invalid.
 * @param {import('./verified-room.js').VerifiedRoom} verified @param {string} me @param {number} epoch @param {string} userId
 */
function hasKey({ keys, timeline }, me, epoch, userId) {
  if (userId === me) return keys.isOpened(epoch);
  return keys.issuerOf(epoch) === userId || timeline.wrote(epoch, userId);
}

/**
 * @param {object} of
 * @param {import('./verified-room.js').VerifiedRoom} of.verified
 * @param {import('../session/directory.js').Directory} of.directory
 * @param {import('../trust/trust.js').Trust} of.trust
 * @param {string} of.me
 */
export async function readersOf({ verified, directory, trust, me }) {
  const { keys, sharing, witnesses } = verified;
  const { people } = verified.state;
  // Who lacks a key is the server's word; nobody is hidden if it says nothing.
  const board = await sharing.look().catch(() => sharing.board);
  const known = (/** @type {string} */ id) => directory.person(id).catch(() => directory.shown(id));
  const person = async (/** @type {string|null} */ id) => (id && id !== NOBODY ? known(id) : null);
  const shownAs = async (/** @type {import('./member-state.js').Member} */ member) => ({
    person: await known(member.userId), identityId: member.identityId, invitedBy: await person(member.invitedBy), joinedAt: member.joinedAt,
    suspended: member.suspended, named: people.isDirect && member.userId !== people.creator,
  });
  const members = await Promise.all([...people.members.values()].map(shownAs));
  const now = members.filter((r) => !r.suspended);
  const former = await Promise.all(people.former.map(async (gone) => ({
    ...(await shownAs(gone)), until: gone.until, by: await person(gone.by),
  })));
  const parts = keys.records.map((record) => ({ epoch: record.epoch, at: record.time, pos: record.logPos + 1, rows: record.rows }));
  const cells = (/** @type {string} */ userId) => parts.map(({ epoch, rows }) => {
    const wish = board.wanted.find((w) => w.userId === userId && w.epoch === epoch);
    if (wish) return { state: 'waits', since: wish.since };
    if (userId === me && keys.isUnreadable(epoch)) return { state: 'closed' };
    if (rows.some((row) => row.userId === userId)) return { state: hasKey(verified, me, epoch, userId) ? 'has' : 'given' };
    return { state: board.shared.some((s) => s.userId === userId && s.epoch === epoch) ? 'shared' : 'none' };
  });
  const isVerified = (/** @type {Awaited<ReturnType<typeof shownAs>>} */ r) => trust.isVerified(r.person.userId, r.identityId) && !verified.doubts(r.person.userId);
  return {
    now: now.map((r) => ({ ...r, verified: isVerified(r) })),
    suspended: members.filter((r) => r.suspended).map((r) => ({ ...r, verified: isVerified(r) })),
    former: former.map((r) => ({ ...r, verified: isVerified(r) })),
    isDirect: people.isDirect,
    history: people.fullHistory,
    parts,
    board: now.map((r) => ({ person: r.person, cells: cells(r.person.userId) })),
    seen: {
      confirmedBy: await person(witnesses.confirmedBy), to: witnesses.confirmedTo, withheld: verified.withheld.count,
      differing: await person(witnesses.differing?.userId ?? null),
    },
  };
}

/**
 * What is being done about messages under an epoch, or letters of a box, whose key is lacking: when it was asked for, and who holds it.
 * @param {import('./verified-room.js').VerifiedRoom} verified
 * @param {{userId: string, person: import('../session/directory.js').Person}[]} members
 * @param {string} me @param {number} epoch the number of its grants
 */
export function remedyFor({ keys, ledger, sharing, state }, members, me, epoch) {
  const box = state.people.boxes.get(boxOfGrant(epoch) ?? 0);
  const from = box?.pos ?? (keys.accepted(epoch)?.logPos ?? 0) + 1;
  const rows = box ? ledger.rowsAt(box.pos) : keys.accepted(epoch)?.rows ?? [];
  const holds = (/** @type {string} */ userId) => rows.some((row) => row.userId === userId);
  return {
    asked: sharing.askedAt(epoch),
    mayHave: ledger.fullHistory || holds(me) || box?.closedPos === null,
    suspended: ledger.wasSuspended(me, from),
    holders: members.filter((m) => m.userId !== me && holds(m.userId)).map((m) => m.person),
  };
}
