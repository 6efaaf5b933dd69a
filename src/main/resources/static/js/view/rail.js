// @ts-check
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Element } from './element.js';
import { avatar } from './avatar.js';
import { icon, ring } from './icons.js';
import { confirmFirst } from './dialog.js';
import { directPicture, directStatus } from './direct.js';
import { invitationTitle } from './empty.js';
import './history-progress.js';
import { moveInList, oneStop } from './lists.js';
import { place, prepare } from './menu.js';
import { statusOf } from './naming.js';
import { blockedPeople, newMessage, newRoom, openProfile, recoveryCode } from './on-demand.js';
import { order } from './rail-order.js';
import { attentionIn, inSections } from '../core/session/rail-order.js';
import { calendar, kindOf, listedName, moment, presence, roomName } from './words.js';
import { LANGUAGES, choose, language, number, pieces, t } from '../locale/locale.js';
import { list } from '../locale/times.js';

/** @typedef {import('../core/session/rail-order.js').Section} Section */

/** How many rooms are named that are not this person's. */
const FOREIGN = 3;

/** Rooms, invitations, people, and oneself. */
class Rail extends Element {
  static properties = { session: { attribute: false }, open: {} };

  constructor() {
    super();
    /** @type {import('../core/session/session.js').Session} */
    this.session;
    /** @type {string} */
    this.open;
  }

  #offered = sessionStorage.getItem('recovery-offered') === 'yes';

