// @ts-check
// A person's card: who they are, whether they are verified, and the ways to write to them.
import { html, nothing } from 'lit';
import { Element } from './element.js';
import { avatar } from './avatar.js';
import { openDialog } from './dialog.js';
import { block, openDirect, unblock } from './direct.js';
import { compare } from './fingerprints.js';
import { newRoom } from './forms.js';
import { icon, ring } from './icons.js';
import { fullText, handle, mark, nameOf, renamedMark, statusOf } from './naming.js';
import { ownIdentity } from './own-identity.js';
import { kindOf, presence, roomName } from './words.js';
import { pieces, t } from '../locale/locale.js';

/** @typedef {import('../core/session/session.js').Session} Session */
/** @typedef {import('../core/room/room.js').Room} Room */

class Profile extends Element {
  static properties = { session: { attribute: false }, userId: {}, room: { attribute: false }, close: { attribute: false } };

  constructor() {
    super();
    /** @type {Session} */
    this.session;
    /** @type {string} */
    this.userId;
    /** The room in which the card was opened. @type {Room|null} */
    this.room;
    /** @type {() => void} */
    this.close;
  }

  willUpdate() {
    this.watch([this.session, 'rooms'], [this.session.choices, 'choices'], [this.session.directory, 'people', 'names'], [this.session.trust, 'pins']);
  }

  /** Closes first: one dialog at a time. @param {() => unknown} next */
  #then = (next) => () => {
    this.close();
    next();
  };

  render() {
    const { session, userId } = this;
    const person = session.directory.shown(userId);
    const isSelf = userId === session.me.userId;
    const rooms = sharedRooms(session, userId);
    const member = memberOf(this.room, userId) ?? rooms.map((room) => memberOf(room, userId)).find(Boolean);
    const identityId = member?.identityId ?? session.trust.pinned(userId) ?? person.identityId;
    const isOnline = isSelf ? session.connection === 'online' : person.online;
    return html`<div class="profile">${avatar({ ...person, online: isOnline }, 'av--48', true, this.room)}
        <div class="profile__who"><p class="profile__name">${nameOf(person)}</p>
          <p class="sub">${handle(person)} ${presence({ ...person, online: isOnline })}</p>
          ${person.status ? html`<p>${statusOf(person)}</p>` : nothing}
          <p class="profile__marks">${isSelf ? mark('you') : nothing}${identityId && session.trust.isVerified(userId, identityId) ? mark('verified') : nothing}${renamedMark(person)}</p></div></div>
      ${person.former ? renamed(session, person, person.former) : nothing}
      ${isSelf ? nothing : html`<h3 class="profile__title">${t('profile.shared')}</h3>
        ${rooms.length === 0 ? html`<p class="quiet">${t('profile.none')}</p>` : html`<ul class="found">${rooms.map((room) => html`
          <li><a class="row" href="#/room/${room.roomId}" @click=${this.close}>${ring(kindOf(room).ring)}<span class="cut"><bdi>${roomName(room)}</bdi></span></a></li>`)}</ul>`}`}
      <footer class="dialog__foot dialog__foot--wrap">
        ${isSelf ? html`<button class="btn" type="button" @click=${this.#then(() => ownIdentity(session))}>${t('menu.safety')}</button>`
          : html`${identityId ? html`<button class="btn" type="button" @click=${this.#then(() => compare(session, { userId, identityId }, this.room))}>${t('profile.compare')}</button>` : nothing}
            <button class="btn" type="button" @click=${this.#then(() => newRoom(session, go, [person]))}>${icon('plus', 'i--s')}${t('profile.room')}</button>
            ${session.choices.isBlocked(userId) ? html`<button class="btn" type="button" @click=${() => unblock(session, person)}>${t('direct.unblock')}</button>`
              : html`<button class="btn btn--red" type="button" @click=${this.#then(() => block(session, person))}>${t('direct.block')}</button>`}`}
        <button class="btn btn--go" type="button" @click=${this.#then(() => openDirect(session, isSelf ? [] : [userId]))}>${icon('message', 'i--s')}${t(isSelf ? 'direct.notes' : 'direct.message')}</button>
      </footer>`;
  }
}
customElements.define('sc-profile', Profile);

/** @param {Session} session @param {import('../core/session/directory.js').Person} person @param {string} former */
const renamed = (session, person, former) => html`<div class="note note--caution" role="note" data-code="former"><p>${pieces('profile.former', { name: html`<b><bdi>${former}</bdi></b>` })}</p>
  <button class="btn btn--s" type="button" @click=${() => session.decisions.acceptNames(person.userId)}>${t('profile.former-seen')}</button></div>`;

/** @param {Room|null} room @param {string} userId */
const memberOf = (room, userId) => room?.members.find((m) => m.userId === userId);

/** As far as rooms have been checked: nothing is claimed of others. @param {Session} session @param {string} userId */
const sharedRooms = (session, userId) => session.rooms.filter((room) => !room.isDirect && room.standing === 'member' && memberOf(room, userId));

/** @param {string} roomId */
const go = (roomId) => void (location.hash = `#/room/${roomId}`);

/** @param {Session} session @param {import('../core/session/directory.js').Person} person @param {Room|null} [room] */
export function openProfile(session, person, room = null) {
  openDialog(fullText(person), (close) => html`<sc-profile .session=${session} .userId=${person.userId} .room=${room} .close=${close}></sc-profile>`);
}
