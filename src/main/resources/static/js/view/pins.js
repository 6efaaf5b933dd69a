// @ts-check
import { html, nothing } from 'lit';
import { openDialog } from './dialog.js';
import { Element } from './element.js';
import { icon } from './icons.js';
import { quoteWords } from './quotes.js';
import { number, pieces, t } from '../locale/locale.js';

/** @typedef {import('../core/room/room.js').Room} Room */

/** Pinned messages under the head of a room: one of them, and a list of all. */
class Pins extends Element {
  static properties = { room: { attribute: false } };

  constructor() {
    super();
    /** @type {Room} */
    this.room;
  }

  /** Which one the bar shows. */
  #at = 0;

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has('room')) return;
    this.#at = 0;
    this.watch([this.room, 'messages', 'head'], [this.room.directory, 'names']);
  }

  /** Goes to the pinned message, and shows the next one. @param {import('../core/room/pinning.js').Pinned[]} all */
  #go(all) {
    this.room.finding.go(all[this.#at].pos);
    this.#at = (this.#at + 1) % all.length;
    this.requestUpdate();
  }

  render() {
    const { all } = this.room.pinning;
    if (all.length === 0) return nothing;
    this.#at = Math.min(this.#at, all.length - 1);
    return html`<section class="pins" aria-label=${t('pins.all')}>${icon('pin', 'i--s')}
      <button class="pins__one" type="button" title=${t('quote.go')} @click=${() => this.#go(all)}><b>${t('pins.pinned')}</b> <span dir="auto">${quoteWords(this.room.replying.quoteOf(all[this.#at].ref))}</span></button>
      ${all.length > 1 ? html`<span class="when">${t('pins.of', { number: number(this.#at + 1), count: number(all.length) })}</span>` : nothing}
      <button class="icon-btn" type="button" aria-haspopup="dialog" aria-label=${t('pins.list')} title=${t('pins.list')} @click=${() => showPins(this.room)}>${icon('list', 'i--s')}</button></section>`;
  }
}
customElements.define('sc-pins', Pins);

/** All pinned messages: who pinned them, with ways to go there and to unpin. @param {Room} room */
function showPins(room) {
  openDialog(t('pins.all'), (close) => html`<ul class="pins__list">${room.pinning.all.map(({ pos, ref, userId }) => {
    const quote = room.replying.quoteOf(ref);
    return html`<li>${quote.kind === 'open' ? html`<b><bdi>${quote.name}</bdi></b>` : nothing}<p class="pins__text" dir="auto">${quoteWords(quote)}</p>
      <p class="quiet">${pieces('pins.by', { name: html`<bdi>${room.directory.shown(userId).displayName}</bdi>` })}</p>
      <button class="link" type="button" @click=${() => { close(); room.finding.go(pos); }}>${t('quote.go')}</button>
      ${room.pinning.mayPin ? html`<button class="link" type="button" @click=${() => { close(); room.pinning.set(ref, false); }}>${t('pins.unpin')}</button>` : nothing}</li>`;
  })}</ul>`);
}
