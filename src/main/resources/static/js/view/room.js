// @ts-check
import { html, nothing } from 'lit';
import { Element } from './element.js';
import './composer.js';
import './finding.js';
import './people.js';
import './pins.js';
import './thread.js';
import './thread-news.js';
import './timeline.js';
import './unread-jump.js';
import { block, directMark, directPicture, directStatus, firstContact, leaveDirect, leftBehind, openDirect } from './direct.js';
import { ownersWrite, setPolicy } from './policy.js';
import { setRetention, telling } from './retention.js';
import { leaveRoom } from './people.js';
import { namesIn } from './name-list.js';
import { icon, ring } from './icons.js';
import { place, prepare } from './menu.js';
import { invite, setTopic, showLetterboxes } from './on-demand.js';
import { troublesView } from './troubles.js';
import { duration, kindOf, obstacleWords, roomName, wordsFor } from './words.js';
import { number, t } from '../locale/locale.js';

/** One open room. */
class RoomView extends Element {
  static properties = { session: { attribute: false }, room: { attribute: false }, panel: {} };

  constructor() {
    super();
    /** @type {import('../core/session/session.js').Session} */
    this.session;
    /** @type {import('../core/room/room.js').Room} */
    this.room;
    /** @type {string} */
    this.panel;
  }

