// @ts-check
// The quick switcher: goes to a room or a person, or does what one names.
import { html, nothing } from 'lit';
import { findTargets } from '../core/session/switching.js';
import { Element } from './element.js';
import { avatar } from './avatar.js';
import { isOfComposition } from './composition.js';
import { openDialog } from './dialog.js';
import { directPicture, openDirect } from './direct.js';
import { blockedPeople, newMessage } from './direct-dialogs.js';
import { newRoom } from './forms.js';
import { icon, ring } from './icons.js';
import { handle } from './naming.js';
import { kindOf, listedName, presence } from './words.js';
import { number, t } from '../locale/locale.js';

/** @typedef {import('../core/session/session.js').Session} Session */
/** @typedef {{picture: unknown, hit: import('../core/session/switching.js').Hit<unknown>, more: unknown, run: () => void}} Option */

/** @param {string} roomId */
const go = (roomId) => void (location.hash = `#/room/${roomId}`);

/** Rooms or people alone are looked for. */
const NARROWED = /^[#@]/;

class Switcher extends Element {
  static properties = { session: { attribute: false }, open: {}, close: { attribute: false }, keys: { attribute: false }, search: { attribute: false } };

  constructor() {
    super();
    /** @type {Session} */
    this.session;
    /** The room that is open. @type {string} */
    this.open;
    /** @type {() => void} */
    this.close;
    /** Shows the keyboard. @type {() => void} */
    this.keys;
    /** Searches messages. @type {(text: string) => void} */
    this.search;
  }

  #query = '';
  #active = 0;
  #searches = 0;

  willUpdate() {
    this.watch([this.session, 'rooms'], [this.session.directory, 'people', 'names']);
  }

  /** @returns {{id: string, name: string, shape: Parameters<typeof icon>[0], run: () => void}[]} */
  get #actions() {
    const { session } = this;
    return [
      { id: 'new-message', shape: 'message', name: t('direct.new'), run: () => newMessage(session) },
      { id: 'new-room', shape: 'plus', name: t('action.new-room'), run: () => newRoom(session, go) },
      { id: 'notes', shape: 'bookmark', name: t('direct.notes'), run: () => openDirect(session, []) },
      { id: 'blocked', shape: 'block', name: t('direct.blocks'), run: () => blockedPeople(session) },
      { id: 'keys', shape: 'help', name: t('keys.title'), run: this.keys },
      { id: 'search', shape: 'search', name: t('search.messages'), run: () => this.search('') },
    ];
  }

  /** @returns {{title: string, options: Option[]}[]} */
  get #groups() {
    const { session } = this;
    const actions = this.#actions;
    const typed = this.#query.trim();
    const searches = typed === '' || NARROWED.test(typed) ? [] : [{ picture: icon('search', 'i--s'), hit: { of: null, name: t('search.for', { text: typed }), from: 0, to: 0 }, more: nothing, run: () => this.search(typed) }];
    const found = findTargets(this.#query, { rooms: session.rooms, people: session.people, actions, nameOf: listedName, open: this.open });
    return [
      { title: t('rail.rooms'), options: found.rooms.map((hit) => roomOption(hit)) },
      { title: t('rail.people'), options: found.people.map((hit) => ({ picture: avatar(hit.of, 'av--24', true), hit, more: html`${handle(hit.of)}, ${presence(hit.of)}`, run: () => openDirect(session, [hit.of.userId]) })) },
      { title: t('switcher.actions'), options: [...found.actions.map((hit) => ({ picture: icon(hit.of.shape, 'i--s'), hit, more: nothing, run: hit.of.run })), ...searches] },
    ].filter(({ options }) => options.length > 0);
  }

  /** The server knows people whom this page does not yet. @param {InputEvent} e */
  async #typed(e) {
    this.#query = /** @type {HTMLInputElement} */ (e.target).value;
    this.#active = 0;
    this.requestUpdate();
    const search = ++this.#searches;
    const typed = this.#query.replace(/^\s*@/, '').trim();
    if (typed && !this.#query.trim().startsWith('#')) await this.session.findPeople(typed).catch(() => {});
    if (search === this.#searches) this.requestUpdate();
  }

  /** @param {KeyboardEvent} e */
  #key(e) {
    if (isOfComposition(e)) return;
    const all = this.#groups.flatMap(({ options }) => options);
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (step && all.length > 0) this.#active = (this.#active + step + all.length) % all.length;
    else if (e.key === 'Enter' && all[this.#active]) this.#choose(all[this.#active]);
    else return;
    e.preventDefault();
    this.requestUpdate();
  }

  /** @param {Option} option */
  #choose({ run }) {
    this.close();
    run();
  }

  updated() {
    this.querySelector('.is-active')?.scrollIntoView({ block: 'nearest' });
  }

  render() {
    const groups = this.#groups;
    let at = 0;
    const count = groups.reduce((sum, { options }) => sum + options.length, 0);
    return html`<input class="find" type="text" enterkeyhint="go" role="combobox" aria-label=${t('switcher.find')} placeholder=${t('switcher.find')} autofocus autocomplete="off" spellcheck="false"
        aria-autocomplete="list" aria-expanded=${count > 0} aria-controls="switcher-list" aria-activedescendant=${count > 0 ? `switcher-${this.#active}` : nothing} @input=${this.#typed} @keydown=${this.#key}>
      <div class="found switcher" id="switcher-list" role="listbox" aria-label=${t('switcher.title')} ?hidden=${count === 0}>${groups.map(({ title, options }, g) => html`
        <div role="group" aria-labelledby="switcher-group-${g}"><p class="switcher__group" id="switcher-group-${g}" role="presentation">${title}</p>
          ${options.map((option) => this.#option(option, at++))}</div>`)}</div>
      <p class="quiet" role="status">${count === 0 ? t('switcher.none') : nothing}</p>
      <p class="hint switcher__foot">${t('switcher.hint')}</p>`;
  }

  /** @param {Option} option @param {number} at */
  #option(option, at) {
    const { name, from, to } = option.hit;
    return html`<div class="option ${at === this.#active ? 'is-active' : ''}" id="switcher-${at}" role="option" aria-selected=${at === this.#active} @click=${() => this.#choose(option)}>
      ${option.picture}<bdi class="cut">${name.slice(0, from)}<b class="switcher__hit">${name.slice(from, to)}</b>${name.slice(to)}</bdi><span class="quiet">${option.more}</span></div>`;
  }
}
customElements.define('sc-switcher', Switcher);

/** @param {import('../core/session/switching.js').Hit<import('../core/room/room.js').Room>} hit @returns {Option} */
function roomOption(hit) {
  const room = hit.of;
  return {
    hit, picture: room.isDirect ? directPicture(room, 'av--24') : ring(kindOf(room).ring), run: () => go(room.roomId),
    more: room.unread > 0 ? t('rail.unread', { number: number(room.unread) }) : nothing,
  };
}

/** @param {Session} session @param {string} open the room that is open @param {{keys: () => void, search: (text: string) => void}} does */
export const switcher = (session, open, { keys, search }) => openDialog(t('switcher.title'), (close) => html`<sc-switcher .session=${session} .open=${open} .close=${close} .keys=${keys} .search=${search}></sc-switcher>`);
