// @ts-check
// Plays a voice note that is paused, before it is sent.
import { playAlone } from './playing.js';

export class Rehearing {
  #moved;
  /** @type {HTMLAudioElement|null} */
  #player = null;

  /** @param {() => void} moved called when another part is heard, or none any more */
  constructor(moved) {
    this.#moved = moved;
  }

  /** Where it is heard; null while it is not. */
  get millis() {
    return this.#player && this.#player.currentTime * 1000;
  }

  /** Plays it from its beginning, unless the user has gone on meanwhile. @param {import('./recording.js').Recording} recording */
  async begin(recording) {
    const heard = await recording.soFar();
    if (!recording.isPaused) return;
    this.end();
    const player = new Audio(URL.createObjectURL(heard));
    this.#player = player;
    for (const type of ['ended', 'error', 'pause']) player.addEventListener(type, () => player === this.#player && this.end());
    player.addEventListener('timeupdate', this.#moved);
    playAlone(player);
    await player.play().catch(() => {});
    this.#moved();
  }

  end() {
    const player = this.#player;
    if (!player) return;
    this.#player = null;
    player.pause();
    URL.revokeObjectURL(player.src);
    this.#moved();
  }
}
