// @ts-check
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Element } from './element.js';
import { icon } from './icons.js';
import { t } from '../locale/locale.js';

const MILLIS = 6000;

/** Notices at the edge: six seconds, longer under pointer or focus. */
export class Toasts extends Element {
  /** @type {{id: number, text: string, kind: string, timer: ReturnType<typeof setTimeout>}[]} */
  #toasts = [];
  #next = 0;

  /** @param {string} text */
  show(text, kind = 'info') {
    const id = this.#next++;
    this.#toasts = [...this.#toasts.slice(-3), { id, text, kind, timer: this.#later(id) }];
    this.requestUpdate();
  }

  /** @param {number} id */
  #later(id) {
    return setTimeout(() => this.#drop(id), MILLIS);
  }

  /** @param {number} id */
  #drop(id) {
    this.#toasts = this.#toasts.filter((t) => t.id !== id);
    this.requestUpdate();
  }

  render() {
    return html`<div class="toasts" role="status">${repeat(this.#toasts, (toast) => toast.id, (toast) => html`
      <div class="toast toast--${toast.kind}" @mouseenter=${() => clearTimeout(toast.timer)} @mouseleave=${() => (toast.timer = this.#later(toast.id))}
        @focusin=${() => clearTimeout(toast.timer)}>
        <span>${toast.text}</span>
        <button class="icon-btn" type="button" aria-label=${t('action.dismiss')} @click=${() => this.#drop(toast.id)}>${icon('x', 'i--s')}</button>
      </div>`)}</div>`;
  }
}
customElements.define('sc-toasts', Toasts);
