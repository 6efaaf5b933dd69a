// @ts-check
import { html, nothing } from 'lit';
import { TONES, inTone, loadEmoji, noteEmoji, recentEmoji, search, setSkinTone, skinTone } from '../core/session/emoji.js';
import { openDialog } from './dialog.js';
import { Element } from './element.js';
import { moveInGrid, oneStop } from './lists.js';
import { wordsFor } from './words.js';
import { t } from '../locale/locale.js';

/** @typedef {import('../core/session/emoji.js').Emoji} Emoji */

/** So many are drawn at once; the search narrows the rest. */
const DRAWN = 400;
/** A hand that shows the skin tone. */
const HAND = '✋';

/** Asks for an emoji. @param {(emoji: string) => void} then */
export function chooseEmoji(then) {
  openDialog(t('emoji.choose'), (close) => html`<sc-emoji .then=${(/** @type {string} */ emoji) => { close(); then(emoji); }}></sc-emoji>`);
}

/** Emoji to choose from: those used last, all of them, and a search by English words. */
class EmojiPicker extends Element {
  static properties = { then: { attribute: false } };

  constructor() {
    super();
    /** @type {(emoji: string) => void} */
    this.then;
  }

  /** @type {Emoji[]|null} */
  #all = null;
  #failed = '';
  #sought = '';
  #drawn = DRAWN;

  connectedCallback() {
    super.connectedCallback();
    this.#load();
  }

  /** The dialog was opened before it was drawn. */
  firstUpdated() {
    this.querySelector('input')?.focus();
  }

  updated() {
    for (const grid of this.querySelectorAll('.emojis')) oneStop(/** @type {HTMLElement[]} */ ([...grid.querySelectorAll('button')]));
  }

  async #load() {
    this.#failed = '';
    try {
      this.#all = await loadEmoji();
    } catch (error) {
      this.#failed = wordsFor(error);
    }
    this.requestUpdate();
  }

  /** @param {string} emoji */
  #choose(emoji) {
    noteEmoji(emoji);
    this.then(emoji);
  }

  /** Enter takes the first one that was found. @param {Event} e */
  #first(e) {
    e.preventDefault();
    const [first] = this.#found;
    if (first && this.#sought.trim()) this.#choose(first.emoji);
  }

  /** @returns {Emoji[]} in the chosen skin tone */
  get #found() {
    const tone = skinTone();
    return search(this.#all ?? [], this.#sought).map(({ emoji, words }) => ({ emoji: inTone(emoji, tone), words }));
  }

  /** One stop for Tab: arrows, Home and End move within the grid. @param {KeyboardEvent} e */
  #key(e) {
    const grid = /** @type {HTMLElement} */ (e.currentTarget);
    const buttons = /** @type {HTMLElement[]} */ ([...grid.querySelectorAll('button')]);
    const columns = getComputedStyle(grid).gridTemplateColumns.split(' ').length;
    if (moveInGrid(buttons, e, columns)) e.preventDefault();
  }

  /** @param {string} label @param {Emoji[]} emoji */
  #grid(label, emoji) {
    return html`<div class="emojis" role="group" aria-label=${label} @keydown=${this.#key}>${emoji.map(({ emoji: one, words }) => html`
      <button class="emojis__one" type="button" title=${words[0] ?? nothing} @click=${() => this.#choose(one)}>${one}</button>`)}</div>`;
  }

  render() {
    const found = this.#found;
    const isSearching = this.#sought.trim() !== '';
    return html`
      <form class="emoji-search" @submit=${this.#first}>
        <input class="find" type="search" autocomplete="off" spellcheck="false" aria-label=${t('emoji.search')} placeholder=${t('emoji.search')} .value=${this.#sought}
          @input=${(/** @type {Event} */ e) => { this.#sought = /** @type {HTMLInputElement} */ (e.target).value; this.#drawn = DRAWN; this.requestUpdate(); }}>
        <select class="find find--short" aria-label=${t('emoji.tone')} @change=${(/** @type {Event} */ e) => { setSkinTone(/** @type {HTMLSelectElement} */ (e.target).value); this.requestUpdate(); }}>
          ${TONES.map((tone) => html`<option value=${tone} ?selected=${tone === skinTone()}>${HAND}${tone}</option>`)}</select>
      </form>
      ${isSearching ? nothing : html`<h3>${t('emoji.recent')}</h3>${this.#grid(t('emoji.recent'), recentEmoji().map((emoji) => ({ emoji, words: [] })))}<h3>${t('emoji.all')}</h3>`}
      <p class="hint" role="status">${this.#failed || (this.#all === null ? t('emoji.loading') : isSearching && found.length === 0 ? t('emoji.none') : '')}
        ${this.#failed ? html`<button class="link" type="button" @click=${() => this.#load()}>${t('action.retry')}</button>` : nothing}</p>
      ${this.#grid(t('emoji.all'), found.slice(0, this.#drawn))}
      ${found.length > this.#drawn ? html`<button class="btn btn--wide" type="button" @click=${() => { this.#drawn = Infinity; this.requestUpdate(); }}>${t('emoji.more')}</button>` : nothing}`;
  }
}
customElements.define('sc-emoji', EmojiPicker);
