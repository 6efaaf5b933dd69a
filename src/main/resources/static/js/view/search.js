// @ts-check
// The search beside the conversation. What is typed stays in this page.
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { isOfComposition } from './composition.js';
import { Element } from './element.js';
import { icon } from './icons.js';
import { moveInList, oneStop } from './lists.js';
import { filterName, filtersView, suggestions } from './search-filters.js';
import { hitView } from './search-hit.js';
import { number, t } from '../locale/locale.js';

/** @typedef {import('../core/search/index.js').Result} Result */

export class SearchPanel extends Element {
  static properties = { session: { attribute: false }, searching: { attribute: false } };

  constructor() {
    super();
    /** @type {import('../core/session/session.js').Session} */
    this.session;
    /** @type {import('../core/search/searching.js').Searching} */
    this.searching;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    const { session } = this;
    if (changed.has('session')) this.watch([this.searching, 'change'], [session, 'rooms', 'connection'], [session.directory, 'names']);
  }

  get #input() {
    return /** @type {HTMLInputElement} */ (this.querySelector('input[type=search]'));
  }

  get #stops() {
    return /** @type {HTMLElement[]} */ ([...this.querySelectorAll('.hit')]);
  }

  updated() {
    // A filter that was typed to its end has left the field.
    if (this.#input.value !== this.searching.text) this.#input.value = this.searching.text;
    oneStop(this.#stops);
  }

  #write = (/** @type {string} */ text) => {
    this.searching.type(text);
    this.#input.value = this.searching.text;
    this.#input.focus();
  };

  /** @param {KeyboardEvent} e */
  #key(e) {
    if (isOfComposition(e)) return;
    if (e.key === 'Escape') this.say('close-panel');
    else if (e.key === 'ArrowDown' && e.target === this.#input) this.#stops[0]?.focus();
    else if (e.key === 'Backspace' && e.target === this.#input && this.searching.text === '' && this.searching.filters.length > 0) this.searching.remove(this.searching.filters[this.searching.filters.length - 1]);
    else return;
    e.stopPropagation();
    e.preventDefault();
  }

  /** @param {Result} result */
  #isOpen = ({ room, pos }) => this.searching.gone?.room === room && this.searching.gone.pos === pos;

  /** @param {Event} e */
  #goTo(e) {
    const link = /** @type {Element} */ (e.target).closest('a.hit');
    const result = this.searching.found?.results.find(({ room, pos }) => link?.getAttribute('href') === `#/room/${room}/${pos}`);
    if (result) this.searching.gone = result;
    this.requestUpdate();
  }

  render() {
    const { searching, session } = this;
    const results = searching.found?.results ?? [];
    return html`<aside class="aside search" aria-label=${t('search.title')} @keydown=${this.#key}>
      <div class="aside__head"><h2 tabindex="-1">${t('search.title')}</h2>
        <button class="icon-btn" type="button" aria-label=${t('action.close')} title=${t('action.close')} @click=${() => this.say('close-panel')}>${icon('x')}</button></div>
      <form class="search__in" role="search" @submit=${(/** @type {Event} */ e) => { e.preventDefault(); this.#stops[0]?.focus(); }}>
        <label class="search__field">${icon('search', 'i--s')}<span class="hide">${t('search.label')}</span><input type="search" dir="auto" autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="search" placeholder=${t('search.label')}
          @input=${(/** @type {InputEvent} */ e) => this.searching.type(/** @type {HTMLInputElement} */ (e.target).value)}></label>
        ${filtersView(searching, this.#write)}${suggestions(session, searching, this.#write)}
      </form>
      ${this.#state()}
      ${results.length > 0 ? html`<ol class="hits" aria-label=${t('search.results')} @click=${this.#goTo} @keydown=${(/** @type {KeyboardEvent} */ e) => moveInList(this.#stops, e)}>
        ${repeat(results, ({ room, pos }) => `${room}/${pos}`, (result) => hitView(session, result, this.#isOpen(result)))}
        ${searching.found && searching.found.total > results.length ? html`<li class="hits__more"><button class="btn" type="button" @click=${() => searching.more()}>${t('search.more')}</button></li>` : nothing}</ol>` : this.#nothing()}
    </aside>`;
  }

  /** How far the index is, and how much was found. */
  #state() {
    const { searching, session } = this;
    const { done, of } = searching.progress;
    const { found } = searching;
    return html`<div class="search__state">
      ${done >= of ? nothing : searching.isStopped
        ? html`<p><span>${t('search.stopped', { done: number(done), of: number(of) })}</span><button class="link" type="button" @click=${() => searching.goOn()}>${t('search.continue')}</button></p>`
        : session.connection !== 'online' ? html`<p><span>${t('search.offline')}</span></p>`
        : html`<p><span>${t('search.reading', { done: number(done), of: number(of) })}</span><button class="link" type="button" @click=${() => searching.stop()}>${t('search.stop')}</button></p>
          <progress max=${of} value=${done} aria-label=${t('search.progress')}></progress>`}
      ${searching.isFull ? html`<p data-code="search-full"><span>${t('search.full')}</span></p>` : nothing}
      <p role="status"><span>${searching.isFailed ? t('search.failed') : found && found.total > 0 ? t(searching.isReading ? 'search.so-far' : 'search.found', { count: found.total, of: number(found.of) }) : nothing}</span></p></div>`;
  }

  /** What stands in the place of results. */
  #nothing() {
    const { searching } = this;
    if (searching.isFailed) return nothing;
    if (!searching.isSought || !searching.found) {
      return searching.isSought ? nothing : html`<div class="search__none">${icon('search')}<b>${t('search.begin')}</b><p>${t('search.begin-text')}</p></div>`;
    }
    return html`<div class="search__none">${icon('search')}<b>${searching.isReading ? t('search.none-yet') : searching.text.trim() ? html`${t('search.none-for')} <bdi>${searching.text.trim()}</bdi>` : t('search.none')}</b>
      ${searching.isReading ? nothing : html`<p>${t('search.none-text', { count: searching.found.of })}</p>`}
      ${searching.filters.map((filter) => html`<button class="filter" type="button" @click=${() => searching.remove(filter)}>${t('search.remove', { filter: filterName(filter.key, filter.value) })}</button>`)}</div>`;
  }
}
customElements.define('sc-search', SearchPanel);
