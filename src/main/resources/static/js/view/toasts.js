// @ts-check
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Element } from './element.js';
import { icon } from './icons.js';
import { t } from '../locale/locale.js';

const MILLIS = 6000;

/** What can be done about a notice, whether that is still so, and whether the notice stays until it is dismissed. @typedef {{label: string, run: () => unknown, isOpen: () => boolean, isLasting?: boolean}} ToastAction */

/** Notices at the edge: six seconds, longer under pointer or focus, and lasting ones until they are dismissed. */
export class Toasts extends Element {
  /** @type {{id: number, text: string, kind: string, invitation?: string, action?: ToastAction, timer: ReturnType<typeof setTimeout>|undefined}[]} */
  #toasts = [];
  #next = 0;

  /** @param {string} text @param {string} [invitation] the room of an invitation, with which the notice goes @param {ToastAction} [action] */
  show(text, kind = 'info', invitation = undefined, action = undefined) {
    const id = this.#next++;
    this.#toasts = [...this.#toasts.slice(-3), { id, text, kind, invitation, action, timer: action?.isLasting ? undefined : this.#later(id) }];
    // Under the pointer it stays, and what can be done about it may be over.
    if (action) setTimeout(() => this.requestUpdate(), MILLIS);
    this.requestUpdate();
  }

  /** Drops notices of other invitations than these. @param {string[]} open the rooms of those that can be answered */
  keep(open) {
    const isMoot = (/** @type {{invitation?: string}} */ { invitation }) => invitation !== undefined && !open.includes(invitation);
    for (const { id } of this.#toasts.filter(isMoot)) this.#drop(id);
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

  /** What stands at the bottom of the list of rooms is not covered where toasts lie over it. */
  updated() {
    const tops = [...document.querySelectorAll('.offer, .me')].map((fixed) => fixed.getBoundingClientRect().top);
    const height = Math.max(0, innerHeight - Math.min(...tops));
    // In a low window these scroll with the list, and toasts stay at the edge.
    this.style.setProperty('--bottom', `${height > innerHeight / 2 ? 0 : height}px`);
  }

  render() {
    return html`<div class="toasts" role="status">${repeat(this.#toasts, (toast) => toast.id, (toast) => html`
      <div class="toast toast--${toast.kind}" @mouseenter=${() => clearTimeout(toast.timer)} @mouseleave=${() => (toast.timer = toast.action?.isLasting ? undefined : this.#later(toast.id))}
        @focusin=${() => clearTimeout(toast.timer)}>
        <span>${toast.text}</span>
        ${toast.action?.isOpen() ? html`<button class="link" type="button" @click=${() => { toast.action?.run(); this.#drop(toast.id); }}>${toast.action.label}</button>` : nothing}
        <button class="icon-btn" type="button" aria-label=${t('action.dismiss')} @click=${() => this.#drop(toast.id)}>${icon('x', 'i--s')}</button>
      </div>`)}</div>`;
  }
}
customElements.define('sc-toasts', Toasts);
