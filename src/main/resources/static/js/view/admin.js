// @ts-check
import { html, nothing } from 'lit';
import { Element } from './element.js';
import { avatar } from './avatar.js';
import { confirmFirst, openDialog } from './dialog.js';
import { icon } from './icons.js';
import { moment, wordsFor } from './words.js';

/** People on this server, and the links by which they come. */
class Admin extends Element {
  static properties = { admin: { attribute: false } };

  /** @type {any[]} */
  #people = [];
  /** @type {any[]} */
  #links = [];
  /** @type {string|null} */
  #next = null;
  #error = '';
  #ready = false;

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('admin') && this.admin) this.#load();
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
    showLink('A link for one new person', link, 'Send it to the person over a way that you trust. It is good once, for seven days. Whoever opens it chooses name and password and is in the chat.');
    await this.#load();
  });

  /** @param {any} person */
  #reset(person) {
    confirmFirst({
      title: `A new password for ${person.displayName}?`,
      text: 'With the link this person chooses a new password and gets a new identity. Lines written until then stay closed to this person. Nothing happens before the link is used.',
      action: 'Make the link',
      run: () => this.#run(async () => showLink(`A link for ${person.displayName}`, await this.admin.resetLink(person.userId), 'It is good once, for two days.')),
    });
  }

  /** @param {any} person */
  #suspend(person) {
    confirmFirst({
      title: `Suspend ${person.displayName}?`,
      text: 'This person is signed out everywhere at once and cannot sign in until you resume the account. Rooms and names stay as they are.',
      action: 'Suspend', run: () => this.#run(async () => { await this.admin.suspend(person.userId); await this.#load(); }),
    });
  }

  render() {
    return html`<main class="admin">
      <header class="admin__head"><a class="icon-btn" href="/" aria-label="Back to the chat">${icon('back')}</a><h1>People on this server</h1>
        <button class="btn btn--go" type="button" @click=${this.#invite}>${icon('plus', 'i--s')}Make an invitation link</button></header>
      <p class="note note--caution" role="alert" ?hidden=${!this.#error}>${this.#error}</p>
      ${this.#ready ? html`
        <div class="table" tabindex="0" role="region" aria-label="People"><table>
          <thead><tr><th scope="col">Name</th><th scope="col">User name</th><th scope="col">Here since</th><th scope="col">State</th><th scope="col"><span class="hide">What you can do</span></th></tr></thead>
          <tbody>${this.#people.map((p) => this.#row(p))}</tbody></table></div>
        ${this.#next ? html`<button class="btn" type="button" @click=${this.#more}>Show more</button>` : nothing}
        <h2>Open links</h2>
        ${this.#links.length === 0 ? html`<p class="quiet">None. A link brings one new person in.</p>` : html`<ul class="links">${this.#links.map((l) => html`
          <li><span>${l.kind === 'reset' ? 'New password' : 'New person'}, made ${moment(l.created)}, good until ${moment(l.expires)}</span>
            <button class="link" type="button" @click=${() => this.#run(async () => { await this.admin.withdrawLink(l.linkId); await this.#load(); })}>Withdraw</button></li>`)}</ul>`}`
        : html`<p class="loading" role="status">One moment…</p>`}
    </main>`;
  }

  /** @param {any} p */
  #row(p) {
    const state = p.suspended ? 'suspended' : p.online ? 'online' : p.lastSeen ? `seen ${moment(p.lastSeen)}` : 'never here';
    return html`<tr>
      <td><span class="cell">${avatar(p, 'av--32', !p.suspended)}<bdi class="cut" title=${p.displayName}>${p.displayName}</bdi>${p.role === 'admin' ? html`<span class="tag">administrator</span>` : nothing}</span></td>
      <td>${p.username}</td><td>${moment(p.created)}</td><td class=${p.suspended ? 'red' : ''}>${state}</td>
      <td class="do">${p.suspended
        ? html`<button class="link" type="button" @click=${() => this.#run(async () => { await this.admin.resume(p.userId); await this.#load(); })}>Resume</button>`
        : html`<button class="link" type="button" @click=${() => this.#reset(p)}>New password</button> <button class="link link--red" type="button" @click=${() => this.#suspend(p)}>Suspend</button>`}</td></tr>`;
  }
}
customElements.define('sc-admin', Admin);

/** @param {string} title @param {{url: string}} link @param {string} words */
function showLink(title, link, words) {
  const url = new URL(link.url, location.origin).href;
  openDialog(title, (close) => html`<p class="dialog__text">${words}</p>
    <div class="field"><label for="link">Link</label><input id="link" readonly .value=${url} @focus=${(/** @type {any} */ e) => e.target.select()}></div>
    <footer class="dialog__foot"><button class="btn" type="button" @click=${close}>Done</button>
      <button class="btn btn--go" type="button" @click=${(/** @type {any} */ e) => { navigator.clipboard.writeText(url); e.target.textContent = 'Copied'; }}>Copy</button></footer>`);
}
