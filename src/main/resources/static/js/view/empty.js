// @ts-check
import { html, nothing } from 'lit';
import { Element } from './element.js';
import { avatar } from './avatar.js';
import { newRoom } from './forms.js';
import { compare } from './fingerprints.js';
import { icon, ring } from './icons.js';
import { fullName, fullText } from './naming.js';
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
      await this.session.invited.decline(invitation);
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

  /** @param {import('../core/session/invitations.js').Invitation} i */
  #card(i) {
    const busy = i.state === 'accepting';
    return html`<section class="card" aria-label=${invitationTitle(i)} data-state=${i.state}>
      ${i.invitedBy ? html`<div class="card__from">${avatar(i.invitedBy)}<p>${fullName(i.invitedBy)} has invited you to</p></div>` : nothing}
      ${i.name ? html`<h2><bdi>${i.name}</bdi></h2>
        <p class="quiet">${ring(modeOf(i.mode).ring)} ${modeOf(i.mode).badge}. ${i.members} ${i.members === 1 ? 'person' : 'people'} inside${i.expires > 0 ? `, open until ${moment(i.expires)}` : ''}.</p>`
        : html`<h2>An invitation</h2>`}
      ${this.#state(i)}
      ${i.state === 'expired' ? nothing : html`<div class="card__do">
        ${i.state === 'waiting' || busy ? html`<button class="btn btn--go" type="button" ?disabled=${busy} @click=${() => this.#accept(i)}>${busy ? 'Joining…' : 'Accept'}</button>` : nothing}
        ${i.state === 'unreachable' ? html`<button class="btn btn--go" type="button" @click=${() => this.session.invited.check(i)}>Try again</button>` : nothing}
        ${i.refusal === 'new-identity' && i.invitedBy && i.identityId ? html`<button class="btn" type="button" @click=${() => this.#compare(i)}>Compare…</button>` : nothing}
        <button class="btn" type="button" ?disabled=${busy} @click=${() => this.#decline(i)}>Decline</button></div>`}
    </section>`;
  }

  /** @param {import('../core/session/invitations.js').Invitation} i */
  #compare(i) {
    compare(this.session, { userId: /** @type {any} */ (i.invitedBy).userId, identityId: /** @type {string} */ (i.identityId) });
  }

  /** @param {import('../core/session/invitations.js').Invitation} i */
  #state(i) {
    switch (i.state) {
      case 'checking': return html`<p class="note" role="status">Checking the signatures…</p>`;
      case 'expired': return html`<p class="note">This invitation is not open any more.</p>`;
      case 'unreachable': return html`<p class="note note--caution">The server did not answer. The invitation has not been checked yet.</p>`;
      case 'refused': return html`<p class="note note--caution" role="alert" data-refusal=${i.refusal}>${refusalWords(i)}</p>`;
      default: return nothing;
    }
  }
}
customElements.define('sc-empty', Empty);

/** @param {import('../core/session/invitations.js').Invitation} i */
export const invitationTitle = (i) => (i.name && i.invitedBy ? `Invitation to ${i.name} from ${fullText(i.invitedBy)}` : 'An invitation');

/** @param {import('../core/session/invitations.js').Invitation} i */
function refusalWords(i) {
  const servers = i.served.invitedBy;
  switch (i.refusal) {
    case 'differs': return html`The server describes this invitation differently from what is signed: as “<bdi>${i.served.name}</bdi>” (${modeOf(i.served.mode).row}),
      from <bdi>${servers.displayName}</bdi>. It cannot be accepted. Tell the person who runs the server.`;
    case 'not-invited': return 'The server says that you are invited, but no member has signed an invitation for you. It cannot be accepted.';
    case 'other-keys': return 'This invitation was signed for keys that are not yours. Ask to be invited again.';
    case 'new-identity': return html`${i.invitedBy ? fullName(i.invitedBy) : 'Who invites you'} has a new identity, and the former one has not signed for it. Compare before you accept.`;
    default: return 'What the server shows of this room does not follow from what its members have signed. It cannot be accepted.';
  }
}
