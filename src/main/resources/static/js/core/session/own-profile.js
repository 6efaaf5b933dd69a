// @ts-check
// What the user shows of themselves to everyone on the server.
import { get, put, remove } from '../platform.js';
import { toBase64 } from '../../protocol/bytes.js';

export class OwnProfile {
  #userId;
  #directory;

  /** @param {string} userId @param {import('./directory.js').Directory} directory */
  constructor(userId, directory) {
    this.#userId = userId;
    this.#directory = directory;
  }

  /** Throws Problem where the server refuses. @param {string} displayName */
  async rename(displayName) {
    await put('/api/me/name', { displayName });
    await this.#renew();
  }

  /** Throws Problem where the server refuses. @param {string} status empty for none */
  async setStatus(status) {
    await put('/api/me/status', { status });
    await this.#renew();
  }

  /** Throws Problem where the server refuses. @param {Uint8Array} image */
  async setPicture(image) {
    await put('/api/me/avatar', { image: toBase64(image) });
    await this.#renew();
  }

  async removePicture() {
    await remove('/api/me/avatar');
    await this.#renew();
  }

  /** A frame says the same, but the connection may be down at this moment. */
  async #renew() {
    const note = this.#directory.asking();
    note(await get(`/api/users/${this.#userId}`));
  }
}
