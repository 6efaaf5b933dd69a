// @ts-check
import { html } from 'lit';
import { Element } from './element.js';
import { drawn, firstOf, goBack, whereabouts } from './focus.js';
import { icon } from './icons.js';
import { t } from '../locale/locale.js';

/** Dialogs that were opened, for ids that are each other's own. */
let opened = 0;

/**
 * Opens a dialog over the page: modal, with the focus in its first field once that is drawn. Esc closes it and nothing
 * else, and the focus goes back to where it was.
 * @param {string} title
 * @param {(close: () => void) => unknown} body without a field, `data-first` marks what has the focus first
 */
export function openDialog(title, body, wide = false) {
  const dialog = /** @type {Dialog} */ (document.createElement('sc-dialog'));
  // One that is just closing passes on where the focus was before it.
  const closing = /** @type {Dialog|undefined} */ ([...document.querySelectorAll('sc-dialog')].find((one) => !one.querySelector('dialog[open]')));
  Object.assign(dialog, { heading: title, body, wide, number: opened++, from: closing?.from ?? { path: whereabouts(), place: location.hash } });
  document.body.append(dialog);
  return dialog;
}

/** Removes all dialogs: what they show is not for the user who is signed in now. */
export function removeDialogs() {
  for (const dialog of document.querySelectorAll('sc-dialog, sc-viewer')) dialog.remove();
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
    this.number = 0;
    /** Where the focus was, and which room was open. @type {{path: HTMLElement[], place: string}} */
    this.from = { path: [], place: '' };
  }

  /** What had the focus last inside. @type {HTMLElement|null} */
  #last = null;
  /** What has the focus may go, for instance with the step of a form that it belongs to. */
  #changes = new MutationObserver(() => this.#keepFocus());

  get #element() {
    return /** @type {HTMLDialogElement} */ (this.querySelector('dialog'));
  }

  async firstUpdated() {
    await drawn(this);
    if (!this.isConnected) return;
    this.#element.showModal();
    this.#first();
    this.#changes.observe(this, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled', 'hidden'] });
  }

  #first() {
    const first = firstOf(this.#element) ?? /** @type {HTMLElement} */ (this.querySelector('h2'));
    first.focus();
  }

  async #keepFocus() {
    await drawn(this);
    const active = document.activeElement;
    if (!this.#element?.open || (active !== document.body && active !== this.#element)) return;
    if (!this.#last?.isConnected) this.#first();
    else this.#last.focus();
  }

  #closed() {
    this.#changes.disconnect();
    this.remove();
    if (document.querySelector('dialog[open]')) return;
    const composer = matchMedia('(pointer: fine)').matches ? /** @type {HTMLElement|null} */ (document.querySelector('sc-composer textarea')) : null;
    // Who has gone to another room meanwhile writes there, as soon as it is open.
    if ((composer && location.hash !== this.from.place) || !goBack(this.from.path)) composer?.focus({ preventScroll: true });
  }

  close = () => this.#element.close();

  render() {
    return html`
      <dialog class="dialog ${this.wide ? 'dialog--wide' : ''}" aria-labelledby="dialog-title-${this.number}"
        @close=${() => this.#closed()} @focusin=${(/** @type {FocusEvent} */ e) => (this.#last = /** @type {HTMLElement} */ (e.target))} @click=${(/** @type {MouseEvent} */ e) => e.target === this.#element && this.close()}>
        <div class="dialog__in">
          <header class="dialog__head"><h2 id="dialog-title-${this.number}" tabindex="-1">${this.heading}</h2>
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
      <button class="btn" type="button" ?data-first=${!calm} @click=${close}>${t('action.cancel')}</button>
      <button class="btn ${calm ? 'btn--go' : 'btn--danger'}" type="button" ?data-first=${calm} @click=${() => { close(); run(); }}>${action}</button>
    </footer>`);
}
