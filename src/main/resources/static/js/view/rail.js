// @ts-check
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Element } from './element.js';
import { avatar } from './avatar.js';
import { changePassword, newRoom } from './forms.js';
import { icon, ring } from './icons.js';
import { confirmFirst } from './dialog.js';
import { invitationTitle } from './empty.js';
import { ownIdentity, recoveryCode } from './own-identity.js';
import { place } from './people.js';
import { kindOf, listedName, moment, presence } from './words.js';

/** How many rooms are named that are not this person's. */
const FOREIGN = 3;

/** Rooms, invitations, people, and oneself. */
class Rail extends Element {
  static properties = { session: { attribute: false }, open: {} };

  #offered = sessionStorage.getItem('recovery-offered') === 'yes';

  #dismiss() {
    sessionStorage.setItem('recovery-offered', 'yes');
    this.#offered = true;
    this.requestUpdate();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('session')) this.watch(this.session, 'change');
  }

  /** Up and Down move inside the list. @param {KeyboardEvent} e */
  #key(e) {
    const rows = [.../** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll('a.row'))];
    const at = rows.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: rows.length - 1 }[e.key];
    if (at < 0 || to === undefined || !rows[to]) return;
    e.preventDefault();
    rows[to].focus();
  }

  async #logOut() {
    const { session } = this;
    const { lines, drafts } = await session.countUnsent();
    if (lines + drafts === 0) return session.logOut();
    const counted = [lines === 0 ? '' : lines === 1 ? 'One message' : `${lines} messages`, drafts === 0 ? '' : drafts === 1 ? 'one draft' : `${drafts} drafts`];
    confirmFirst({
      title: 'Log out and lose what is not sent?',
      text: `Not sent yet: ${counted.filter(Boolean).join(' and ')}. Logging out clears this browser, and deletes what is not sent.`,
      action: 'Log out', run: () => session.logOut(),
    });
  }

  render() {
    const { session } = this;
    const online = session.people.filter((/** @type {any} */ p) => p.online).length;
    return html`
      <nav class="rail" aria-label="Rooms and people" @keydown=${this.#key}>
        <div class="rail__head"><span class="mark">${ring('members', 'ring--l')}</span><b class="brand cut">Secure Chat</b>
          <button class="icon-btn" type="button" aria-label="New room" title="New room" @click=${() => newRoom(session, (id) => this.say('go', id))}>${icon('plus')}</button></div>
        <div class="rail__scroll">
          ${session.invitations.length > 0 ? html`<h2>Invitations</h2><ul>${session.invitations.map((/** @type {any} */ i) => html`
            <li><a class="row row--unread" href="#/invitation/${i.roomId}" aria-current=${this.open === i.roomId ? 'page' : nothing}
              aria-label=${invitationTitle(i)}>${ring('dashed')}<span class="cut">${i.name ? html`<bdi>${i.name}</bdi>` : 'An invitation'}</span><span class="count">!</span></a></li>`)}</ul>` : nothing}
          <h2>Rooms</h2>
          ${session.rooms.length === 0 && session.ready ? html`<p class="rail__empty">No room yet.</p>` : nothing}
          ${this.#foreign(session.foreignRooms)}
          <ul>${repeat(session.rooms, (/** @type {any} */ r) => r.roomId, (/** @type {any} */ r) => this.#row(r))}</ul>
          <h2>People <span class="when">${online + 1} online</span></h2>
          <ul>${repeat(session.people, (/** @type {any} */ p) => p.userId, (/** @type {any} */ p) => html`
            <li class="row row--person" title=${p.displayName}>${avatar(p, 'av--24', true)}<span class="cut"><bdi>${p.displayName}</bdi></span><span class="hide">${presence(p)}</span></li>`)}</ul>
        </div>
        ${session.ready && !session.identity.hasRecovery && !this.#offered ? html`<div class="offer" role="note"><p><b>Keep a spare.</b> Only your password opens your rooms. A recovery code on paper brings everything back if you forget it.</p>
          <p><button class="link" type="button" @click=${() => recoveryCode(session)}>Make one</button> <button class="link" type="button" @click=${() => this.#dismiss()}>Not now</button></p></div>` : nothing}
        <button class="me" type="button" popovertarget="me-menu" aria-haspopup="menu" aria-label="${session.me.displayName}: settings and log out">
          ${avatar({ ...session.me, online: session.connection === 'online' }, 'av--32', true)}
          <span class="cut"><b class="cut"><bdi>${session.me.displayName}</bdi></b><span class="sub">${session.connection === 'online' ? 'Online' : 'Not connected'}</span></span>
          ${icon('chevrons', 'i--s')}</button>
        <div class="menu" id="me-menu" popover @click=${(/** @type {Event} */ e) => /** @type {HTMLElement} */ (e.currentTarget).hidePopover()} @toggle=${place}>
          ${session.me.role === 'admin' ? html`<a href="/admin">People on this server</a>` : nothing}
          <button type="button" @click=${() => ownIdentity(session)}>Your identity…</button>
          <button type="button" @click=${() => recoveryCode(session)}>${session.identity.hasRecovery ? 'Another recovery code…' : 'Make a recovery code…'}</button>
          <button type="button" @click=${() => changePassword(session)}>Change your password…</button>
          <button type="button" @click=${() => this.say('keys')}>Keyboard</button>
          <button type="button" @click=${() => this.#logOut()}>Log out</button>
        </div>
      </nav>`;
  }

  /** Rooms that the server lists without cause: named, not shown. @param {import('../core/room/room.js').Room[]} rooms */
  #foreign(rooms) {
    const { me } = this.session;
    const wasIn = (/** @type {import('../core/room/room.js').Room} */ room) => room.verified.ledger.former.some((gone) => gone.userId === me.userId);
    return rooms.slice(0, FOREIGN).map((room, i) => html`<p class="rail__note" role="note">${icon('alert', 'i--s')}
      <span>The server lists a room ${wasIn(room) ? 'you’re no longer in' : 'you haven’t joined'}: <bdi>${room.name}</bdi>. It isn’t shown.
        ${i === FOREIGN - 1 && rooms.length > FOREIGN ? `There are ${rooms.length - FOREIGN} more.` : nothing}</span></p>`);
  }

  /** @param {import('../core/room/room.js').Room} room */
  #row(room) {
    const kind = kindOf(room);
    const name = listedName(room);
    const isUnchecked = room.standing === 'unchecked';
    const open = this.open === room.roomId;
    const unread = open && document.visibilityState === 'visible' ? 0 : room.unread;
    return html`<li><a class="row ${unread > 0 ? 'row--unread' : ''} ${isUnchecked ? 'row--unchecked' : ''}" href="#/room/${room.roomId}" aria-current=${open ? 'page' : nothing} title=${name}
      aria-label="${name}, ${unread > 0 ? `${unread} unread, ` : ''}${kind.row}${isUnchecked && room.mode ? ', not verified yet' : ''}">
      ${ring(kind.ring)}<span class="cut"><bdi>${name}</bdi></span>
      ${room.draft && !open ? html`<span class="row__draft" title="Draft">${icon('pencil', 'i--xs')}</span>` : nothing}
      <span class="row__time when">${moment(room.lastAt)}</span>
      ${unread > 0 ? html`<span class="count">${unread > 99 ? '99+' : unread}</span>` : nothing}</a></li>`;
  }
}
customElements.define('sc-rail', Rail);
