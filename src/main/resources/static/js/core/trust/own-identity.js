// @ts-check
import { get } from '../platform.js';
import { canonical, drawCode, fingerprint, newKeys, setRecovery } from '../session/own-keys.js';

/** What a user can do with their own identity. Events: `recovery`. */
export class OwnIdentity extends EventTarget {
  #me;
  #own;
  #directory;
  #trust;
  /** Whether a new identity is being made here, whose keys are not kept yet. */
  isMaking = false;
  /** Another identity of this person that was looked into already. @type {string|null} */
  #doubted = null;
  drawCode = drawCode;
  canonicalCode = canonical;

  /**
   * @param {import('../session/session.js').Me} me
   * @param {import('../../crypto/vault.js').OpenedKeys} own
   * @param {import('../session/directory.js').Directory} directory
   * @param {import('./trust.js').Trust} trust
   */
  constructor(me, own, directory, trust) {
    super();
    this.#me = me;
    this.#own = own;
    this.#directory = directory;
    this.#trust = trust;
  }

  get hasRecovery() {
    return this.#me.recovery;
  }

  fingerprint() {
    return this.#fingerprint(this.#own.identityId);
  }

  /** Both people's, in the order in which both see them. @param {string} userId @param {string} identityId */
  async compared(userId, identityId) {
    const numbers = [await this.fingerprint(), await this.#fingerprint(identityId)].sort();
    return { numbers, isNew: this.#trust.pinned(userId) !== identityId };
  }

  /** @param {string} identityId */
  async #fingerprint(identityId) {
    return fingerprint(await this.#directory.identity(identityId));
  }

  /** @param {string} password @param {{bytes: Uint8Array}} code */
  async setRecovery(password, code) {
    await setRecovery(this.#me, password, code);
    this.#me.recovery = true;
    this.dispatchEvent(new Event('recovery'));
  }

  /** Afterwards this page has the wrong keys and must reload. @param {string} password @param {{bytes: Uint8Array}} code */
  async newKeys(password, code) {
    this.isMaking = true;
    try {
      await newKeys(this.#me, password, code, this.#trust);
    } finally {
      this.isMaking = false;
    }
  }

  /**
   * Whether another browser has made new keys, so that this page has the wrong ones. Asks the server once per identity:
   * a lying server must not make the page reload in a loop.
   */
  async isOutdated() {
    const { identityId } = this.#me;
    if (this.isMaking || identityId === this.#own.identityId || identityId === this.#doubted) return false;
    this.#doubted = identityId;
    try {
      return (await get('/api/me')).identityId !== this.#own.identityId;
    } catch {
      this.#doubted = null;
      return false;
    }
  }
}
