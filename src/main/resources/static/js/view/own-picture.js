// @ts-check
// One's own picture among the settings: chosen or dropped, looked at, then used; or removed, which can be undone.
import { html, nothing } from 'lit';
import { avatar } from './avatar.js';
import { openDialog } from './dialog.js';
import { Element } from './element.js';
import { ACCEPT, BadPicture, shownPicture, smallPicture } from './picture.js';
import { wordsFor } from './words.js';
import { t } from '../locale/locale.js';

class OwnPicture extends Element {
  static properties = { session: { attribute: false } };

  constructor() {
    super();
    /** @type {import('../core/session/session.js').Session} */
    this.session;
  }

  /** What was removed here, for as long as the page shows it. @type {Blob|null} */
  #removed = null;
  #error = '';
  #isOver = false;

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('session')) this.watch([this.session.directory, 'people', 'names']);
  }

  render() {
    const { me } = this.session;
    return html`<div class="item item--wrap item--drop ${this.#isOver ? 'is-over' : ''}" id="own-picture" @dragover=${this.#over} @dragleave=${() => this.#leave()} @drop=${this.#drop}>
      ${avatar(me, 'av--48')}<div>${t(me.avatar ? 'picture.yours' : 'picture.none')}<span class="sub">${t('picture.hint')}</span>
        <p class="error" role="alert" ?hidden=${!this.#error}>${this.#error}</p></div>
      <span class="item__do"><input type="file" accept=${ACCEPT} hidden @change=${this.#chosen}>
        <button class="btn" type="button" @click=${() => this.#input.click()}>${t('picture.choose')}</button>
        ${me.avatar ? html`<button class="btn" type="button" @click=${() => this.#run(() => this.#remove())}>${t('picture.remove')}</button>`
          : this.#removed ? html`<button class="btn" type="button" @click=${() => this.#run(() => this.#undo())}>${t('picture.undo')}</button>` : nothing}</span></div>`;
  }

  get #input() {
    return /** @type {HTMLInputElement} */ (this.querySelector('input'));
  }

  /** @param {DragEvent} e */
  #over = (e) => {
    if (!e.dataTransfer?.types.includes('Files')) return;
    e.preventDefault();
    this.#isOver = true;
    this.requestUpdate();
  };

  #leave() {
    this.#isOver = false;
    this.requestUpdate();
  }

  /** @param {DragEvent} e */
  #drop = (e) => {
    e.preventDefault();
    this.#leave();
    this.#look(e.dataTransfer?.files[0]);
  };

  #chosen = () => {
    this.#look(this.#input.files?.[0]);
    this.#input.value = '';
  };

  /** @param {File|undefined} file */
  #look = (file) => this.#run(async () => {
    if (file) this.#preview(await smallPicture(file));
  });

  /** @param {Blob} picture */
  #preview(picture) {
    const address = URL.createObjectURL(picture);
    const view = (/** @type {string} */ size, /** @type {string} */ alt) => html`<img class="av ${size}" src=${address} alt=${alt}>`;
    openDialog(t('picture.title'), (close) => html`<div class="preview">${view('av--96', t('picture.preview'))}${view('av--48', '')}${view('av--24', '')}</div>
      <p class="hint">${t('picture.small')}</p>
      <footer class="dialog__foot"><button class="btn" type="button" @click=${close}>${t('action.cancel')}</button>
        <button class="btn btn--go" type="button" data-first @click=${() => { close(); this.#run(() => this.#use(picture)); }}>${t('picture.use')}</button></footer>`)
      .addEventListener('close', () => URL.revokeObjectURL(address), { capture: true });
  }

  /** @param {Blob} picture */
  async #use(picture) {
    await this.session.profile.setPicture(new Uint8Array(await picture.arrayBuffer()));
    this.#removed = null;
  }

  async #remove() {
    const shown = this.querySelector('img');
    const before = shown?.complete && shown.naturalWidth > 0 ? await shownPicture(shown) : null;
    await this.session.profile.removePicture();
    this.#removed = before;
  }

  async #undo() {
    if (this.#removed) await this.#use(this.#removed);
  }

  /** @param {() => Promise<unknown>} work */
  async #run(work) {
    this.#error = '';
    try {
      await work();
    } catch (error) {
      this.#error = error instanceof BadPicture ? t(error.message) : wordsFor(error);
    }
    this.requestUpdate();
  }
}
customElements.define('sc-own-picture', OwnPicture);
