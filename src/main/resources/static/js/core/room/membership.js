// @ts-check
// Whether the user is a member of a room: its events say so, and their own key signed the one that admitted them. A
// server can invent an identity with their id, but cannot sign with theirs.
import { Unreadable } from '../../crypto/unreadable.js';

export class Membership {
  #ledger;
  #context;
  /** @type {Set<string>} */
  #own;

  /** @param {import('./ledger.js').Ledger} ledger @param {import('../session/session.js').Context} context */
  constructor(ledger, context) {
    this.#ledger = ledger;
    this.#context = context;
    this.#own = new Set(context.ownKeys.map((keys) => keys.identityId));
  }

  get #self() {
    return this.#ledger.members.get(this.#context.me.userId) ?? null;
  }

  get isMember() {
    return this.#self !== null && this.#own.has(this.#self.joinedIdentity);
  }

  /** From which number on this person may read messages (L4, L8). */
  get readableFrom() {
    return this.#ledger.fullHistory ? 0 : this.#self?.joinedPos ?? Infinity;
  }

  /** After a reset the keys that joined are gone: the present identity names the one before it. */
  async recognise() {
    if (!this.#self || this.isMember) return;
    const { me, ownKeys, directory } = this.#context;
    const present = ownKeys[0].identityId;
    try {
      const chain = await directory.chain(me.userId, present);
      const at = chain.findIndex((link) => link.id === present);
      for (const { id } of chain.slice(0, at + 1)) this.#own.add(id);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
    }
  }
}
