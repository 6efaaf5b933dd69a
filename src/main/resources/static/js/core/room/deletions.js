// @ts-check
// Deleted messages, by their position: what the room's signed events name, and whether the log agrees with them.
import { refHash } from '../../protocol/content.js';
import { Problem } from '../../protocol/problems.js';
import { NOBODY, readEnvelope } from '../../protocol/room-structures.js';
import { LETTER, MESSAGE } from './entry-types.js';

/** @typedef {import('./positions.js').Positions<Deletion>} Deletions */
/**
 * @typedef {object} Deletion
 * @property {string} hash the first 16 bytes of SHA(entry), in Base64
 * @property {string} by who deleted it
 * @property {string} of whose it was; NOBODY for a letter
 * @property {number} pos the position of the event
 */
/** An entry as far as this page knows it; `userId` is NOBODY for a letter, which counts as a message. @typedef {{isMessage: boolean, hash: string, userId: string|null}} Written */

/** With those that an event names. @param {Deletions} deletions @param {number} pos @param {import('../../protocol/room-structures.js').RoomEvent} event */
export const withDeletion = (deletions, pos, event) => deletions.withAll(
  (event.data.messages ?? []).map((named) => [named.pos, { hash: named.hash, by: event.actor, of: event.subject, pos }]),
);

/** Whether an entry may be what a deletion names. @param {Written} written @param {{hash: string, of: string}} deletion */
const fits = ({ isMessage, hash, userId }, deletion) => isMessage && hash === deletion.hash && (userId === null ? deletion.of !== NOBODY : userId === deletion.of);

/**
 * The rule that a deletion breaks, if any: it names earlier messages of its subject, each once (D2, D3).
 * @param {number} pos @param {import('../../protocol/room-structures.js').RoomEvent} event @param {Deletions} deletions
 * @param {(pos: number) => Promise<Written|null>} written what stands at a position; null where that is not known
 */
export async function deletionFault(pos, event, deletions, written) {
  const messages = event.data.messages ?? [];
  if (messages.some((named) => named.pos >= pos)) return 'deleted-other';
  if (messages.some((named) => deletions.get(named.pos))) return 'deleted-again';
  for (const { pos: at, hash } of messages) {
    const there = await written(at);
    if (there && !fits(there, { hash, of: event.subject })) return 'deleted-other';
  }
  return null;
}

/** Entries of the loaded log, for comparing them with the deletions. */
export class WrittenEntries {
  #log;
  #directory;
  #senderAt;

  /**
   * @param {import('./log.js').Log} log @param {Pick<import('../session/directory.js').Directory, 'identity'>} directory
   * @param {(pos: number) => string|null} senderAt who wrote a message whose bytes are not kept
   */
  constructor(log, directory, senderAt) {
    this.#log = log;
    this.#directory = directory;
    this.#senderAt = senderAt;
  }

  /** What stands at a position; null where it is not loaded. @param {number} pos @returns {Promise<Written|null>} */
  at = async (pos) => {
    const entry = this.#log.at(pos);
    if (!entry) return null;
    if (entry.type === LETTER) return { isMessage: true, hash: refHash(entry.entryHash), userId: NOBODY };
    const isMessage = entry.type === MESSAGE;
    return { isMessage, hash: refHash(entry.entryHash), userId: isMessage ? await this.#senderOf(entry) : null };
  };

  /** @param {import('./log.js').Entry} entry */
  async #senderOf({ pos, bytes }) {
    if (!bytes) return this.#senderAt(pos);
    try {
      return (await this.#directory.identity(readEnvelope(bytes).identityId)).userId;
    } catch (error) {
      if (error instanceof Problem) throw error;
      return null;
    }
  }

  /** The first deletion among those of loaded entries that names something else. @param {import('./log.js').Entry[]} entries @param {Deletions} deletions */
  async contradicting(entries, deletions) {
    for (const { pos } of entries) {
      const deletion = deletions.get(pos);
      const written = deletion ? await this.at(pos) : null;
      if (deletion && written && !fits(written, deletion)) return deletion;
    }
    return null;
  }
}
