// @ts-check
// One picture of a message: its place with its rough colours from the first frame, then the small picture.
import { html, nothing } from 'lit';
import { drawBlur } from './blurhash.js';
import { FileElement } from './file-element.js';
import { troubleOf } from './file-trouble.js';
import { shownName } from './file-words.js';
import { icon } from './icons.js';
import { t } from '../locale/locale.js';

/** So many pictures of a message are shown; the last one says how many follow. */
export const MOST_SHOWN = 4;
/** No picture is much wider than high, or the other way round: it is cut. */
const WIDEST = 3;
const HIGHEST = 0.5;

/** How much wider than high its place is. @param {number} width @param {number} height */
export const ratioOf = (width, height) => String(Math.min(WIDEST, Math.max(HIGHEST, width / height)));

/** A picture without a small one is loaded by itself up to this size, in bytes. */
const MOST_UNASKED = 8 * 2 ** 20;
/** Pictures are loaded before they are scrolled to. */
const MARGIN = '600px';

/** Events: `open-picture`, when it is to be seen in full. */
export class FilePicture extends FileElement {
  static properties = { hushed: { type: Boolean }, more: {} };

  constructor() {
    super();
    /** Whether it is not shown before this person asks for it. */
    this.hushed = false;
    /** What stands over it where further pictures follow. */
    this.more = '';
  }

  /** What is shown; null before it is there. @type {string|null} */
  #url = null;
  /** @type {import('./file-trouble.js').Trouble|null} */
  #trouble = null;
  #isLoading = false;
  #isNear = false;
  /** @type {IntersectionObserver|null} */
  #watcher = null;

  connectedCallback() {
    super.connectedCallback();
    const near = (/** @type {IntersectionObserverEntry[]} */ seen) => {
      this.#isNear = seen.some(({ isIntersecting }) => isIntersecting);
      this.#load();
    };
    this.#watcher = new IntersectionObserver(near, { root: this.closest('.scroll, .thread__scroll'), rootMargin: MARGIN });
    this.#watcher.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#watcher?.disconnect();
    this.#isNear = false;
    this.#release();
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (changed.has('file') && this.file.bl) drawBlur(/** @type {HTMLCanvasElement} */ (this.querySelector('canvas')), this.file.bl);
    if (changed.has('hushed')) this.#load();
  }

  #release() {
    if (this.#url) this.downloads.release(this.#url);
    this.#url = null;
  }

  async #load(isAsked = false) {
    if (this.#isLoading || this.#url || this.hushed || !this.#isNear || (this.#trouble && !isAsked)) return;
    if (!this.file.th && this.file.s > MOST_UNASKED) return;
    [this.#isLoading, this.#trouble] = [true, null];
    this.requestUpdate();
    try {
      const url = (await this.downloads.thumbnail(this.roomId, this.file)) ?? (await this.downloads.url(this.roomId, this.file));
      if (this.isConnected) this.#url = url;
      else this.downloads.release(url);
    } catch (error) {
      this.#trouble = troubleOf(error);
    }
    this.#isLoading = false;
    this.requestUpdate();
  }

  #open() {
    if (this.#trouble?.kind === 'failed') this.#load(true);
    else this.say('open-picture', this.file);
  }

  render() {
    const { file, more } = this;
    const name = shownName(file);
    const label = more ? t('files.more-pictures', { name, more }) : t('files.open', { name });
    const trouble = this.#trouble;
    return html`<canvas class="pic__blur" aria-hidden="true"></canvas>
      ${this.#url ? html`<img class="pic__img" src=${this.#url} alt="" width=${file.w ?? nothing} height=${file.h ?? nothing} decoding="async" draggable="false" @error=${() => this.#broken()}>` : nothing}
      ${trouble && trouble.kind !== 'failed' ? html`<span class="pic__off">${icon('fileX')}<span>${trouble.words}</span></span>`
        : html`<button class="pic__open" type="button" aria-label=${trouble ? `${name}. ${trouble.words} ${t('action.retry')}` : label} title=${name} ?disabled=${this.hushed} @click=${() => this.#open()}>
          ${trouble ? html`<span class="pic__off">${icon('retry')}<span>${trouble.words}</span></span>` : more ? html`<span class="pic__more" aria-hidden="true">${more}</span>` : nothing}</button>`}`;
  }

  /** The browser cannot decode it. */
  #broken() {
    this.#release();
    this.#trouble = { kind: 'damaged', words: t('files.damaged') };
    this.requestUpdate();
  }
}
customElements.define('sc-file-picture', FilePicture);
