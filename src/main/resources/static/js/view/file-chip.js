// @ts-check
// One file above the text that is written: its name, how far its upload is, and what can be done about it.
import { html, nothing } from 'lit';
import { Element } from './element.js';
import { shapeOf } from './file-card.js';
import { sizeWords } from './file-words.js';
import { icon } from './icons.js';
import { METADATA_STAYS } from '../core/files/kinds.js';
import { cleanName } from '../core/files/names.js';
import { has, t } from '../locale/locale.js';

/** @typedef {import('../core/files/upload.js').Upload} Upload */

/** Why an upload failed is said where this person can do something about it: a connection comes back by itself. */
const UNSAID = new Set(['unreachable', 'failed', 'busy', 'too-many', 'timeout']);

/** Another attempt does not change these. */
const FINAL = new Set(['gone', METADATA_STAYS]);

/** Events: `detach`, when it is to be removed. */
class FileChip extends Element {
  static properties = { upload: { attribute: false }, limit: { type: Number } };

  constructor() {
    super();
    /** @type {Upload} */
    this.upload;
    /** The longest file that the server takes, in bytes. @type {number} */
    this.limit;
  }

  /** Its small picture. @type {string|null} */
  #picture = null;
  /** @type {Blob|null} */
  #pictured = null;

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('upload')) this.watch([this.upload, 'change']);
    const { thumbnail } = this.upload;
    if (thumbnail === this.#pictured) return;
    this.#hide();
    this.#pictured = thumbnail;
    if (thumbnail) this.#picture = URL.createObjectURL(thumbnail);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#hide();
  }

  #hide() {
    if (this.#picture) URL.revokeObjectURL(this.#picture);
    [this.#picture, this.#pictured] = [null, null];
  }

  get #isBad() {
    return this.upload.state === 'failed' || this.upload.state === 'too-large';
  }

  #words() {
    const { state, size, code } = this.upload;
    switch (state) {
      case 'too-large': return t('files.too-large', { size: sizeWords(this.limit) });
      case 'failed': return code === METADATA_STAYS ? t('files.metadata-stays') : code === 'gone' ? t('files.unreadable') : code && !UNSAID.has(code) && has(`problem.${code}`) ? t('files.failed-why', { reason: t(`problem.${code}`) }) : t('files.failed');
      case 'paused': return t('files.paused', { size: sizeWords(size) });
      case 'preparing': return t('files.preparing', { size: sizeWords(size) });
      default: return t('files.ready', { size: sizeWords(size) });
    }
  }

  /** @param {string} name */
  #way(name) {
    const { upload } = this;
    const button = (/** @type {Parameters<typeof icon>[0]} */ shape, /** @type {string} */ words, /** @type {() => unknown} */ run) => html`<button class="icon-btn" type="button" aria-label=${words} title=${words} @click=${run}>${icon(shape, 'i--s')}</button>`;
    if (upload.state === 'sending') return button('pause', t('files.pause', { name }), upload.pause);
    if (upload.state === 'paused') return button('play', t('files.resume', { name }), upload.resume);
    if (upload.state === 'failed' && !FINAL.has(upload.code ?? '')) return button('retry', t('files.retry', { name }), upload.retry);
    return nothing;
  }

  render() {
    const { upload } = this;
    const name = cleanName(upload.name);
    const isSending = upload.state === 'sending';
    return html`<div class="fchip ${this.#isBad ? 'fchip--bad' : ''}" data-state=${upload.state}>
      <span class="fchip__pic">${this.#picture ? html`<img src=${this.#picture} alt="">` : icon(this.#isBad ? 'alert' : shapeOf(upload.type), 'i--s')}</span>
      <span class="fchip__text"><span class="fchip__name" title=${name}><bdi>${name}</bdi></span>
        ${isSending ? html`<progress max="1" value=${upload.progress} aria-label=${t('files.sending', { name })}></progress>` : html`<span class="fchip__sub">${this.#words()}</span>`}</span>
      ${this.#way(name)}<button class="icon-btn" type="button" aria-label=${t('files.remove', { name })} title=${t('files.remove', { name })} @click=${() => this.say('detach', upload)}>${icon('x', 'i--s')}</button></div>`;
  }
}
customElements.define('sc-file-chip', FileChip);