  #dismiss() {
    sessionStorage.setItem('recovery-offered', 'yes');
    this.#offered = true;
    this.requestUpdate();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('session')) this.watch([this.session, 'rooms', 'invitations', 'connection'], [this.session.directory, 'people', 'names'], [this.session.identity, 'recovery'], [calendar, 'day']);
  }

  /** Invitations, rooms and people are one Tab stop: arrows move inside. @returns {HTMLElement[]} */
  get #stops() {
    return [.../** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll('.row, .rail__fold'))];
  }

  updated() {
    const stops = this.#stops;
    // A room is what Tab leads to, where there is one.
    const isUsed = stops.some((one) => one === document.activeElement || one.dataset.stop !== undefined || one.hasAttribute('aria-current'));
    oneStop(isUsed ? stops : [...stops].sort((a, b) => Number(b.matches('.row')) - Number(a.matches('.row'))));
  }

  async #logOut() {
    const { session } = this;
    const { messages, drafts } = await session.countUnsent();
    if (messages + drafts === 0) return session.logOut();
    const counted = [messages === 0 ? '' : t('sign-out.messages', { count: messages }), drafts === 0 ? '' : t('sign-out.drafts', { count: drafts })];
    confirmFirst({
      title: t('sign-out.title'),
      text: t('sign-out.text', { unsent: list(counted.filter(Boolean)) }),
      action: t('menu.sign-out'), run: () => session.logOut(),
    });
  }

  render() {
    const { session } = this;
    const online = session.people.filter((p) => p.online).length;
    const room = this.open ? session.room(this.open) : null;
    const members = new Set(room?.members.map(({ userId }) => userId));
    // In the room that is open people have its colors.
    const shownIn = (/** @type {{userId: string}} */ { userId }) => (members.has(userId) ? room : null);
    return html`
      <nav class="rail" aria-label=${t('rail.label')} @keydown=${(/** @type {KeyboardEvent} */ e) => moveInList(this.#stops, e)}>
        <div class="rail__head"><span class="mark">${ring('members', 'ring--l')}</span><b class="brand cut">${t('app.name')}</b>
          <button class="icon-btn" type="button" aria-label=${t('action.new-room')} title=${t('action.new-room')} @click=${() => newRoom(session, (id) => this.say('go', id))}>${icon('plus')}</button></div>
        <button class="jump" type="button" aria-keyshortcuts="Control+K" @click=${() => this.say('switch')}>${icon('search', 'i--s')}<span class="cut">${t('switcher.jump')}</span></button>
        <div class="rail__scroll">
          ${session.invitations.length > 0 ? html`<h2 class="rail__invited">${t('rail.invitations')}</h2><ul class="rail__invited">${session.invitations.map((i) => html`
            <li><a class="row row--unread" href="#/invitation/${i.roomId}" aria-current=${this.open === i.roomId ? 'page' : nothing}>${ring('dashed')}<span class="cut">${i.name ? html`<bdi>${i.name}</bdi> ` : nothing}<span class=${i.name ? 'hide' : ''}>${invitationTitle(i)}</span></span><span class="count" aria-hidden="true">!</span></a></li>`)}</ul>` : nothing}
          ${this.#sections()}
          <h2>${t('rail.people')} <span class="when">${session.connection === 'online' ? t('rail.online', { number: online + 1 }) : nothing}</span></h2>
          <ul>${repeat(session.people, (p) => p.userId, (p) => html`
            <li><button class="row row--person" type="button" aria-haspopup="dialog" title=${p.displayName} @click=${() => openProfile(session, p)}>${avatar(p, 'av--24', true, shownIn(p))}<span class="cut"><bdi>${p.displayName}</bdi>${statusOf(p)}</span><span class="hide">${presence(p)}</span></button></li>`)}</ul>
        </div>
        <sc-history-progress .sync=${session.sync}></sc-history-progress>
        ${session.ready && !session.identity.hasRecovery && !this.#offered ? html`<div class="offer" role="note"><p><b>${t('rail.spare-title')}</b> ${t('rail.spare')}</p>
          <p><button class="link" type="button" @click=${() => recoveryCode(session)}>${t('rail.spare-go')}</button> <button class="link" type="button" @click=${() => this.#dismiss()}>${t('action.not-now')}</button></p></div>` : nothing}
        <button class="me" type="button" popovertarget="me-menu" aria-haspopup="menu">
          ${avatar({ ...session.me, online: session.connection === 'online' }, 'av--32', true, shownIn(session.me))}
          <span class="cut"><b class="cut"><bdi>${session.me.displayName}</bdi></b><span class="sub">${t(session.connection === 'online' ? 'rail.is-online' : 'rail.not-connected')}</span></span>
          <span class="hide">${t('rail.me')}</span>${icon('chevrons', 'i--s')}</button>
        <div class="menu" id="me-menu" popover @click=${(/** @type {Event} */ e) => /** @type {HTMLElement} */ (e.currentTarget).hidePopover()} @beforetoggle=${prepare} @toggle=${place}>
          ${session.me.role === 'admin' ? html`<a href="/admin">${t('menu.admin')}</a>` : nothing}
          <a href="#/settings">${t('settings.open')}</a>
          <button type="button" @click=${() => session.markAllRead()}>${t('unread.all')}</button>
          <button type="button" @click=${() => this.say('keys')}>${t('keys.title')}</button>
          <hr><p class="menu__title" id="languages">${t('menu.language')}</p>
          <div role="group" aria-labelledby="languages">${Object.entries(LANGUAGES).map(([tag, name]) => html`<button type="button" lang=${tag} dir="auto" aria-pressed=${tag === language} @click=${() => choose(tag)}>${tag === language ? icon('check', 'i--s') : nothing}${name}</button>`)}</div><hr>
          <button type="button" @click=${() => this.#logOut()}>${t('menu.sign-out')}</button>
        </div>
      </nav>`;
  }

  #sections() {
    const { session } = this;
    const { favourites, rooms, direct } = inSections(session.rooms, this.#order, { open: this.open, nameOf: listedName });
    const isNone = session.ready && session.rooms.every((room) => room.isDirect);
    return html`${favourites.length > 0 ? html`<h2>${this.#fold('favourites')}</h2>${this.#list('favourites', favourites)}` : nothing}
      <h2>${this.#fold('rooms')}${session.rooms.length > 1 ? this.#orderMenu() : nothing}</h2>
      ${isNone ? html`<p class="rail__empty">${t('rail.none')}</p>` : nothing}
      ${this.#foreign(session.foreignRooms)}${this.#list('rooms', rooms)}
      ${this.#order.isUnreadOnly && favourites.length + rooms.length + direct.length === 0 ? html`<p class="rail__empty">${t('rail.no-unread')}</p>` : nothing}
      <h2>${this.#fold('direct')}<button class="icon-btn icon-btn--s" type="button" aria-label=${t('direct.new')} title=${t('direct.new')} @click=${() => newMessage(session)}>${icon('plus', 'i--s')}</button></h2>
      ${this.#list('direct', direct)}`;
  }

  /** The heading of a section, which opens and closes it. @param {Section} section */
  #fold = (section) => html`<button class="rail__fold" type="button" aria-expanded=${!this.#order.closed.includes(section)} aria-controls="rail-${section}" @click=${() => { order.fold(section); this.requestUpdate(); }}><span class="cut">${t(`rail.${section}`)}</span>${icon('chevron', 'i--xs')}</button>`;

  /** @param {Section} section @param {import('../core/room/room.js').Room[]} rooms */
  #list = (section, rooms) => html`<ul id="rail-${section}">${repeat(this.#order.closed.includes(section) ? attentionIn(rooms, this.open) : rooms, (r) => r.roomId, (r) => this.#row(r))}</ul>`;

  #orderMenu() {
    const { sort, isUnreadOnly } = this.#order;
    const choice = (/** @type {string} */ words, /** @type {boolean} */ isChosen, /** @type {Partial<import('../core/session/rail-order.js').Order>} */ change) => html`
      <button type="button" aria-pressed=${isChosen} @click=${() => { order.set(change); this.requestUpdate(); }}>${isChosen ? icon('check', 'i--s') : nothing}${words}</button>`;
    return html`<button class="icon-btn icon-btn--s" type="button" popovertarget="order-menu" aria-haspopup="menu" aria-label=${t('rail.order')} title=${t('rail.order')}>${icon('more', 'i--s')}</button>
      <div class="menu" id="order-menu" popover @click=${(/** @type {Event} */ e) => /** @type {HTMLElement} */ (e.currentTarget).hidePopover()} @beforetoggle=${prepare} @toggle=${place}>
        <p class="menu__title" id="order-sort">${t('rail.sort')}</p><div role="group" aria-labelledby="order-sort">${choice(t('rail.latest'), sort === 'latest', { sort: 'latest' })}${choice(t('rail.by-name'), sort === 'name', { sort: 'name' })}</div><hr>
        <p class="menu__title" id="order-show">${t('rail.show')}</p><div role="group" aria-labelledby="order-show">${choice(t('rail.all'), !isUnreadOnly, { isUnreadOnly: false })}${choice(t('rail.only-unread'), isUnreadOnly, { isUnreadOnly: true })}</div>
      </div>`;
  }

  get #order() {
    return order.get();
  }

  /** Rooms that the server lists without cause: named, not shown. @param {import('../core/room/room.js').Room[]} rooms */
  #foreign(rooms) {
    const { me } = this.session;
    const wasIn = (/** @type {import('../core/room/room.js').Room} */ room) => room.verified.state.people.former.some((gone) => gone.userId === me.userId);
    return rooms.slice(0, FOREIGN).map((room, i) => html`<p class="rail__note" role="note">${icon('alert', 'i--s')}
      <span>${pieces(wasIn(room) ? 'rail.foreign-former' : 'rail.foreign', { room: html`<bdi>${roomName(room)}</bdi>` })}
        ${i === FOREIGN - 1 && rooms.length > FOREIGN ? t('rail.foreign-more', { count: rooms.length - FOREIGN }) : nothing}</span></p>`);
  }

  /** @param {import('../core/room/room.js').Room} room */
  #row(room) {
    const kind = kindOf(room);
    const name = listedName(room);
    const isUnchecked = room.standing === 'unchecked';
    const open = this.open === room.roomId;
    const unread = open && document.visibilityState === 'visible' && document.hasFocus() && !room.reading.isHeld ? 0 : room.unread;
    const { muted } = room.choice;
    const words = isUnchecked && room.mode ? t('rail.unverified', { kind: kind.row }) : kind.row;
    return html`<li><a class="row ${unread > 0 && !muted ? 'row--unread' : ''} ${muted ? 'row--muted' : ''} ${isUnchecked ? 'row--unchecked' : ''}" href="#/room/${room.roomId}" aria-current=${open ? 'page' : nothing} title=${name}>
      ${room.isDirect ? directPicture(room, 'av--24') : ring(kind.ring)}<span class="cut"><bdi>${name}</bdi>${room.isDirect ? directStatus(room) : nothing}<span class="hide">${unread > 0 && room.mentions > 0 ? t('rail.mentions') : nothing}${rowWords(unread, muted ? t('rail.muted', { kind: words }) : words)}</span></span>
      ${room.draft && !open ? html`<span class="row__draft" title=${t('rail.draft')}>${icon('pencil', 'i--xs')}</span>` : nothing}
      ${muted ? icon('muted', 'i--xs') : nothing}
      <span class="row__time when">${moment(room.lastAt)}</span>
      ${unread > 0 && room.mentions > 0 ? html`<span class="count count--at" aria-hidden="true">@</span>` : nothing}
      ${unread > 0 ? html`<span class="count ${muted ? 'count--muted' : ''}" aria-hidden="true">${unread > 99 ? `${number(99)}+` : number(unread)}</span>` : nothing}</a></li>`;
  }
}
customElements.define('sc-rail', Rail);

/** What a screen reader says after a room's name. @param {number} unread @param {string} kind */
const rowWords = (unread, kind) =>
  (unread > 0 ? t('rail.row-unread', { unread: t('rail.unread', { number: unread }), kind }) : t('rail.row', { kind }));
