// @ts-check
// The files of a message that is on its way: their names, and one bar for all of them.
import { html, nothing } from 'lit';
import { Element } from './element.js';
import { shapeOf } from './file-card.js';
import { MOST_SHOWN, ratioOf } from './file-picture.js';
import { percentWords, sizeWords } from './file-words.js';
import { icon } from './icons.js';
import { cleanName } from '../core/files/names.js';
import { number, t } from '../locale/locale.js';

/** Whether it is shown as the picture that it is. @param {Upload} upload */
const isPicture = ({ state, thumbnail, width = 0, height = 0, type }) => thumbnail !== null && width > 0 && height > 0 && type.startsWith('image/') && state !== 'failed';

/** @typedef {import('../core/files/upload.js').Upload} Upload */

class PendingFiles extends Element {
  static properties = { uploads: { attribute: false, hasChanged: (/** @type {Upload[]} */ a, /** @type {Upload[]|undefined} */ b) => !b || a.length !== b.length || a.some((one, i) => one !== b[i]) }, failed: { type: Boolean } };

  constructor() {
    super();
    /** @type {Upload[]} */
    this.uploads = [];
    /** Whether the message cannot be sent. */
    this.failed = false;
  }

  /** @type {Map<Upload, string>} */
  #pictures = new Map();

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('uploads')) this.watch(...this.uploads.map((upload) => /** @type {[EventTarget, string]} */ ([upload, 'change'])));
    for (const upload of this.uploads) if (upload.thumbnail && !this.#pictures.has(upload)) this.#pictures.set(upload, URL.createObjectURL(upload.thumbnail));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const url of this.#pictures.values()) URL.revokeObjectURL(url);
    this.#pictures.clear();
  }

  /** By the sizes of the files. */
  get #progress() {
    const bytes = this.uploads.reduce((sum, { size }) => sum + size, 0);
    return bytes === 0 ? 1 : this.uploads.reduce((sum, { size, progress, state }) => sum + size * (state === 'done' ? 1 : progress), 0) / bytes;
  }

  updated() {
    const [only] = this.uploads.filter(isPicture);
    const place = /** @type {HTMLElement|null} */ (this.querySelector('.pics--1'));
    place?.style.setProperty('--ratio', ratioOf(only.width ?? 1, only.height ?? 1));
  }

  /** As they will stand in the message, so that nothing moves once it is sent. @param {Upload[]} pictures */
  #grid(pictures) {
    const left = pictures.length - MOST_SHOWN;
    return html`<div class="pics pics--${Math.min(MOST_SHOWN, pictures.length)}" role="group" aria-label=${t('files.pictures', { count: pictures.length })}>
      ${pictures.slice(0, MOST_SHOWN).map((upload, i) => html`<span class="pic"><img class="pic__img" src=${this.#pictures.get(upload) ?? nothing} alt=${cleanName(upload.name)}>${i === MOST_SHOWN - 1 && left > 0 ? html`<span class="pic__more">+${number(left)}</span>` : nothing}</span>`)}</div>`;
  }

  render() {
    const { uploads } = this;
    const isDone = uploads.every(({ state }) => state === 'done');
    const pictures = uploads.filter(isPicture);
    const others = uploads.filter((upload) => !isPicture(upload));
    return html`${pictures.length > 0 ? this.#grid(pictures) : nothing}${others.length > 0 ? this.#cards(others) : nothing}${this.failed || isDone ? nothing : html`<div class="fprogress"><progress max="1" value=${this.#progress} aria-label=${t('files.sending', { name: uploads.map(({ name }) => cleanName(name)).join(', ') })}></progress><span class="num">${percentWords(this.#progress)}</span></div>`}`;
  }

  /** @param {Upload[]} uploads */
  #cards(uploads) {
    return html`<ul class="fcards" aria-label=${t('files.list')}>${uploads.map((upload) => {
      const name = cleanName(upload.name);
      const picture = this.#pictures.get(upload);
      const isBad = upload.state === 'failed' || upload.state === 'too-large';
      return html`<li><div class="fcard ${isBad ? 'fcard--bad' : ''}"><span class="fcard__kind">${picture ? html`<img src=${picture} alt="">` : icon(isBad ? 'alert' : shapeOf(upload.type))}</span>
        <div><span class="fcard__name" title=${name}><bdi>${name}</bdi></span><span class="fcard__sub">${isBad ? t('files.failed') : upload.state === 'paused' ? t('files.paused', { size: sizeWords(upload.size) }) : sizeWords(upload.size)}</span></div>
        ${upload.state === 'paused' ? html`<button class="icon-btn" type="button" aria-label=${t('files.resume', { name })} title=${t('files.resume', { name })} @click=${upload.resume}>${icon('play', 'i--s')}</button>` : nothing}</div></li>`;
    })}</ul>`;
  }
}
customElements.define('sc-pending-files', PendingFiles);