  #failed = '';

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('room')) {
      this.#failed = '';
      this.room.reading.enter();
      this.room.threading.enter();
      this.#follow(/** @type {import('../core/room/room.js').Room|undefined} */ (changed.get('room')) ?? null, this.room);
      this.#open();
    }
    if (changed.has('room') || changed.has('session')) this.#watchAll();
  }

  connectedCallback() {
    super.connectedCallback();
    this.#follow(null, this.room ?? null);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#follow(this.room, null);
  }

  /** What leads to a thread or to a message is another part of the room. @param {import('../core/room/room.js').Room|null} before @param {import('../core/room/room.js').Room|null} room */
  #follow(before, room) {
    before?.threading.removeEventListener('open', this.#openThread);
    before?.finding.removeEventListener('found', this.#uncover);
    room?.threading.addEventListener('open', this.#openThread);
    room?.finding.addEventListener('found', this.#uncover);
  }

  #openThread = () => {
    const panel = `thread/${this.room.threading.asked?.root}`;
    if (this.panel !== panel) this.say('toggle-panel', panel);
  };

  #uncover = () => this.say('uncover');

  /** The root of the thread that is shown; null where there is none. */
  get #thread() {
    const root = Number(/^thread\/(\d+)$/.exec(this.panel)?.[1] ?? 0);
    const kind = this.room.state.items.get(root)?.kind;
    if (kind === 'expired') return this.room.threading.repliesTo(root).length > 0 ? root : null;
    return kind === 'message' || kind === 'deleted' || kind === 'closed' ? root : null;
  }

  #watchAll() {
    const { room, session } = this;
    this.watch([room, 'head'], [session, 'connection'], [session.choices, 'choices'], [session.settings, 'change'], [session.directory, 'people', 'names'], [session.trust, 'pins']);
  }

  async #open() {
    const { room } = this;
    try {
      await room.open();
    } catch (error) {
      if (room === this.room && room.standing !== 'broken') this.#failed = wordsFor(error);
    }
    this.requestUpdate();
  }

  render() {
    const { room, session, panel } = this;
    const kind = kindOf(room);
    const isIn = room.standing === 'member';
    return html`
      <main class="main" id="main">
        <header class="head">
          <a class="icon-btn head__back" href="#/" aria-label=${t('chat.back')} @click=${this.#back}>${icon('back', 'flip')}</a>
          ${room.isDirect ? directPicture(room, 'av--32') : nothing}
          <div class="head__title"><div class="head__name"><h1 class="cut" title=${roomName(room)}><bdi>${roomName(room)}</bdi></h1>${directMark(room)}${room.isDirect ? directStatus(room) : nothing}</div>
            <button class="badge badge--${kind.ring}" type="button" aria-expanded=${panel === 'who'} @click=${() => this.say('toggle-panel', 'who')}>${ring(kind.ring)}<span class="cut">${kind.badge}</span></button></div>
          ${room.isDirect || (isIn && !room.mayInvite) ? nothing : html`<button class="icon-btn" type="button" aria-label=${t('action.invite')} title=${t('action.invite')} ?disabled=${!isIn} @click=${() => invite(session, room)}>${icon('invite')}</button>`}
          ${isIn ? html`<button class="icon-btn head__search" type="button" aria-label=${t('search.title')} title=${t('search.title')} aria-pressed=${panel === 'search'} @click=${() => (panel === 'search' ? this.say('close-panel') : this.say('search', { room }))}>${icon('search')}</button>` : nothing}
          ${isIn ? this.#more() : nothing}
          <button class="btn btn--ghost head__people" type="button" aria-label=${room.memberCount === null || room.memberCount === undefined ? t('room.people-unknown') : t('room.people', { count: room.memberCount })} aria-pressed=${panel === 'people'} @click=${() => this.say('toggle-panel', 'people')}>
            ${icon('users')}<span class="num">${room.memberCount ? number(room.memberCount) : ''}</span></button>
        </header>
        ${room.topic ? html`<p class="topic cut" title=${room.topic}><span class="hide">${t('topic.label')}: </span><bdi>${room.topic}</bdi></p>` : nothing}
        ${this.#banner()}${this.#clocks()}${this.#unkept()}
        ${this.#failed ? html`<div class="note note--caution" role="alert">${this.#failed} <button class="link" type="button" @click=${() => { this.#failed = ''; this.#open(); }}>${t('action.retry')}</button></div>` : nothing}
        ${troublesView(session, room)}
        <sc-pins .room=${room}></sc-pins>
        <sc-finding .room=${room}></sc-finding>
        <sc-unread-jump .room=${room}></sc-unread-jump>
        <sc-timeline .room=${room}></sc-timeline>
        <sc-thread-news .room=${room}></sc-thread-news>
        ${this.#writing()}
      </main>
      ${isIn && this.#thread !== null ? html`<sc-thread @command=${this.#command} .room=${room} .root=${this.#thread} .closed=${room.isFirstContact || this.#isLeftBehind || !room.mayWrite} .offline=${session.connection !== 'online'}></sc-thread>` : nothing}
      ${panel === 'people' && isIn ? html`<sc-people .session=${session} .room=${room}></sc-people>` : nothing}
      ${panel === 'who' && isIn ? html`<sc-who .session=${session} .room=${room}></sc-who>` : nothing}`;
  }

  /** The history goes back to the list where it comes from there. @param {Event} e */
  #back = (e) => {
    const ask = new CustomEvent('to-list', { bubbles: true, cancelable: true });
    if (!this.dispatchEvent(ask)) e.preventDefault();
  };

  /** Whether nobody is left to write to. */
  get #isLeftBehind() {
    const { room } = this;
    return room.isDirect && room.standing === 'member' && !room.isOpenDirect;
  }

  /** Where one writes, or what one does first. */
  #writing() {
    const { room, session } = this;
    if (room.standing === 'broken') return nothing;
    if (room.isFirstContact) return firstContact(session, room);
    if (this.#isLeftBehind) return leftBehind(session, room);
    if (room.standing === 'member' && !room.mayWrite) return ownersWrite();
    return html`<sc-composer @command=${this.#command} .room=${room} .offline=${session.connection !== 'online'}></sc-composer>`;
  }

  #more() {
    const { room, session } = this;
    const { muted, favourite } = room.choice;
    const choose = (/** @type {Parameters<typeof room.choose>[0]} */ change) => () => room.choose(change).catch((error) => session.notice(wordsFor(error), 'caution'));
    return html`<span><button class="icon-btn head__more" type="button" popovertarget="room-menu" aria-haspopup="menu" aria-label=${t('room.more')} title=${t('room.more')}>${icon('more')}</button>
      <div class="menu" id="room-menu" popover @click=${(/** @type {Event} */ e) => /** @type {HTMLElement} */ (e.currentTarget).hidePopover()} @beforetoggle=${prepare} @toggle=${place}>
        <button type="button" @click=${choose({ favourite: !favourite })}>${icon('star', 'i--s')}${t(favourite ? 'room.unfavourite' : 'room.favourite')}</button>
        <button type="button" @click=${choose({ muted: !muted })}>${icon(muted ? 'bell' : 'muted', 'i--s')}${t(muted ? 'room.unmute' : 'room.mute')}</button>
        ${room.isDirect || room.role !== 'owner' ? nothing : html`<button type="button" @click=${() => setTopic(room)}>${icon('pencil', 'i--s')}${t('topic.change')}…</button>
          <button type="button" @click=${() => setPolicy(room)}>${icon('lock', 'i--s')}${t('policy.open')}…</button>`}
        ${room.letterboxing.isShown ? html`<button type="button" @click=${() => showLetterboxes(room)}>${icon('mailbox', 'i--s')}${t('letterbox.open')}…</button>` : nothing}
        ${room.mayRetain ? html`<button type="button" @click=${() => setRetention(room, telling(session))}>${icon('clock', 'i--s')}${t('retention.open')}…</button>` : nothing}
        ${room.isDirect ? this.#direct() : nothing}
      </div></span>`;
  }

  #direct() {
    const { room, session } = this;
    return html`${room.others.length === 1 ? html`<button class="menu__red" type="button" @click=${() => block(session, room.others[0])}>${icon('block', 'i--s')}${t('direct.block')}</button>` : nothing}
      <button class="menu__red" type="button" @click=${() => leaveDirect(session, room)}>${icon('leave', 'i--s')}${t('direct.leave')}…</button>`;
  }

  /** Opens a direct room with somebody, by their username. @param {string} typed */
  async #write(typed) {
    const { session } = this;
    const username = typed.replace(/^@/, '').trim();
    const looked = await session.directory.lookUp([username]).catch((error) => session.notice(wordsFor(error), 'caution'));
    const person = looked?.found[0];
    if (person) await openDirect(session, person.userId === session.me.userId ? [] : [person.userId]);
    else if (looked) session.notice(t('command.nobody', { name: username }), 'caution');
  }

  /** @param {CustomEvent<{name: string, rest: string}>} e */
  #command(e) {
    const { name, rest } = e.detail;
    if (name === 'invite') invite(this.session, this.room, namesIn(rest.replaceAll(' ', ',')).map((one) => one.replace(/^@/, '')));
    else if (name === 'topic') setTopic(this.room, rest || undefined);
    else if (name === 'who') this.say('toggle-panel', 'people');
    else if (name === 'search') this.say('search', { room: this.room, text: rest });
    else if (name === 'dm') this.#write(rest);
    else if (name === 'mute') this.room.choose({ muted: !this.room.choice.muted }).catch((error) => this.session.notice(wordsFor(error), 'caution'));
    else if (name === 'leave' && this.room.isDirect) leaveDirect(this.session, this.room);
    else if (name === 'leave') leaveRoom(this.session, this.room);
  }

  #unkept() {
    if (this.session.isKeeping) return nothing;
    return html`<div class="banner" role="status" data-code="not-kept">${icon('alert', 'i--s')}<span>${t('connection.not-kept')}</span></div>`;
  }

  #clocks() {
    const found = this.session.clockDifference;
    if (!found) return nothing;
    const hint = found.behind === 'device' ? t('connection.clock-device')
      : found.behind === 'server' ? t('connection.clock-server') : '';
    return html`<div class="banner" role="status" data-code="clocks">${icon('clock', 'i--s')}
      <span>${t('connection.clocks', { duration: duration(found.millis), hint })}</span></div>`;
  }

  #banner() {
    const { session } = this;
    if (session.connection === 'online' || session.connection === 'connecting') return nothing;
    const obstacle = obstacleWords(session);
    return html`<div class="banner" role="status">${icon('offline', 'i--s')}
      <span>${obstacle ? `${obstacle} ` : ''}${session.connection === 'offline' || obstacle ? t('connection.offline') : t('connection.reconnecting')}</span>
      <button class="link" type="button" @click=${() => session.retryNow()}>${t('connection.now')}</button></div>`;
  }
}
customElements.define('sc-room', RoomView);
