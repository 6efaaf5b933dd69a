// @ts-check
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Element } from './element.js';
import { avatar } from './avatar.js';
import { confirmFirst, removeDialogs } from './dialog.js';
import { icon } from './icons.js';
import { chooseOwner, leaderlessRooms } from './leaderless.js';
import { showInvitation, showLink } from './link-dialog.js';
import { handle, mark, nameOf } from './naming.js';
import { overView } from './over.js';
import { moment, presence, wordsFor } from './words.js';
import { t } from '../locale/locale.js';

/** @typedef {import('../protocol/rest.js').AccountView} AccountView */

const HEADS = ['admin.name', 'field.username', 'admin.joined', 'admin.status'];

/** People on this server, and the links by which they come. */
class Admin extends Element {
  static properties = { admin: { attribute: false }, over: { attribute: false } };

  constructor() {
    super();
    /** @type {import('../core/session/administration.js').Administration} */
    this.admin;
    /** @type {import('./over.js').Over|null} */
    this.over;
  }

  /** @type {AccountView[]} */
  #people = [];
  /** @type {import('../protocol/rest.js').OpenLink[]} */
  #links = [];
  /** @type {import('../protocol/rest.js').LeaderlessRoom[]} */
  #leaderless = [];
  /** @type {string|null} */
  #next = null;
  #error = '';
  #ready = false;

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (this.over) removeDialogs();
    else if (changed.has('admin') && this.admin) this.#load();
  }

  #load = () => this.#run(async () => {
    const [people, links, rooms] = await Promise.all([this.admin.people(), this.admin.links(), this.admin.leaderlessRooms()]);
    this.#people = people.items;
    this.#next = people.next;
    this.#links = links.items;
    this.#leaderless = rooms.items;
    this.#ready = true;
  });

  #more = () => this.#run(async () => {
    const page = await this.admin.people(this.#next);
    const first = this.#people.length;
    this.#people = [...this.#people, ...page.items];
    this.#next = page.next;
    // The button goes with the last page; focus goes on to the first person who is new.
    if (!page.next) await this.#focus(`tbody tr:nth-child(${first + 1}) button`);
  });

  /** Once what has changed is drawn. @param {string} selector */
  async #focus(selector) {
    this.requestUpdate();
    await this.updateComplete;
    /** @type {HTMLElement|null} */ (this.querySelector(selector))?.focus();
  }

  /** @param {() => Promise<unknown>} work */
  async #run(work) {
    try {
      await work();
      this.#error = '';
    } catch (error) {
      this.#error = wordsFor(error);
    }
    this.requestUpdate();
  }

  #invite = () => this.#run(async () => {
    showInvitation(await this.admin.makeLink(7));
    this.#links = (await this.admin.links()).items;
  });

  /** @param {string} linkId */
  #revoke = (linkId) => this.#run(async () => {
    await this.admin.withdrawLink(linkId);
    this.#links = (await this.admin.links()).items;
    await this.#focus('#links');
  });

  /** @param {AccountView} person */
  #reset(person) {
    confirmFirst({
      title: t('admin.reset-title', { name: person.displayName }),
      text: t('admin.reset-text'),
      action: t('admin.reset-go'),
      run: () => this.#run(async () => {
        showLink(t('admin.reset-link', { name: person.displayName }), await this.admin.resetLink(person.userId), t('admin.reset-link-text'));
        this.#links = (await this.admin.links()).items;
      }),
    });
  }

  /** @param {AccountView} person */
  #suspend = (person) => this.#run(async () => {
    const { soleOwner } = await this.admin.ownership(person.userId);
    confirmFirst({
      title: t('admin.suspend-title', { name: person.displayName }),
      text: soleOwner === 0 ? t('admin.suspend-text') : `${t('admin.suspend-text')} ${t('admin.sole-owner', { count: soleOwner })}`,
      action: t('admin.suspend'), run: () => this.#run(async () => { await this.admin.suspend(person.userId); this.#changed(person, { suspended: true, online: false }); await this.#findLeaderless(); }),
    });
  });

  /** @param {AccountView} person */
  #reinstate = (person) => this.#run(async () => {
    await this.admin.resume(person.userId);
    this.#changed(person, { suspended: false });
    await this.#findLeaderless();
  });

  async #findLeaderless() {
    this.#leaderless = (await this.admin.leaderlessRooms()).items;
  }

  /** @param {import('../protocol/rest.js').LeaderlessRoom} room */
  #chooseOwner = (room) => this.#run(() => chooseOwner(this.admin, room, async () => {
    await this.#findLeaderless();
    await this.#focus('#leaderless, #links');
  }));

  /** The row stays where it is, also far down in a long list. @param {AccountView} person @param {Partial<AccountView>} change */
  #changed(person, change) {
    this.#people = this.#people.map((p) => (p.userId === person.userId ? { ...p, ...change } : p));
  }

  render() {
    if (this.over) return overView(this.over);
    return html`<main class="admin">
      <header class="admin__head"><a class="icon-btn" href="/" aria-label=${t('admin.back')}>${icon('back', 'flip')}</a><h1>${t('admin.title')}</h1>
        <button class="btn btn--go" type="button" ?disabled=${!this.admin} @click=${this.#invite}>${icon('plus', 'i--s')}${t('admin.link')}</button></header>
      <p class="note note--caution" role="alert" ?hidden=${!this.#error}>${this.#error}</p>
      ${this.#ready ? html`
        <table class="accounts" role="table" aria-label=${t('admin.people')}>
          <thead role="rowgroup"><tr role="row">${HEADS.map((key) => html`<th scope="col" role="columnheader">${t(key)}</th>`)}<th scope="col" role="columnheader"><span class="hide">${t('admin.actions')}</span></th></tr></thead>
          <tbody role="rowgroup">${repeat(this.#people, (p) => p.userId, (p) => this.#row(p))}</tbody></table>
        ${this.#next ? html`<button class="btn" type="button" @click=${this.#more}>${t('admin.more')}</button>` : nothing}
        ${leaderlessRooms(this.#leaderless, this.#chooseOwner)}
        <h2 class="links__title" id="links" tabindex="-1">${t('admin.links')}</h2>
        ${this.#links.length === 0 ? html`<p class="quiet">${t('admin.no-links')}</p>` : html`<ul class="links">${repeat(this.#links, (l) => l.linkId, (l) => html`
          <li><span id="link-${l.linkId}">${t(l.kind === 'reset' ? 'admin.link-reset' : 'admin.link-new', { created: moment(l.created), expires: moment(l.expires) })}</span>
            <button class="link" type="button" aria-describedby="link-${l.linkId}" @click=${() => this.#revoke(l.linkId)}>${t('people.revoke')}</button></li>`)}</ul>`}`
        : this.#error ? nothing : html`<p class="loading" role="status">${t('action.busy')}</p>`}
    </main>`;
  }

  /** A row of the table, and a card where there is no room for columns: then the parts carry their own names. @param {AccountView} p */
  #row(p) {
    const isSelf = p.userId === this.admin.userId;
    // This page holds no live connection, but the person who looks at it is here.
    const shown = isSelf ? { ...p, online: true } : p;
    const state = p.suspended ? t('mark.suspended') : shown.online || p.lastSeen ? presence(shown) : t('admin.never');
    const described = `name-${p.userId}`;
    return html`<tr role="row" data-user=${p.username}>
      <td role="cell" class="accounts__name"><span class="cell">${avatar(shown, 'av--32', !p.suspended)}<span class="cell__name" id=${described}>${nameOf(p)}</span>${isSelf ? mark('you') : nothing}${p.role === 'admin' ? mark('admin') : nothing}</span></td>
      <td role="cell" class="accounts__handle">${handle(p)}</td>
      <td role="cell"><span class="accounts__label" aria-hidden="true">${t('admin.joined')} </span>${moment(p.created)}</td>
      <td role="cell" class=${p.suspended ? 'red' : ''}>${state}</td>
      <td role="cell" class="accounts__do">${p.suspended ? nothing : html`<button class="link" type="button" aria-describedby=${described} @click=${() => this.#reset(p)}>${t('field.new-password')}</button>`}
        ${isSelf ? nothing : html`<button class="link ${p.suspended ? '' : 'link--red'}" type="button" aria-describedby=${described}
          @click=${() => (p.suspended ? this.#reinstate(p) : this.#suspend(p))}>${t(p.suspended ? 'admin.reinstate' : 'admin.suspend')}</button>`}</td></tr>`;
  }
}
customElements.define('sc-admin', Admin);
