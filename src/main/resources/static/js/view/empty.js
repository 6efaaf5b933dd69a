// @ts-check
import { html, nothing } from 'lit';
import { Element } from './element.js';
import { avatar } from './avatar.js';
import { compare, newRoom } from './on-demand.js';
import { icon, ring } from './icons.js';
import { showInvitation } from './link-dialog.js';
import { fullName, fullText } from './naming.js';
import { modeOf, moment, wordsFor } from './words.js';
import { isAlone, makeLink } from '../core/session/administration.js';
import { pieces, t } from '../locale/locale.js';

/** @typedef {import('../core/session/invitations.js').Invitation} Invitation */

/** What stands where no room is open: invitations that wait, or what to do next. */
class Empty extends Element {
  static properties = { session: { attribute: false }, only: {} };

  constructor() {
    super();
    /** @type {import('../core/session/session.js').Session} */
    this.session;
    /** @type {string} */
    this.only;
  }

  #isAlone = false;
  #knows = 0;

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    const { session } = this;
    if (changed.has('session')) this.watch([session, 'rooms', 'invitations', 'connection'], [session.directory, 'people', 'names']);
    if (session.me.role !== 'admin' || (!changed.has('session') && session.people.length === this.#knows)) return;
    this.#knows = session.people.length;
    this.#lookAround();
  }

  /** Whether this administrator is the only person on the server. */
  async #lookAround() {
    this.#isAlone = this.session.people.length === 0 && await isAlone().catch(() => false);
    this.requestUpdate();
  }

  async #inviteFirst() {
    try {
      showInvitation(await makeLink(7));
    } catch (error) {
      this.session.notice(wordsFor(error), 'caution');
    }
  }

  /** @param {Invitation} invitation */
  async #accept(invitation) {
    try {
      const room = await this.session.accept(invitation);
      if (room) this.say('go', room.roomId);
    } catch (error) {
      this.session.notice(wordsFor(error), 'caution');
    }
  }

  /** @param {Invitation} invitation */
  async #decline(invitation) {
    try {
      await this.session.invited.decline(invitation);
    } catch (error) {
      this.session.notice(wordsFor(error), 'caution');
    }
  }

  render() {
    const { session } = this;
    const waiting = session.invitations.filter((i) => !this.only || i.roomId === this.only);
    return html`<main class="main main--empty" id="main">
      <header class="head head--bare"><a class="icon-btn head__back" href="#/" aria-label=${t('chat.back')}>${icon('back', 'flip')}</a></header>
      <div class="empty">
        ${waiting.length > 0 ? html`<h1 class="hide">${t('empty.invited')}</h1>` : ''}
        ${waiting.map((i) => this.#card(i))}
        ${waiting.length > 0 ? '' : session.rooms.length > 0
          ? html`<div class="empty__say"><h1>${t('empty.choose')}</h1><p>${t('empty.choose-text')}</p></div>`
          : html`<div class="empty__say">${ring('members', 'ring--xl')}<h1>${pieces('empty.welcome', { name: html`<bdi>${session.me.displayName}</bdi>` })}</h1>
              <p>${t(this.#isAlone ? 'empty.alone' : 'empty.text')}</p></div>`}
        ${waiting.length > 0 || !this.#isAlone ? '' : html`<button class="btn btn--go" type="button" @click=${() => this.#inviteFirst()}>${icon('invite', 'i--s')}${t('empty.invite-first')}</button>`}
        ${waiting.length > 0 ? '' : html`<button class="btn ${this.#isAlone ? '' : 'btn--go'}" type="button" @click=${() => newRoom(session, (id) => this.say('go', id))}>${icon('plus', 'i--s')}${t('action.new-room')}</button>`}
      </div></main>`;
  }

  /** @param {Invitation} i */
  #card(i) {
    const busy = i.state === 'accepting';
    return html`<section class="card" aria-label=${invitationTitle(i)} data-state=${i.state}>
      ${i.invitedBy ? html`<div class="card__from">${avatar(i.invitedBy)}<p>${pieces('card.from', { name: fullName(i.invitedBy) })}</p></div>` : nothing}
      ${i.name ? html`<h2><bdi>${i.name}</bdi></h2>
        <p class="quiet">${ring(modeOf(i.mode).ring)} ${t('card.members', { kind: modeOf(i.mode).badge, count: i.members })}${i.expires > 0 ? ` ${t('card.until', { when: moment(i.expires) })}` : ''}</p>`
        : html`<h2>${t('card.invitation')}</h2>`}
      ${this.#state(i)}
      ${i.state === 'expired' ? nothing : html`<div class="card__do">
        ${i.state === 'waiting' || busy ? html`<button class="btn btn--go" type="button" ?disabled=${busy} @click=${() => this.#accept(i)}>${t(busy ? 'card.joining' : 'card.accept')}</button>` : nothing}
        ${i.state === 'unreachable' ? html`<button class="btn btn--go" type="button" @click=${() => this.session.invited.check(i)}>${t('action.retry')}</button>` : nothing}
        ${i.refusal === 'new-identity' && i.invitedBy && i.identityId ? html`<button class="btn" type="button" @click=${() => this.#compare(i)}>${t('action.compare')}</button>` : nothing}
        <button class="btn" type="button" ?disabled=${busy} @click=${() => this.#decline(i)}>${t('card.decline')}</button></div>`}
    </section>`;
  }

  /** @param {Invitation} i */
  #compare(i) {
    compare(this.session, { userId: /** @type {import('../core/session/directory.js').Person} */ (i.invitedBy).userId, identityId: /** @type {string} */ (i.identityId) });
  }

  /** @param {Invitation} i */
  #state(i) {
    switch (i.state) {
      case 'checking': return html`<p class="note" role="status">${t('card.checking')}</p>`;
      case 'expired': return html`<p class="note">${t('card.expired')}</p>`;
      case 'unreachable': return html`<p class="note note--caution">${t('card.unreachable')}</p>`;
      case 'refused': return html`<p class="note note--caution" role="alert" data-refusal=${i.refusal}>${refusalWords(i)}</p>`;
      default: return nothing;
    }
  }
}
customElements.define('sc-empty', Empty);

/** @param {Invitation} i */
export const invitationTitle = (i) => (i.name && i.invitedBy ? t('card.title', { room: i.name, name: fullText(i.invitedBy) }) : t('card.invitation'));

/** @param {Invitation} i */
function refusalWords(i) {
  const servers = i.served.invitedBy;
  switch (i.refusal) {
    case 'differs': return pieces('card.differs', { room: html`<bdi>${i.served.name}</bdi>`, kind: modeOf(i.served.mode).row, name: html`<bdi>${servers.displayName}</bdi>` });
    case 'not-invited': return t('card.not-invited');
    case 'other-keys': return t('card.other-keys');
    case 'new-identity': return pieces('card.new-identity', { name: i.invitedBy ? fullName(i.invitedBy) : t('person.someone') });
    default: return t('card.broken');
  }
}
