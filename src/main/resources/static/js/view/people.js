// @ts-check
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Element } from './element.js';
import { avatar } from './avatar.js';
import { confirmFirst } from './dialog.js';
import { invite, rename } from './forms.js';
import { icon } from './icons.js';
import { fullText, handle, handleAnd, mark, nameOf } from './naming.js';
import { presence, wordsFor } from './words.js';

/** Who is in the room, who is invited, and what can be done about it. */
class People extends Element {
  static properties = { session: { attribute: false }, room: { attribute: false } };

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('room') || changed.has('session')) this.watch(this.session, 'change');
  }

  /** @param {() => Promise<unknown>} work */
  async #run(work) {
    try {
      await work();
    } catch (error) {
      this.session.notice(wordsFor(error), 'caution');
    }
  }

  #leave() {
    const { room, session } = this;
    if (room.canLeave !== true) {
      return session.notice('You are the only owner. Make somebody else an owner first, then leave.', 'caution');
    }
    const last = room.members.length === 1;
    confirmFirst({
      title: `Leave ${room.name}?`,
      text: last ? 'You are the last one here. The room closes for good.' : 'You read nothing of it any more, and come back only by a new invitation. The others see that you left.',
      action: 'Leave', run: () => this.#run(room.leave),
    });
  }

  /** @param {any} member */
  #remove(member) {
    confirmFirst({
      title: `Remove ${fullText(member)}?`,
      text: 'Removed people read nothing from here on. What they have read, they have read.',
      action: 'Remove', run: () => this.#run(() => this.room.remove(member)),
    });
  }

  render() {
    const { room } = this;
    const members = room.members.map((/** @type {any} */ m) => ({ ...m.person, role: m.role, suspended: m.suspended, verified: this.session.trust.isVerified(m.userId, m.identityId) }));
    const online = members.filter((/** @type {any} */ m) => m.online);
    const offline = members.filter((/** @type {any} */ m) => !m.online);
    return html`
      <aside class="aside" aria-label="People in ${room.name}">
        <div class="aside__head"><h2>People in this room</h2>
          <button class="icon-btn" type="button" aria-label="Close" @click=${() => this.say('close-panel')}>${icon('x')}</button></div>
        <div class="aside__scroll">
          <button class="btn btn--wide" type="button" @click=${() => invite(this.session, room)}>${icon('invite', 'i--s')}Invite people</button>
          ${this.#list(`Online, ${online.length}`, online)}
          ${this.#list(`Offline, ${offline.length}`, offline)}
          ${this.#invited()}
          <div class="aside__foot">
            ${room.role === 'owner' ? html`<button class="btn btn--quiet" type="button" @click=${() => rename(room)}>${icon('pencil', 'i--s')}Rename the room</button>` : nothing}
            ${this.#history()}
            <button class="btn btn--quiet btn--red" type="button" @click=${() => this.#leave()}>${icon('leave', 'i--s')}Leave the room</button>
          </div>
        </div>
      </aside>`;
  }

  /** What newcomers read: to be seen by all, to be changed by an owner. */
  #history() {
    const { room } = this;
    const full = room.verified.ledger.fullHistory;
    const words = full ? 'Who joins reads everything' : 'Who joins reads from then on';
    if (room.role !== 'owner') return html`<p class="aside__note">${icon('eye', 'i--s')}${words}</p>`;
    return html`<button class="btn btn--quiet" type="button" @click=${() => this.#changeHistory(!full)}>${icon('eye', 'i--s')}${words}…</button>`;
  }

  /** @param {boolean} full */
  #changeHistory(full) {
    confirmFirst({
      title: full ? 'Let newcomers read everything?' : 'Let newcomers read from their joining on?',
      text: full ? 'Whoever joins later, and everybody who is here, can read what was said before they came. Members’ browsers hand it on. All see that you chose this.'
        : 'Whoever joins from now on reads nothing from before. What was handed on already stays with those who have it.',
      action: full ? 'Open the history' : 'Close the history', run: () => this.#run(() => this.room.setHistory(full)), calm: true,
    });
  }

  /** @param {string} title @param {any[]} members */
  #list(title, members) {
    if (members.length === 0) return nothing;
    return html`<h3>${title}</h3><ul>${repeat(members, (m) => m.userId, (m) => html`
      <li class="person">${avatar(m, 'av--32', true)}
        <div class="cut"><div class="cut" title=${m.displayName}>${nameOf(m)}</div>
          <div class="sub person__sub"><span class="cut">${m.online ? html`${handle(m)}<span class="hide">, ${presence(m)}</span>` : handleAnd(m, presence(m))}</span>
            ${m.userId === this.session.me.userId ? mark('you') : nothing}${m.verified ? mark('verified') : nothing}${m.role === 'owner' ? mark('owner') : nothing}${m.suspended ? mark('suspended') : nothing}</div></div>
        ${this.#actions(m)}</li>`)}</ul>`;
  }

  /** @param {any} member */
  #actions(member) {
    const { room, session } = this;
    if (room.role !== 'owner') return nothing;
    const self = member.userId === session.me.userId;
    const owner = member.role === 'owner';
    const menu = `menu-${member.userId}`;
    return html`
      <button class="icon-btn" type="button" popovertarget=${menu} aria-label="What you can do with ${member.displayName}">${icon('more', 'i--s')}</button>
      <div class="menu" id=${menu} popover @click=${(/** @type {Event} */ e) => /** @type {HTMLElement} */ (e.currentTarget).hidePopover()} @toggle=${place}>
        <button type="button" @click=${() => this.#run(() => room.setRole(member, owner ? 'member' : 'owner'))}>${owner ? 'No owner any more' : 'Make an owner'}</button>
        ${self ? nothing : html`<button class="menu__red" type="button" @click=${() => this.#remove(member)}>Remove from the room…</button>`}
      </div>`;
  }

  #invited() {
    const { room } = this;
    if (room.invited.length === 0) return nothing;
    return html`<h3>Invited, ${room.invited.length}</h3><ul>${room.invited.map((/** @type {any} */ i) => html`
      <li class="person">${avatar(i.person, 'av--32', true)}
        <div class="cut"><div class="cut">${nameOf(i.person)}</div><span class="sub">${handleAnd(i.person, html`by <bdi>${i.invitedBy.displayName}</bdi>, ${presence(i.person)}`)}</span></div>
        ${room.role === 'owner' || i.invitedBy.userId === this.session.me.userId
          ? html`<button class="link" type="button" @click=${() => this.#run(() => room.withdraw(i))}>Withdraw</button>` : nothing}</li>`)}</ul>`;
  }
}
customElements.define('sc-people', People);

/** Puts a menu beside the button that opened it. @param {any} event */
export function place(event) {
  if (event.newState !== 'open') return;
  const menu = event.target;
  const button = document.querySelector(`[popovertarget="${menu.id}"]`);
  const at = /** @type {Element} */ (button).getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  menu.style.setProperty('left', `${Math.max(8, Math.min(at.right - width, innerWidth - width - 8))}px`);
  menu.style.setProperty('top', `${at.bottom + height + 8 > innerHeight ? at.top - height - 4 : at.bottom + 4}px`);
}
