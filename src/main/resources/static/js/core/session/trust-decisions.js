// @ts-check
// What a user decides about the server, rooms and people whom their pins do not vouch for.

export class TrustDecisions {
  /** Whether the server signs with a key that no pinned one vouches for. */
  serverChanged = false;
  #trust;
  #directory;
  #review;
  #outdated;

  /**
   * @param {import('../trust/trust.js').Trust} trust
   * @param {import('./directory.js').Directory} directory
   * @param {object} session
   * @param {() => Promise<unknown>} session.review judges all rooms and invitations again
   * @param {() => void} session.outdated begins the page again
   */
  constructor(trust, directory, { review, outdated }) {
    this.#trust = trust;
    this.#directory = directory;
    this.#review = review;
    this.#outdated = outdated;
  }

  async checkServer() {
    const ids = [...(await this.#directory.serverKeys()).keys()];
    this.serverChanged = !this.#trust.trouble && !this.#trust.isServer(ids);
  }

  /** Trusts the server's present key. */
  async acceptServer() {
    this.#trust.acceptServer([...(await this.#directory.serverKeys()).keys()]);
    this.serverChanged = false;
    await this.#review();
  }

  /** Forgets all pins: everybody counts as seen for the first time. */
  async beginAnew() {
    await this.#trust.beginAnew();
    await this.checkServer();
    await this.#review();
  }

  /** Goes on with a room that the server shows in an older state. @param {string} roomId */
  async acceptRestored(roomId) {
    await this.#trust.forgetRoom(roomId);
    this.#outdated();
  }

  /** Uses somebody's new names. @param {string} userId */
  acceptNames(userId) {
    this.#trust.acceptNames(userId);
  }

  /** Trusts somebody's identity after having looked at it. @param {string} userId @param {string} identityId @param {number} state */
  async vouchFor(userId, identityId, state) {
    await this.#trust.accept(userId, identityId, state);
    await this.#review();
  }
}
