// @ts-check
// The files of a message that is on its way: their names, and one bar for all of them.
import { html, nothing } from 'lit';
import { Element } from './element.js';
import { shapeOf } from './file-card.js';
import { percentWords, sizeWords } from './file-words.js';
import { icon } from './icons.js';
import { cleanName } from '../core/files/names.js';
import { t } from '../locale/locale.js';

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

  render() {
    const { uploads } = this;
    const isDone = uploads.every(({ state }) => state === 'done');
    return html`<ul class="fcards" aria-label=${t('files.list')}>${uploads.map((upload) => {
      const name = cleanName(upload.name);
      const picture = this.#pictures.get(upload);
      const isBad = upload.state === 'failed' || upload.state === 'too-large';
      return html`<li><div class="fcard ${isBad ? 'fcard--bad' : ''}"><span class="fcard__kind">${picture ? html`<img src=${picture} alt="">` : icon(isBad ? 'alert' : shapeOf(upload.type))}</span>
        <div><span class="fcard__name" title=${name}><bdi>${name}</bdi></span><span class="fcard__sub">${isBad ? t('files.failed') : upload.state === 'paused' ? t('files.paused', { size: sizeWords(upload.size) }) : sizeWords(upload.size)}</span></div>
        ${upload.state === 'paused' ? html`<button class="icon-btn" type="button" aria-label=${t('files.resume', { name })} title=${t('files.resume', { name })} @click=${upload.resume}>${icon('play', 'i--s')}</button>` : nothing}</div></li>`;
    })}</ul>${this.failed || isDone ? nothing : html`<div class="fprogress"><progress max="1" value=${this.#progress} aria-label=${t('files.sending', { name: uploads.map(({ name }) => cleanName(name)).join(', ') })}></progress><span class="num">${percentWords(this.#progress)}</span></div>`}`;
  }
}
customElements.define('sc-pending-files', PendingFiles);
