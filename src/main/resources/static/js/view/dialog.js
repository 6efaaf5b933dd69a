// @ts-check
import { html } from 'lit';
import { Element } from './element.js';
import { icon } from './icons.js';
import { t } from '../locale/locale.js';

/**
 * Opens a dialog over the page: modal, with the focus inside; Esc closes it and returns the focus, as the browser's
 * own dialog does.
 * @param {string} title
 * @param {(close: () => void) => unknown} body
 */
export function openDialog(title, body, wide = false) {
  const dialog = /** @type {Dialog} */ (document.createElement('sc-dialog'));
  Object.assign(dialog, { heading: title, body, wide });
  document.body.append(dialog);
  return dialog;
}

/** Removes all dialogs: what they show is not for the user who is signed in now. */
export function removeDialogs() {
  for (const dialog of document.querySelectorAll('sc-dialog')) dialog.remove();
}

class Dialog extends Element {
  static properties = { heading: {}, body: { attribute: false }, wide: { type: Boolean } };

  constructor() {
    super();
    /** @type {string} */
    this.heading;
    /** @type {(close: () => void) => unknown} */
    this.body;
    /** @type {boolean} */
    this.wide;
  }

  get #element() {
    return /** @type {HTMLDialogElement} */ (this.querySelector('dialog'));
  }

  firstUpdated() {
    this.#element.showModal();
  }

  close = () => this.#element.close();

  render() {
    return html`
      <dialog class="dialog ${this.wide ? 'dialog--wide' : ''}" aria-labelledby="dialog-title"
        @close=${() => this.remove()} @click=${(/** @type {MouseEvent} */ e) => e.target === this.#element && this.close()}>
        <div class="dialog__in">
          <header class="dialog__head"><h2 id="dialog-title">${this.heading}</h2>
            <button class="icon-btn" type="button" aria-label=${t('action.close')} @click=${this.close}>${icon('x')}</button></header>
          ${this.body(this.close)}
        </div>
      </dialog>`;
  }
}
customElements.define('sc-dialog', Dialog);

/**
 * Asks for confirmation before a destructive action.
 * @param {{title: string, text: string, action: string, run: () => unknown, calm?: boolean}} question `calm` where it hurts nobody
 */
export function confirmFirst({ title, text, action, run, calm = false }) {
  openDialog(title, (close) => html`
    <p class="dialog__text">${text}</p>
    <footer class="dialog__foot">
      <button class="btn" type="button" @click=${close}>${t('action.cancel')}</button>
      <button class="btn ${calm ? 'btn--go' : 'btn--danger'}" type="button" @click=${() => { close(); run(); }}>${action}</button>
    </footer>`);
}
