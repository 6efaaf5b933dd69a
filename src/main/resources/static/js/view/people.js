// @ts-check
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Element } from './element.js';
import { avatar } from './avatar.js';
import { confirmFirst } from './dialog.js';
import { leaveDirect } from './direct.js';
import { icon } from './icons.js';
import { moveInList, oneStop } from './lists.js';
import { place, prepare } from './menu.js';
import { invite, openProfile, rename, saveMessages } from './on-demand.js';
import { ownersInvite } from './policy.js';
import { fullText, handle, handleAnd, mark, nameOf, renamedMark, statusOf } from './naming.js';
import { retentionRow, telling } from './retention.js';
import { presence, roomName, wordsFor } from './words.js';
import { pieces, t } from '../locale/locale.js';

/** @typedef {import('../core/session/directory.js').Person & {role: string, suspended: boolean, verified: boolean}} Shown */

/** Who is in the room, who is invited, and what can be done about it. */
class People extends Element {
  static properties = { session: { attribute: false }, room: { attribute: false } };

  constructor() {
    super();
    /** @type {import('../core/session/session.js').Session} */
    this.session;
    /** @type {import('../core/room/room.js').Room} */
    this.room;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('room') || changed.has('session')) this.watch([this.room, 'head'], [this.session.directory, 'people', 'names'], [this.session.trust, 'pins']);
  }

  /** What can be done with people is one Tab stop: arrows move from one person to the next. @returns {HTMLElement[]} */
  get #stops() {
    return [.../** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll('.person > button'))];
  }

  updated() {
    oneStop(this.#stops);
  }

  /** @param {() => Promise<unknown>} work */
  async #run(work) {
    try {
      await work();
    } catch (error) {
      this.session.notice(wordsFor(error), 'caution');
    }
  }

  /** @param {Shown} member */
  #remove(member) {
    confirmFirst({
      title: t('people.remove-title', { name: fullText(member) }),
      text: t('people.remove-text'),
      action: t('people.remove-go'), run: () => this.#run(() => this.room.remove(member)),
    });
  }

  render() {
    const { room } = this;
    const members = room.members.map((m) => ({ ...m.person, role: m.role, suspended: m.suspended, verified: this.session.trust.isVerified(m.userId, m.identityId) }));
    const online = members.filter((m) => m.online);
    const offline = members.filter((m) => !m.online);
    return html`
      <aside class="aside" aria-label=${t('people.in', { room: roomName(room) })}>
        <div class="aside__head"><h2 tabindex="-1">${t(room.isDirect ? 'direct.people' : 'people.title')}</h2>
          <button class="icon-btn" type="button" aria-label=${t('action.close')} @click=${() => this.say('close-panel')}>${icon('x')}</button></div>
        <div class="aside__scroll" @keydown=${(/** @type {KeyboardEvent} */ e) => moveInList(this.#stops, e)}>
          ${room.isDirect ? nothing : !room.mayInvite ? ownersInvite() : html`<button class="btn btn--wide" type="button" @click=${() => invite(this.session, room)}>${icon('invite', 'i--s')}${t('action.invite')}</button>`}
          ${this.#list(t('people.online', { number: online.length }), online)}
          ${this.#list(t('people.offline', { number: offline.length }), offline)}
          ${this.#invited()}
          <div class="aside__foot">
            ${room.role === 'owner' ? html`<button class="btn btn--quiet" type="button" @click=${() => rename(room)}>${icon('pencil', 'i--s')}${t('action.rename')}</button>` : nothing}
            ${room.isDirect ? nothing : html`${this.#takeOver(members)}${this.#history()}`}
            ${retentionRow(room, telling(this.session))}
            <button class="btn btn--quiet" type="button" @click=${() => saveMessages(room)}>${icon('down', 'i--s')}${t('save.open')}</button>
            <button class="btn btn--quiet btn--red" type="button" @click=${() => (room.isDirect ? leaveDirect(this.session, room) : leaveRoom(this.session, room))}>${icon('leave', 'i--s')}${t(room.isDirect ? 'direct.leave' : 'action.leave-room')}</button>
          </div>
        </div>
      </aside>`;
  }

  /** While no owner can act, a member may become one (E9). @param {Shown[]} members */
  #takeOver(members) {
    const self = members.find((m) => m.userId === this.session.me.userId);
    if (!self || members.some((m) => m.role === 'owner' && !m.suspended)) return nothing;
    const run = () => this.#run(() => this.room.setRole(self, 'owner'));
    return html`<p class="aside__note">${icon('key', 'i--s')}${t('people.no-owner')}</p>
      <button class="btn btn--quiet" type="button" @click=${() => confirmFirst({
        title: t('people.take-over-title', { room: this.room.name }), text: t('people.take-over-text'), action: t('people.take-over'), run, calm: true,
      })}>${icon('key', 'i--s')}${t('people.take-over')}</button>`;
  }

  /** What newcomers read: to be seen by all, to be changed by an owner. */
  #history() {
    const { room } = this;
    const full = room.fullHistory;
    const words = t(full ? 'history.full' : 'history.none');
    if (room.role !== 'owner') return html`<p class="aside__note">${icon('eye', 'i--s')}${words}</p>`;
    return html`<button class="btn btn--quiet" type="button" @click=${() => this.#changeHistory(!full)}>${icon('eye', 'i--s')}${words}…</button>`;
  }

  /** @param {boolean} full */
  #changeHistory(full) {
    confirmFirst({
      title: t(full ? 'history.show-title' : 'history.hide-title'),
      text: t(full ? 'history.show-text' : 'history.hide-text'),
      action: t(full ? 'history.show' : 'history.hide'), run: () => this.#run(() => this.room.setHistory(full)), calm: true,
    });
  }

  /** @param {string} title @param {Shown[]} members */
  #list(title, members) {
    if (members.length === 0) return nothing;
    return html`<h3>${title}</h3><ul>${repeat(members, (m) => m.userId, (m) => html`
      <li class="person"><button class="person__open" type="button" aria-haspopup="dialog" @click=${() => openProfile(this.session, m, this.room)}>${avatar(m, 'av--32', true, this.room)}
        <span class="cut"><span class="person__name cut" title=${m.displayName}>${nameOf(m)}</span>${m.status ? html`<span class="sub cut">${statusOf(m)}</span>` : nothing}
          <span class="sub person__sub"><span class="cut">${m.online ? html`${handle(m)}<span class="hide">, ${presence(m)}</span>` : handleAnd(m, presence(m))}</span>
            ${m.userId === this.session.me.userId ? mark('you') : nothing}${m.verified ? mark('verified') : nothing}${m.role === 'owner' ? mark('owner') : nothing}${m.suspended ? mark('suspended') : nothing}${renamedMark(m)}</span></span></button>
        ${this.#actions(m)}</li>`)}</ul>`;
  }

  /** @param {Shown} member */
  #actions(member) {
    const { room, session } = this;
    if (room.role !== 'owner') return nothing;
    const self = member.userId === session.me.userId;
    const owner = member.role === 'owner';
    const menu = `menu-${member.userId}`;
    return html`
      <button class="icon-btn" type="button" popovertarget=${menu} aria-label=${t('people.actions', { name: member.displayName })}>${icon('more', 'i--s')}</button>
      <div class="menu" id=${menu} popover @click=${(/** @type {Event} */ e) => /** @type {HTMLElement} */ (e.currentTarget).hidePopover()} @beforetoggle=${prepare} @toggle=${place}>
        <button type="button" @click=${() => this.#run(() => room.setRole(member, owner ? 'member' : 'owner'))}>${t(owner ? 'people.remove-owner' : 'people.make-owner')}</button>
        ${self ? nothing : html`<button class="menu__red" type="button" @click=${() => this.#remove(member)}>${t('people.remove')}</button>`}
      </div>`;
  }

  #invited() {
    const { room } = this;
    if (room.invited.length === 0) return nothing;
    return html`<h3>${t('people.invited', { number: room.invited.length })}</h3><ul>${room.invited.map((i) => html`
      <li class="person">${avatar(i.person, 'av--32', true, room)}
        <div class="cut"><div class="cut">${nameOf(i.person)}</div><span class="sub">${handleAnd(i.person, pieces('people.invited-by', { name: html`<bdi>${i.invitedBy.displayName}</bdi>`, presence: presence(i.person) }))}</span></div>
        ${room.role === 'owner' || i.invitedBy.userId === this.session.me.userId
          ? html`<button class="link" type="button" @click=${() => this.#run(() => room.withdraw(i))}>${t('people.revoke')}</button>` : nothing}</li>`)}</ul>`;
  }
}
customElements.define('sc-people', People);

/** Asks first, and says what happens. @param {import('../core/session/session.js').Session} session @param {import('../core/room/room.js').Room} room */
export function leaveRoom(session, room) {
  if (room.canLeave !== true) return session.notice(t('people.only-owner'), 'caution');
  const last = room.members.length === 1;
  confirmFirst({
    title: t('people.leave-title', { room: roomName(room) }),
    text: t(last ? 'people.leave-last' : 'people.leave-text'),
    action: t('people.leave-go'), run: () => room.leave().catch((error) => session.notice(wordsFor(error), 'caution')),
  });
}
