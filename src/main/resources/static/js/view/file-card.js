// @ts-check
// A file as a card: its name, size and type, and a button that saves it.
import { html, nothing } from 'lit';
import { FileElement } from './file-element.js';
import { troubleOf } from './file-trouble.js';
import { percentWords, shownName, sizeWords, typeWords } from './file-words.js';
import { icon } from './icons.js';
import { wordsFor } from './words.js';
import { t } from '../locale/locale.js';

/** A card that nothing can be done with. @param {string} name @param {import('./file-trouble.js').Trouble} trouble */
export const offCard = (name, { kind, words }) => html`<div class="fcard fcard--off"><span class="fcard__kind">${icon(kind === 'gone' ? 'hourglass' : 'fileX')}</span><div><span class="fcard__name" title=${name}><bdi>${name}</bdi></span><span class="fcard__sub">${words}</span></div></div>`;

const SHAPES = /** @type {Record<string, Parameters<typeof icon>[0]>} */ ({ audio: 'music', video: 'film', image: 'image', text: 'fileText' });
const ARCHIVES = /\b(?:zip|x-tar|gzip|x-7z-compressed|x-rar-compressed|vnd\.rar|x-bzip2?|x-xz|zstd)$/;

/** @param {string} type a media type */
export const shapeOf = (type) => (ARCHIVES.test(type) ? 'fileArchive' : type === 'application/pdf' ? 'fileText' : SHAPES[type.split('/')[0]] ?? 'file');

class FileCard extends FileElement {
  /** Null while nothing is saved. @type {number|null} */
  #progress = null;
  /** @type {AbortController|null} */
  #ending = null;
  /** @type {import('./file-trouble.js').Trouble|null} */
  #trouble = null;

  async #save() {
    const ending = (this.#ending = new AbortController());
    [this.#progress, this.#trouble] = [0, null];
    this.requestUpdate();
    try {
      const isSaved = await this.downloads.save(this.roomId, this.file, { signal: ending.signal, onProgress: (progress) => this.#advance(progress) });
      if (isSaved) this.say('told', { text: t('files.saved', { name: shownName(this.file) }), kind: 'info' });
    } catch (error) {
      if (!ending.signal.aborted) this.#trouble = troubleOf(error).kind === 'failed' ? { kind: 'failed', words: t('files.save-failed', { reason: wordsFor(error) }) } : troubleOf(error);
    }
    [this.#progress, this.#ending] = [null, null];
    this.requestUpdate();
    await this.updateComplete;
    if (document.activeElement === document.body) /** @type {HTMLElement|null} */ (this.querySelector('button'))?.focus({ preventScroll: true });
  }

  /** @param {number} progress */
  #advance(progress) {
    this.#progress = progress;
    this.requestUpdate();
  }

  render() {
    const { file } = this;
    const name = shownName(file);
    const trouble = this.#trouble;
    if (trouble && trouble.kind !== 'failed') return offCard(name, trouble);
    const isSaving = this.#progress !== null;
    const sub = isSaving ? t('files.saving', { percent: percentWords(this.#progress ?? 0) }) : trouble ? trouble.words : `${typeWords(file.n)} · ${sizeWords(file.s)}`;
    return html`<div class="fcard ${trouble ? 'fcard--bad' : ''}"><span class="fcard__kind">${icon(trouble ? 'alert' : shapeOf(file.m))}</span>
      <div><span class="fcard__name" title=${name}><bdi>${name}</bdi></span><span class="fcard__sub" role=${trouble ? 'alert' : nothing}>${sub}</span>
        ${isSaving ? html`<progress max="1" value=${this.#progress ?? 0} aria-label=${t('files.saving-name', { name })}></progress>` : nothing}</div>
      ${isSaving ? html`<button class="icon-btn" type="button" aria-label=${t('files.stop-saving', { name })} title=${t('action.cancel')} @click=${() => this.#ending?.abort()}>${icon('x')}</button>`
        : html`<button class="icon-btn" type="button" aria-label=${t('files.save', { name })} title=${t('files.save-short')} @click=${() => this.#save()}>${icon('download')}</button>`}</div>`;
  }
}
customElements.define('sc-file-card', FileCard);
