// @ts-check
// A voice note: played in its place, at one of three speeds, with its waveform.
import { html, nothing } from 'lit';
import { FileElement } from './file-element.js';
import { offCard } from './file-card.js';
import { troubleOf } from './file-trouble.js';
import { fileWords, lengthWords } from './file-words.js';
import { icon } from './icons.js';
import { BARS, loudness } from './loudness.js';
import { playAlone } from './playing.js';
import { waveform } from './waveform.js';
import { number, t } from '../locale/locale.js';


const SPEEDS = [1, 1.5, 2];
/** Up to this size it is fetched when it is seen, so that its waveform is drawn, in bytes. */
const MOST_UNASKED = 2 ** 20;
/** Before a recording is there. */
const FLAT = Array.from({ length: BARS }, () => 0.15);
const SKIP_SECONDS = 5;

/** The bars of a recording that the browser can decode; its sound is not kept. @param {ArrayBuffer} bytes */
async function barsOf(bytes) {
  const sound = await new OfflineAudioContext(1, 1, 8000).decodeAudioData(bytes);
  return loudness(sound.getChannelData(0));
}

class Voice extends FileElement {
  #player = new Audio();
  #bars = FLAT;
  #speed = 0;
  /** @type {string|null} */
  #url = null;
  #isLoading = false;
  /** @type {import('./file-trouble.js').Trouble|null} */
  #trouble = null;
  #watcher = new IntersectionObserver((seen) => {
    const isTooLong = this.file.s > MOST_UNASKED;
    if (seen.some((one) => one.isIntersecting) && !isTooLong && !this.#trouble) this.#load();
  });

  connectedCallback() {
    super.connectedCallback();
    this.#watcher.observe(this);
    for (const type of ['play', 'pause', 'ended', 'timeupdate', 'loadedmetadata']) this.#player.addEventListener(type, this.#draw);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#watcher.disconnect();
    this.#player.pause();
    this.#player.removeAttribute('src');
    if (this.#url) this.downloads.release(this.#url);
    this.#url = null;
  }

  #draw = () => this.requestUpdate();

  async #load() {
    if (this.#url || this.#isLoading) return;
    [this.#isLoading, this.#trouble] = [true, null];
    this.requestUpdate();
    try {
      const url = await this.downloads.url(this.roomId, this.file);
      if (!this.isConnected) return this.downloads.release(url);
      this.#url = this.#player.src = url;
      const bytes = await this.downloads.bytes(url);
      if (bytes) this.#bars = await barsOf(bytes).catch(() => FLAT);
    } catch (error) {
      this.#trouble = troubleOf(error);
    } finally {
      this.#isLoading = false;
      this.requestUpdate();
    }
  }

  async #toggle() {
    await this.#load();
    if (!this.#url) return;
    if (!this.#player.paused) return this.#player.pause();
    playAlone(this.#player);
    this.#player.playbackRate = SPEEDS[this.#speed];
    await this.#player.play().catch((/** @type {Error} */ error) => error.name === 'NotSupportedError' && this.#broken());
  }

  #broken() {
    this.#trouble = { kind: 'damaged', words: t('files.damaged') };
    this.requestUpdate();
  }

  #faster() {
    this.#speed = (this.#speed + 1) % SPEEDS.length;
    this.#player.playbackRate = SPEEDS[this.#speed];
    this.requestUpdate();
  }

  get #seconds() {
    return this.file.d !== undefined ? this.file.d / 1000 : Number.isFinite(this.#player.duration) ? this.#player.duration : 0;
  }

  /** @param {KeyboardEvent} e */
  #key(e) {
    const way = e.key === 'ArrowRight' ? 1 : e.key === 'ArrowLeft' ? -1 : 0;
    if (way === 0 || !this.#url) return;
    e.preventDefault();
    e.stopPropagation();
    this.#player.currentTime = Math.max(0, this.#player.currentTime + way * SKIP_SECONDS);
  }

  /** A click on the waveform goes there. @param {MouseEvent} e */
  #seek(e) {
    if (!this.#url) return;
    const { left, width } = /** @type {HTMLElement} */ (e.currentTarget).getBoundingClientRect();
    this.#player.currentTime = this.#seconds * Math.max(0, Math.min(1, (e.clientX - left) / width));
  }

  render() {
    const trouble = this.#trouble;
    const words = fileWords(this.file);
    if (trouble && trouble.kind !== 'failed') return offCard(words, trouble);
    const { currentTime, paused } = this.#player;
    const [total, isBegun] = [this.#seconds, currentTime > 0];
    const played = total > 0 ? Math.min(1, currentTime / total) : 0;
    const speed = `${number(SPEEDS[this.#speed])}×`;
    return html`<div class="voice" role="group" aria-label=${words} @keydown=${this.#key}>
      <button class="voice__play" type="button" aria-label=${paused ? t('files.play', { name: words }) : t('files.pause-playing')} ?disabled=${this.#isLoading} @click=${() => this.#toggle()}>${icon(paused ? 'play' : 'pause')}</button>
      <span class="voice__wave" dir="ltr" @click=${this.#seek}>${waveform(this.#bars, played)}</span>
      <time>${isBegun ? `${lengthWords(currentTime * 1000)} / ` : ''}${lengthWords(total * 1000)}</time>
      <button class="voice__speed" type="button" aria-label=${t('files.speed', { speed })} @click=${() => this.#faster()}>${speed}</button></div>
      ${trouble ? html`<p class="files__note" role="alert">${trouble.words} <button class="link" type="button" @click=${() => this.#toggle()}>${t('action.retry')}</button></p>` : nothing}`;
  }
}
customElements.define('sc-voice', Voice);
