// @ts-check
import { html } from 'lit';
import { Element } from './element.js';
import { apply } from './formatting.js';
import { icon } from './icons.js';
import { moveInGrid, oneStop } from './lists.js';
import { t } from '../locale/locale.js';

/** @type {{style: import('./formatting.js').Style, shape: Parameters<typeof icon>[0], words: string, keys?: string}[]} */
const BUTTONS = [
  { style: 'bold', shape: 'bold', words: 'format.bold', keys: 'Control+B' }, { style: 'italic', shape: 'italic', words: 'format.italic', keys: 'Control+I' },
  { style: 'strike', shape: 'strike', words: 'format.strike' }, { style: 'link', shape: 'link', words: 'format.link' },
  { style: 'code', shape: 'code', words: 'format.code', keys: 'Control+E' }, { style: 'block', shape: 'codeBlock', words: 'format.block' },
  { style: 'list', shape: 'list', words: 'format.list' }, { style: 'quote', shape: 'quote', words: 'format.quote' },
];

/** Formats what is selected in a text field. Narrow windows show it when asked. */
class FormatBar extends Element {
  static properties = { area: { attribute: false } };

  constructor() {
    super();
    /** The text field. @type {() => HTMLTextAreaElement} */
    this.area;
  }

  #isOpen = false;

  get #buttons() {
    return /** @type {HTMLElement[]} */ ([...this.querySelectorAll('.format button')]);
  }

  updated() {
    oneStop(this.#buttons);
  }

  /** One stop for Tab: arrows, Home and End move within. @param {KeyboardEvent} e */
  #key(e) {
    if (e.key === 'Escape') this.area().focus();
    else if (!moveInGrid(this.#buttons, e)) return;
    e.preventDefault();
    e.stopPropagation();
  }

  render() {
    return html`
      <button class="icon-btn format__open" type="button" aria-expanded=${this.#isOpen} aria-label=${t('format.label')} title=${t('format.label')} @mousedown=${keepFocus}
        @click=${() => { this.#isOpen = !this.#isOpen; this.requestUpdate(); }}>${icon('letters')}</button>
      <div class="format ${this.#isOpen ? 'format--open' : ''}" role="toolbar" aria-label=${t('format.label')} @keydown=${this.#key} @mousedown=${keepFocus}>${BUTTONS.map(({ style, shape, words, keys }) => html`
        <button class="icon-btn" type="button" aria-label=${t(words)} title=${t(words)} aria-keyshortcuts=${keys ?? ''} @click=${() => apply(this.area(), style)}>${icon(shape, 'i--s')}</button>`)}</div>`;
  }
}
customElements.define('sc-format', FormatBar);

/** The text field keeps the focus, and a keyboard on the screen stays. @param {Event} e */
const keepFocus = (e) => e.preventDefault();
