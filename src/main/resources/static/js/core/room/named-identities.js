// @ts-check
// What a room's ledger looks up of the identities that events name.
import { Unreadable } from '../../crypto/unreadable.js';
import { Problem } from '../../protocol/problems.js';

export class NamedIdentities {
  #directory;

  /** @param {import('../session/directory.js').Directory} directory */
  constructor(directory) {
    this.#directory = directory;
  }

  /** An identity's record; null where it is no good one. @param {string} id */
  record(id) {
    return this.#directory.identity(id).catch((error) => {
      if (error instanceof Problem) throw error;
      return null;
    });
  }

  /** @param {string} id */
  async indexOf(id) {
    return (await this.record(id))?.index ?? 0;
  }

  /** The highest index that the room has named for somebody before they join. @param {number} before from an earlier membership @param {import('./member-state.js').Invitation} invitation */
  async latestOf(before, { identityId }) {
    return identityId ? Math.max(before, await this.indexOf(identityId)) : before;
  }

  /** @param {string} userId @param {string} from @param {string} to */
  async relation(userId, from, to) {
    // The event's signature has proved that the identity is this user's.
    if (from === to) return 'same';
    try {
      return await this.#directory.relation(userId, from, to);
    } catch (error) {
      if (error instanceof Unreadable) return 'unknown';
      throw error;
    }
  }
}
