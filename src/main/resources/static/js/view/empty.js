// @ts-check
import { html } from 'lit';
import { Element } from './element.js';
import { avatar } from './avatar.js';
import { newRoom } from './forms.js';
import { icon, ring } from './icons.js';
import { modeOf, moment, wordsFor } from './words.js';

/** What stands where no room is open: invitations that wait, or what to do next. */
class Empty extends Element {
  static properties = { session: { attribute: false }, only: {} };

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('session')) this.watch(this.session, 'change');
  }

  /** @param {any} invitation */
  async #accept(invitation) {
    try {
      const room = await this.session.accept(invitation);
      if (room) this.say('go', room.roomId);
    } catch (error) {
      this.session.notice(wordsFor(error), 'caution');
    }
  }

  /** @param {any} invitation */
  async #decline(invitation) {
    try {
      await this.session.decline(invitation);
    } catch (error) {
      this.session.notice(wordsFor(error), 'caution');
    }
  }

  render() {
    const { session } = this;
    const waiting = session.invitations.filter((/** @type {any} */ i) => !this.only || i.roomId === this.only);
    return html`<main class="main main--empty" id="main">
      <header class="head head--bare"><a class="icon-btn head__back" href="#/" aria-label="Back to rooms">${icon('back')}</a></header>
      <div class="empty">
        ${waiting.length > 0 ? html`<h1 class="hide">You are invited</h1>` : ''}
        ${waiting.map((/** @type {any} */ i) => this.#card(i))}
        ${waiting.length > 0 ? '' : session.rooms.length > 0
          ? html`<div class="empty__say"><h1>Choose a room</h1><p>Or make a new one. You are online, and others can invite you.</p></div>`
          : html`<div class="empty__say">${ring('members', 'ring--xl')}<h1>Welcome, <bdi>${session.me.displayName}</bdi></h1>
              <p>You are online, and others can invite you. Or make a room yourself and ask people in.</p></div>`}
        ${waiting.length > 0 ? '' : html`<button class="btn btn--go" type="button" @click=${() => newRoom(session, (id) => this.say('go', id))}>${icon('plus', 'i--s')}New room</button>`}
      </div></main>`;
  }

  /** @param {any} i */
  #card(i) {
    const gone = i.state === 'expired';
    return html`<section class="card" aria-label="Invitation to ${i.name} from ${i.invitedBy.displayName}">
      <div class="card__from">${avatar(i.invitedBy)}<p><b><bdi>${i.invitedBy.displayName}</bdi></b> has invited you to</p></div>
      <h2><bdi>${i.name}</bdi></h2>
      <p class="quiet">${ring(modeOf(i.mode).ring)} ${modeOf(i.mode).badge}. ${i.members} ${i.members === 1 ? 'person' : 'people'} inside, open until ${moment(i.expires)}.</p>
      ${gone ? html`<p class="note">This invitation is not open any more.</p>` : html`<div class="card__do">
        <button class="btn btn--go" type="button" ?disabled=${i.state === 'accepting'} @click=${() => this.#accept(i)}>${i.state === 'accepting' ? 'Joining…' : 'Accept'}</button>
        <button class="btn" type="button" ?disabled=${i.state === 'accepting'} @click=${() => this.#decline(i)}>Decline</button></div>`}
    </section>`;
  }
}
customElements.define('sc-empty', Empty);
