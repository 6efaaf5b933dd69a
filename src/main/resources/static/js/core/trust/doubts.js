// @ts-check
// Members of a room whose identity nobody vouches for: the user must check them first.

/** @typedef {{member: import('../room/member-state.js').Member, verdict: string}} Doubt and why */

export class Doubts {
  #trust;
  #me;
  /** @type {Doubt[]} */
  all = [];
  /** Whether the members were looked at, at least once. */
  isReviewed = false;

  /** @param {import('./trust.js').Trust} trust @param {string} me */
  constructor(trust, me) {
    this.#trust = trust;
    this.#me = me;
  }

  /** Compares the members' identities with what this person knows. @param {Iterable<import('../room/member-state.js').Member>} members */
  async review(members) {
    const verdicts = await Promise.all([...members].map(async (member) => {
      if (member.userId === this.#me) return null;
      const verdict = await this.#trust.verdict(member.userId, member.identityId, member.vouched, member.latest);
      return verdict === 'fine' ? null : { member, verdict };
    }));
    this.all = verdicts.filter((doubt) => doubt !== null);
    this.isReviewed = true;
  }

  /** @param {string} userId */
  concern(userId) {
    return this.all.some(({ member }) => member.userId === userId);
  }
}
