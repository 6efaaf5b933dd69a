// @ts-check
import { html, nothing } from 'lit';
import { Element } from './element.js';
import './composer.js';
import './people.js';
import './timeline.js';
import { openDialog } from './dialog.js';
import { invite } from './forms.js';
import { icon, ring } from './icons.js';
import { modeOf, wordsFor } from './words.js';

/** One open room. */
class RoomView extends Element {
  static properties = { session: { attribute: false }, room: { attribute: false }, panel: { type: Boolean } };

  #failed = '';

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('room')) {
      this.#failed = '';
      this.#open();
    }
    if (changed.has('session')) this.watch(this.session, 'change');
  }

  async #open() {
    const { room } = this;
    try {
      await room.open();
    } catch (error) {
      if (room === this.room) this.#failed = wordsFor(error);
    }
    this.requestUpdate();
  }

  #who() {
    const { room } = this;
    openDialog('Who can read this?', () => html`
      <div class="sees">
        <section><h3>Members</h3><p>Everybody who is in the room, from their joining on: ${room.members.map((/** @type {any} */ m) => m.displayName).join(', ')}.</p></section>
        <section><h3>The server</h3><p>It makes the secret that opens this room, gives it to each member closed up for that member alone, and forgets it. What it keeps are lines that it cannot open. Whoever runs the server could change its program so that it keeps the secret.</p></section>
        <section><h3>Nobody else</h3><p>When somebody joins, leaves or is removed there is a new secret. Who left reads nothing from then on, who came reads nothing from before.</p></section>
      </div>`, true);
  }

  render() {
    const { room, session, panel } = this;
    const mode = modeOf(room.mode);
    return html`
      <main class="main" id="main">
        <header class="head">
          <a class="icon-btn head__back" href="#/" aria-label="Back to rooms">${icon('back')}</a>
          <div class="head__title"><h1 class="cut" title=${room.name}><bdi>${room.name}</bdi></h1>
            <button class="badge" type="button" aria-haspopup="dialog" @click=${() => this.#who()}>${ring(mode.ring)}<span class="cut">${mode.badge}</span></button></div>
          <button class="icon-btn" type="button" aria-label="Invite people" title="Invite people" @click=${() => invite(session, room)}>${icon('invite')}</button>
          <button class="btn btn--ghost head__people" type="button" aria-label="People in this room, ${room.memberCount}" aria-pressed=${panel} @click=${() => this.say('toggle-panel')}>
            ${icon('users')}<span class="num">${room.memberCount}</span></button>
        </header>
        ${this.#banner()}
        ${this.#failed ? html`<div class="note note--caution" role="alert">${this.#failed} <button class="link" type="button" @click=${() => { this.#failed = ''; this.#open(); }}>Try again</button></div>` : nothing}
        <sc-timeline .room=${room}></sc-timeline>
        <sc-composer .room=${room} .offline=${session.connection !== 'online'}></sc-composer>
      </main>
      ${panel ? html`<sc-people .session=${session} .room=${room}></sc-people>` : nothing}`;
  }

  #banner() {
    const { session } = this;
    if (session.connection === 'online' || session.connection === 'connecting') return nothing;
    return html`<div class="banner" role="status">${icon('offline', 'i--s')}
      <span>${session.connection === 'offline' ? 'No connection. What you write waits here and goes out by itself.' : 'Reconnecting. What you write waits here and goes out by itself.'}</span>
      <button class="link" type="button" @click=${() => session.retryNow()}>Try now</button></div>`;
  }
}
customElements.define('sc-room', RoomView);
