// @ts-check
// Audio and video of a message, played in their place once they are whole and verified.
import { html, nothing } from 'lit';
import { drawBlur } from './blurhash.js';
import { FileElement } from './file-element.js';
import { offCard } from './file-card.js';
import { troubleOf } from './file-trouble.js';
import { ratioOf } from './file-picture.js';
import { lengthWords, shownName, sizeWords } from './file-words.js';
import { icon } from './icons.js';
import { playAlone } from './playing.js';
import { kindOf } from '../core/files/kinds.js';
import { t } from '../locale/locale.js';


class FilePlayer extends FileElement {
  static properties = { hushed: { type: Boolean } };

  constructor() {
    super();
    /** Whether nothing of it is shown before this person asks for it. */
    this.hushed = false;
  }

  /** @type {string|null} */
  #url = null;
  /** A picture of a video. @type {string|null} */
  #poster = null;
  #isLoading = false;
  #isPlaying = false;
  /** @type {import('./file-trouble.js').Trouble|null} */
  #trouble = null;

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const url of [this.#url, this.#poster]) if (url) this.downloads.release(url);
    [this.#url, this.#poster, this.#isPlaying] = [null, null, false];
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (this.#isVideo) this.style.setProperty('--ratio', ratioOf(this.file.w ?? 16, this.file.h ?? 9));
    const canvas = this.querySelector('canvas');
    if (canvas && changed.has('file') && this.file.bl) drawBlur(canvas, this.file.bl);
    if (!this.hushed && (changed.has('file') || changed.has('hushed'))) this.#loadPoster();
  }

  get #isVideo() {
    return kindOf(this.file) === 'video';
  }

  async #loadPoster() {
    if (!this.#isVideo || !this.file.th || this.#poster) return;
    const url = await this.downloads.thumbnail(this.roomId, this.file).catch(() => null);
    if (url && this.isConnected) this.#poster = url;
    else if (url) this.downloads.release(url);
    this.requestUpdate();
  }

  async #play() {
    if (this.#isLoading) return;
    [this.#isLoading, this.#trouble] = [true, null];
    this.requestUpdate();
    try {
      const url = await this.downloads.url(this.roomId, this.file);
      if (this.isConnected) [this.#url, this.#isPlaying] = [url, true];
      else this.downloads.release(url);
    } catch (error) {
      this.#trouble = troubleOf(error);
    }
    this.#isLoading = false;
    this.requestUpdate();
    await this.updateComplete;
    const player = /** @type {HTMLMediaElement|null} */ (this.querySelector('audio, video'));
    player?.focus({ preventScroll: true });
    player?.play().catch(() => {});
  }

  /** The browser cannot play it: it can be saved. */
  #broken() {
    if (this.#url) this.downloads.release(this.#url);
    [this.#url, this.#isPlaying, this.#trouble] = [null, false, { kind: 'not-shown', words: t('files.not-shown') }];
    this.requestUpdate();
  }

  render() {
    const { file } = this;
    const name = shownName(file);
    const trouble = this.#trouble;
    if (trouble?.kind === 'damaged' || trouble?.kind === 'gone') return offCard(name, trouble);
    const video = this.#isVideo && !trouble;
    const on = (/** @type {Event} */ e) => playAlone(/** @type {HTMLMediaElement} */ (e.target));
    if (this.#isPlaying && this.#url) {
      return video
        ? html`<video class="video" controls playsinline src=${this.#url} aria-label=${name} @play=${on} @error=${() => this.#broken()}></video>`
        : html`<audio class="audio" controls src=${this.#url} aria-label=${name} @play=${on} @error=${() => this.#broken()}></audio>${this.#card()}`;
    }
    if (!video) return html`${this.#card()}${trouble?.kind === 'not-shown' ? html`<p class="files__note">${trouble.words}</p>` : html`<button class="link files__play" type="button" ?disabled=${this.#isLoading} @click=${() => this.#play()}>${this.#isLoading ? t('files.loading') : t('files.play', { name })}</button>${trouble ? html`<p class="files__note" role="alert">${trouble.words}</p>` : nothing}`}`;
    return html`<div class="video"><canvas class="pic__blur" aria-hidden="true"></canvas>${this.#poster ? html`<img class="pic__img" src=${this.#poster} alt="">` : nothing}
      <button class="pic__open" type="button" aria-label=${t('files.play', { name })} ?disabled=${this.hushed || this.#isLoading} @click=${() => this.#play()}><span class="video__play">${icon('play')}</span>
        <span class="video__about">${this.#isLoading ? t('files.loading') : [file.d === undefined ? '' : lengthWords(file.d), sizeWords(file.s)].filter(Boolean).join(' · ')}</span></button></div>`;
  }

  #card() {
    return html`<sc-file-card .downloads=${this.downloads} .roomId=${this.roomId} .file=${this.file}></sc-file-card>`;
  }
}
customElements.define('sc-file-player', FilePlayer);
