// @ts-check
import { html, nothing } from 'lit';
import { Element } from './element.js';
import { avatar } from './avatar.js';
import { isOfComposition } from './composition.js';
import { icon } from './icons.js';
import { hasSeparator, namesIn } from './name-list.js';
import { fullText, handle, nameOf } from './naming.js';
import { presence } from './words.js';
import { pieces, t } from '../locale/locale.js';

/** @typedef {import('../core/session/directory.js').Person} Person */

/** Longer text is no list of names. In characters. */
const MOST_PASTED = 64000;

/** Names to invite: chips, with completion. Whatever is typed counts, known or not. */
export class Names extends Element {
  static properties = { session: { attribute: false }, exclude: { attribute: false }, preset: { attribute: false }, label: {} };

  constructor() {
    super();
    /** @type {import('../core/session/session.js').Session} */
    this.session;
    /** @type {string[]|undefined} */
    this.exclude;
    /** Who is chosen from the start. @type {Person[]|undefined} */
    this.preset;
    /** @type {string} */
    this.label;
  }

  /** @type {(string|Person)[]} */
  #chosen = [];
  /** @type {Person[]} */
  #found = [];
  #active = -1;
  #query = '';
  #searches = 0;

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('preset') && this.#chosen.length === 0) this.#chosen = [...this.preset ?? []];
  }

  get chosen() {
    return this.#with(namesIn(this.#query));
  }

  get #input() {
    return /** @type {HTMLInputElement} */ (this.querySelector('input'));
  }

  /** While text is being composed its commas may still become something else. @param {Event} e */
  async #search(e) {
    const query = (this.#query = this.#input.value);
    if (hasSeparator(query) && !(e instanceof InputEvent && e.isComposing)) return this.#addTyped(query);
    const search = ++this.#searches;
    const found = await this.session.findPeople(query.trim()).catch(() => []);
    if (query !== this.#query || search !== this.#searches) return;
    const taken = new Set([...this.exclude ?? [], this.session.me.userId, ...this.#chosen.map((c) => (typeof c === 'string' ? c : c.userId))]);
    this.#found = found.filter((p) => !taken.has(p.userId)).slice(0, 6);
    this.#active = query.trim() ? 0 : -1;
    this.requestUpdate();
  }

  /** Several names in one go. @param {string} text */
  #addTyped(text) {
    this.#chosen = this.#with(namesIn(text));
    this.#clear();
  }

  /** @param {string[]} names */
  #with(names) {
    const typed = new Set(this.#chosen.map((c) => (typeof c === 'string' ? c.toLowerCase() : c.username)));
    return [...this.#chosen, ...names.filter((name) => !typed.has(name.toLowerCase()))];
  }

  /** The field itself would join what stands on several lines. @param {ClipboardEvent|DragEvent} e */
  #inserted(e) {
    const text = (e instanceof DragEvent ? e.dataTransfer : e.clipboardData)?.getData('text/plain') ?? '';
    if (text.length <= MOST_PASTED && !hasSeparator(text)) return;
    e.preventDefault();
    if (text.length > MOST_PASTED) return;
    const { value, selectionStart, selectionEnd } = this.#input;
    const [from, to] = e instanceof DragEvent ? [value.length, value.length] : [selectionStart ?? value.length, selectionEnd ?? value.length];
    this.#addTyped(value.slice(0, from) + text + value.slice(to));
  }

  /** @param {Person} person */
  #add(person) {
    this.#chosen = [...this.#chosen, person];
    this.#clear();
    this.#input.focus();
  }

  #clear() {
    this.#input.value = this.#query = '';
    this.#found = [];
    this.requestUpdate();
    this.say('chosen');
  }

  /** @param {string|Person|undefined} one */
  #drop(one) {
    this.#chosen = this.#chosen.filter((c) => c !== one);
    this.requestUpdate();
    this.#input.focus();
  }

  /** @param {KeyboardEvent} e */
  #key(e) {
    if (isOfComposition(e)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (step && this.#found.length > 0) {
      e.preventDefault();
      this.#active = (this.#active + step + this.#found.length) % this.#found.length;
      this.requestUpdate();
    } else if (e.key === 'Enter' && this.#query.trim()) {
      e.preventDefault();
      const exact = this.#found[this.#active];
      if (exact) this.#add(exact);
      else this.#addTyped(this.#query);
    } else if (e.key === 'Backspace' && !this.#input.value && this.#chosen.length > 0) {
      this.#drop(this.#chosen.at(-1));
    } else if (e.key === 'Escape' && this.#found.length > 0) {
      e.preventDefault();
      e.stopPropagation();
      // What is still being looked for does not come back.
      this.#searches++;
      this.#found = [];
      this.requestUpdate();
    }
  }

  render() {
    const open = this.#found.length > 0;
    return html`
      <div class="field"><label for="names">${this.label}</label>
        <div class="chips">
          ${this.#chosen.map((c) => html`<span class="chip">${typeof c === 'string' ? html`<bdi>${c}</bdi>` : html`${nameOf(c)} ${handle(c)}`}
            <button type="button" aria-label=${t('names.remove', { name: typeof c === 'string' ? c : fullText(c) })} @click=${() => this.#drop(c)}>${icon('x', 'i--xs')}</button></span>`)}
          <input id="names" role="combobox" aria-autocomplete="list" aria-expanded=${open} aria-controls="names-list"
            aria-activedescendant=${open && this.#active >= 0 ? `names-${this.#active}` : nothing}
            autocomplete="off" autocapitalize="none" spellcheck="false" placeholder=${t('names.placeholder')}
            @input=${this.#search} @compositionend=${this.#search} @focus=${this.#search} @paste=${this.#inserted} @drop=${this.#inserted} @keydown=${this.#key}>
        </div>
        <ul id="names-list" class="options" role="listbox" aria-label=${t('names.people')} ?hidden=${!open}>
          ${this.#found.map((p, i) => html`<li id="names-${i}" class="option ${i === this.#active ? 'is-active' : ''}" role="option" aria-selected=${i === this.#active}
            @mousedown=${(/** @type {Event} */ e) => { e.preventDefault(); this.#add(p); }}>
            ${avatar(p, 'av--24', true)}<bdi class="cut">${p.displayName}</bdi><span class="quiet">${handle(p)}, ${presence(p)}</span></li>`)}
        </ul>
      </div>`;
  }
}
customElements.define('sc-names', Names);

const NOT = new Set(['unknown', 'failed', 'refused', 'somebody-else']);

/** What became of each name. @param {import('../core/session/inviting.js').Invited[]} results */
export const inviteResults = (results) => html`<ul class="results" role="status">${results.map(inviteResult)}</ul>`;

/** @param {import('../core/session/inviting.js').Invited} result */
function inviteResult({ name, username, outcome = 'failed', suggestion }) {
  const words = t(`outcome.${outcome}`);
  return html`<li class="result ${NOT.has(outcome) ? 'result--not' : ''}" data-outcome=${outcome}>
    ${icon(NOT.has(outcome) ? 'alert' : 'check', 'i--s')}
    <span><bdi><b>${name}</b></bdi>${username ? html` ${handle({ username })}` : nothing}<br><span class="quiet">${suggestion ? pieces('outcome.suggestion', { outcome: words, name: html`<bdi>${suggestion}</bdi>` }) : words}</span></span></li>`;
}
