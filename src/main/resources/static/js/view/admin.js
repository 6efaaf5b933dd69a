// @ts-check
import { html, nothing } from 'lit';
import { Element } from './element.js';
import { avatar } from './avatar.js';
import { confirmFirst, openDialog, removeDialogs } from './dialog.js';
import { icon } from './icons.js';
import { overView } from './over.js';
import { moment, presence, wordsFor } from './words.js';
import { t } from '../locale/locale.js';

/** @typedef {import('../protocol/rest.js').AccountView} AccountView */

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
    const [people, links] = await Promise.all([this.admin.people(), this.admin.links()]);
    this.#people = people.items;
    this.#next = people.next;
    this.#links = links.items;
    this.#ready = true;
  });

  #more = () => this.#run(async () => {
    const page = await this.admin.people(this.#next);
    this.#people = [...this.#people, ...page.items];
    this.#next = page.next;
  });

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
    const link = await this.admin.makeLink(7);
    showLink(t('admin.link-title'), link, t('admin.link-text'));
    await this.#load();
  });

  /** @param {AccountView} person */
  #reset(person) {
    confirmFirst({
      title: t('admin.reset-title', { name: person.displayName }),
      text: t('admin.reset-text'),
      action: t('admin.reset-go'),
      run: () => this.#run(async () => showLink(t('admin.reset-link', { name: person.displayName }), await this.admin.resetLink(person.userId), t('admin.reset-link-text'))),
    });
  }

  /** @param {AccountView} person */
  #suspend = (person) => this.#run(async () => {
    const { soleOwner } = await this.admin.ownership(person.userId);
    confirmFirst({
      title: t('admin.suspend-title', { name: person.displayName }),
      text: soleOwner === 0 ? t('admin.suspend-text') : `${t('admin.suspend-text')} ${t('admin.sole-owner', { count: soleOwner })}`,
      action: t('admin.suspend'), run: () => this.#run(async () => { await this.admin.suspend(person.userId); await this.#load(); }),
    });
  });

  render() {
    if (this.over) return overView(this.over);
    return html`<main class="admin">
      <header class="admin__head"><a class="icon-btn" href="/" aria-label=${t('admin.back')}>${icon('back', 'flip')}</a><h1>${t('admin.title')}</h1>
        <button class="btn btn--go" type="button" @click=${this.#invite}>${icon('plus', 'i--s')}${t('admin.link')}</button></header>
      <p class="note note--caution" role="alert" ?hidden=${!this.#error}>${this.#error}</p>
      ${this.#ready ? html`
        <div class="table" tabindex="0" role="region" aria-label=${t('admin.people')}><table>
          <thead><tr><th scope="col">${t('admin.name')}</th><th scope="col">${t('field.username')}</th><th scope="col">${t('admin.joined')}</th><th scope="col">${t('admin.status')}</th><th scope="col"><span class="hide">${t('admin.actions')}</span></th></tr></thead>
          <tbody>${this.#people.map((p) => this.#row(p))}</tbody></table></div>
        ${this.#next ? html`<button class="btn" type="button" @click=${this.#more}>${t('admin.more')}</button>` : nothing}
        <h2>${t('admin.links')}</h2>
        ${this.#links.length === 0 ? html`<p class="quiet">${t('admin.no-links')}</p>` : html`<ul class="links">${this.#links.map((l) => html`
          <li><span>${t(l.kind === 'reset' ? 'admin.link-reset' : 'admin.link-new', { created: moment(l.created), expires: moment(l.expires) })}</span>
            <button class="link" type="button" @click=${() => this.#run(async () => { await this.admin.withdrawLink(l.linkId); await this.#load(); })}>${t('people.revoke')}</button></li>`)}</ul>`}`
        : html`<p class="loading" role="status">${t('action.busy')}</p>`}
    </main>`;
  }

  /** @param {AccountView} p */
  #row(p) {
    const state = p.suspended ? t('mark.suspended') : p.online || p.lastSeen ? presence(p) : t('admin.never');
    return html`<tr>
      <td><span class="cell">${avatar(p, 'av--32', !p.suspended)}<bdi class="cut" title=${p.displayName}>${p.displayName}</bdi>${p.role === 'admin' ? html`<span class="tag">${t('mark.admin')}</span>` : nothing}</span></td>
      <td>${p.username}</td><td>${moment(p.created)}</td><td class=${p.suspended ? 'red' : ''}>${state}</td>
      <td class="do">${p.suspended
        ? html`<button class="link" type="button" @click=${() => this.#run(async () => { await this.admin.resume(p.userId); await this.#load(); })}>${t('admin.reinstate')}</button>`
        : html`<button class="link" type="button" @click=${() => this.#reset(p)}>${t('field.new-password')}</button> <button class="link link--red" type="button" @click=${() => this.#suspend(p)}>${t('admin.suspend')}</button>`}</td></tr>`;
  }
}
customElements.define('sc-admin', Admin);

/** @param {string} title @param {{url: string}} link @param {string} words */
function showLink(title, link, words) {
  const url = new URL(link.url, location.origin).href;
  openDialog(title, (close) => html`<p class="dialog__text">${words}</p>
    <div class="field"><label for="link">${t('admin.url')}</label><input id="link" readonly .value=${url} @focus=${(/** @type {FocusEvent} */ e) => /** @type {HTMLInputElement} */ (e.target).select()}></div>
    <footer class="dialog__foot"><button class="btn" type="button" @click=${close}>${t('action.done')}</button>
      <button class="btn btn--go" type="button" @click=${(/** @type {Event} */ e) => { navigator.clipboard.writeText(url); /** @type {HTMLElement} */ (e.target).textContent = t('admin.copied'); }}>${t('admin.copy')}</button></footer>`);
}
