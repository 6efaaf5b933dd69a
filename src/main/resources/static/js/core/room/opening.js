// @ts-check
// Opens one entry of type message: finds who wrote it, verifies and decrypts it, unless it was deleted.
import { openMessage } from '../../crypto/seal.js';
import { Unreadable } from '../../crypto/unreadable.js';
import { Problem } from '../../protocol/problems.js';
import { NOBODY, readEnvelope } from '../../protocol/room-structures.js';

/**
 * @typedef {import('../session/directory.js').Person} Person
 * @typedef {Awaited<ReturnType<typeof openMessage>>} Message
 * @typedef {{hasExpired?: boolean, entry: import('./log.js').Entry, sender: Person|null, by?: Person|null, deletion?: import('./deletions.js').Deletion, epoch?: number,
 *   identityId?: string, message?: Message, error?: unknown}} Opened
 */

/** @param {import('../session/directory.js').Directory} directory @param {string} id @returns {Promise<Person|null>} */
export async function personOf(directory, id) {
  return id === NOBODY ? null : directory.person(id).catch(() => directory.shown(id));
}

/** Who wrote it: by the pinned name where the server does not answer, without a name where it denies that there is such a person. @param {import('../session/directory.js').Directory} directory @param {string} userId */
const senderOf = (directory, userId) => directory.person(userId).catch((/** @type {unknown} */ error) => {
  if (!(error instanceof Problem && error.code === 'not-found') && !directory.isNamed(userId)) throw error;
  return directory.shown(userId);
});

/**
 * @param {import('./log.js').Entry} entry
 * @param {object} room
 * @param {import('./room-keys.js').RoomKeys} room.keys
 * @param {import('../session/directory.js').Directory} room.directory
 * @param {boolean} room.isOwed whether this person may read it
 * @param {import('./deletions.js').Deletion|undefined} room.deletion
 * @param {boolean} room.hasExpired
 * @returns {Promise<Opened>}
 */
export async function openEntry(entry, { keys, directory, isOwed, deletion, hasExpired }) {
  if (hasExpired) return { entry, sender: null, hasExpired };
  /** @type {Opened} */
  const opened = { entry, sender: null };
  try {
    if (deletion && isOwed) return { ...opened, deletion, sender: await senderOf(directory, deletion.of), by: await personOf(directory, deletion.by) };
    if (!entry.bytes) throw new Unreadable(isOwed ? 'withheld' : 'before-joining');
    const envelope = readEnvelope(entry.bytes);
    opened.identityId = envelope.identityId;
    const identity = await directory.identity(envelope.identityId);
    opened.sender = await senderOf(directory, identity.userId);
    opened.epoch = envelope.epoch;
    opened.message = await openMessage(envelope, await keys.key(envelope.epoch), identity);
  } catch (error) {
    opened.error = error;
  }
  return opened;
}

/**
 * An event as a notice.
 * @param {import('./log.js').Entry} entry @param {import('../../protocol/room-structures.js').RoomEvent} event
 * @param {Pick<import('./ledger.js').Ledger, 'hadFullHistoryAt'|'resets'|'boxName'>} ledger @param {(id: string) => Promise<Person|null>} named
 * @returns {Promise<import('./state.js').SystemItem>}
 */
export async function systemItem({ pos, at }, event, ledger, named) {
  const declined = event.kind === 'withdrawn' && event.actor === event.subject;
  return {
    kind: 'system', key: `p${pos}`, pos, at, what: declined ? 'declined' : event.kind,
    actor: await named(event.data.administrator ?? event.actor), subject: await named(event.subject), name: event.data.topic ?? event.data.name ?? ledger.boxName(event.data.box), role: event.data.role,
    webhook: event.data.webhook, policy: event.data.policy, seconds: event.data.seconds,
    full: event.kind === 'joined' ? ledger.hadFullHistoryAt(pos) : event.data.full, reset: ledger.resets.get(pos),
  };
}
