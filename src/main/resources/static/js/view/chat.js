// @ts-check
import { html, nothing } from 'lit';
import { addressOf } from './addresses.js';
import { Element } from './element.js';
import './empty.js';
import './rail.js';
import './room.js';
import './toasts.js';
import { CARD } from './card.js';
import { isOfComposition } from './composition.js';
import { notify } from './notifier.js';
import { openDialog, removeDialogs } from './dialog.js';
import { drawn } from './focus.js';
import { overView } from './over.js';
import { hasParts, needParts, openProfile, switcher } from './on-demand.js';
import { order } from './rail-order.js';
import { allShortcuts, shortcutOf } from './shortcuts.js';
import { inSections, nextRoom } from '../core/session/rail-order.js';
import { calendar, listedName, obstacleWords, roomName } from './words.js';
import { isolated } from '../locale/isolate.js';
import { number, t } from '../locale/locale.js';

/** As in the style sheet: narrower, panels lie over the conversation. */
const IS_WIDE = matchMedia('(min-width: 73.8125em)');

/** What the page notes at an entry of the history: the address before it, and the panel that lies over the room. @returns {{from?: string, panel?: string}|null} */
const entry = () => history.state;

/** Panels that are loaded on demand. */
const PARTS = new Set(['search', 'who']);

/** @param {string} panel */
const isThread = (panel) => panel.startsWith('thread/');

/** The whole page: rooms, the open one, its people. Which one is open stands behind the `#`. */
class Chat extends Element {
  static properties = { session: { attribute: false }, over: { attribute: false }, isWaiting: { attribute: false } };

  constructor() {
    super();
    /** @type {import('../core/session/session.js').Session} */
    this.session;
    /** @type {import('./over.js').Over|null} */
    this.over;
    /** Whether the server does not answer, before there is a session. */
    this.isWaiting = false;
  }

  /** What lies beside the conversation: `people`, `who` or nothing. */
  #panel = IS_WIDE.matches ? 'people' : '';
  /** What lay there before a thread, and does again after it. */
  #under = '';
  /** @type {[string, string]} */
  #place = ['', ''];
  /** The address of the page so far; none before the first. @type {string|null} */
  #hash = null;
  /** @type {import('../core/search/searching.js').Searching|null} */
  #searching = null;
  /** Where one was before the settings. */
  #back = '#/';

  connectedCallback() {
    super.connectedCallback();
    addEventListener('hashchange', this.#moved);
    addEventListener('popstate', this.#popped);
    addEventListener('keydown', this.#key);
    document.addEventListener('visibilitychange', this.#watch);
    document.addEventListener(CARD, this.#showCard);
    IS_WIDE.addEventListener('change', this.#resized);
    this.#moved();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#moved);
    removeEventListener('popstate', this.#popped);
    removeEventListener('keydown', this.#key);
    document.removeEventListener('visibilitychange', this.#watch);
    document.removeEventListener(CARD, this.#showCard);
    IS_WIDE.removeEventListener('change', this.#resized);
  }

  #showCard = (/** @type {Event} */ e) => {
    const { detail } = /** @type {CustomEvent<string>} */ (e);
    if (this.session && !this.over) openProfile(this.session, this.session.directory.shown(detail), this.#room);
  };

  /** The message that the address names, until it is gone to. @type {number|null} */
  #sought = null;

  /** Goes to the message that the address names; the address is the room's from then on. */
  async #follow() {
    const pos = this.#sought;
    if (pos === null || !this.session?.ready) return;
    this.#sought = null;
    const room = this.#room;
    history.replaceState(history.state, '', `#/room/${this.#place[1]}`);
    this.#hash = location.hash;
    await room?.open().catch(() => {});
    if (room?.standing === 'member') await room.finding.go(pos);
    else this.#toasts?.show(t('address.not-member'), 'caution');
  }

  #moved = () => {
    // A new entry of the history notes where it was come from, so that Back can go there.
    if (entry() === null) history.replaceState({ from: this.#hash }, '');
    this.#hash = location.hash;
    const [, kind = '', id = ''] = location.hash.split('/');
    this.#place = [kind, id];
    this.#sought = addressOf(location.hash)?.pos ?? null;
    if (kind !== 'settings') this.#back = location.hash || '#/';
    if (!IS_WIDE.matches) this.#panel = entry()?.panel === 'search' ? 'search' : '';
    else if (isThread(this.#panel)) this.#panel = this.#under;
    this.requestUpdate();
  };

  /** A panel that lies over the conversation is an entry of its own in the history. */
  #popped = () => {
    const panel = entry()?.panel ?? '';
    if (!IS_WIDE.matches && location.hash === this.#hash && panel !== this.#panel) this.#showPanel(panel);
  };

  /** The list is the entry before, unless the page began with the room. @param {Event} e */
  #toList = (e) => {
    if (!['', '#/'].includes(entry()?.from ?? 'none')) return;
    e.preventDefault();
    history.back();
  };

  /** The people beside the conversation would lie over it. */
  #resized = () => {
    if (!IS_WIDE.matches && this.#panel === 'people') this.#panel = '';
    this.requestUpdate();
  };

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (this.over) removeDialogs();
    if (!changed.has('session') || !this.session) return;
    this.watch([this.session, 'rooms', 'invitations', 'connection'], [this.session.directory, 'names']);
    this.#searching = this.session.searches(listedName);
    notify(this.session, () => this.#room?.roomId ?? '');
    this.session.addEventListener('notice', (e) => this.#toast(/** @type {CustomEvent} */ (e).detail));
  }

  /** @param {{text: string|{key: string, values: Record<string, string>, invitation?: string}, kind: string, action?: import('./toasts.js').ToastAction}} notice core names the message, the view says it */
  #toast({ text: said, kind, action }) {
    const [text, invitation] = typeof said === 'string' ? [said] : [t(said.key, said.values), said.invitation];
    this.#toasts?.show(text, kind, invitation, action);
  }

  /** @returns {import('./toasts.js').Toasts|null} */
  get #toasts() {
    return this.querySelector('sc-toasts');
  }

  updated() {
    this.#follow();
    if (this.session) calendar.follow(this.session.clockAhead);
    this.#watch();
    const open = (this.session?.invitations ?? []).filter((i) => i.state === 'checking' || i.state === 'waiting');
    this.#toasts?.keep(open.map((i) => i.roomId));
  }

  /** A page that nobody can see watches no room, and none a room that its events do not say this person is in. */
  #watch = () => this.session?.watch(document.visibilityState === 'visible' && !this.over && this.#room?.standing === 'member' ? this.#room.roomId : null);

  /** @param {string} roomId */
  #go(roomId) {
    location.hash = `#/room/${roomId}`;
  }

  #key = (/** @type {KeyboardEvent} */ e) => {
    // What is on top has the key first.
    if (document.querySelector('dialog[open], :popover-open') || !this.session || isOfComposition(e)) return;
    const typing = /** @type {Element} */ (e.target).matches?.('input, textarea, select');
    switch (shortcutOf(e, typing)) {
      case 'help': this.#showKeys(); break;
      case 'go': this.#switch(); break;
      case 'search': this.#search({ text: '' }); break;
      case 'other-room': this.#step(e.key === 'ArrowDown' ? 1 : -1, false); break;
      case 'unread-room': this.#step(e.key === 'ArrowDown' ? 1 : -1, true); break;
      case 'close':
        if (!this.#panel) return;
        this.#setPanel('');
        break;
      default: return;
    }
    e.preventDefault();
    this.requestUpdate();
  };

  /** @param {number} step @param {boolean} unreadOnly */
  #step(step, unreadOnly) {
    const { favourites, rooms, direct } = inSections(this.session.rooms, order.get(), { open: this.#place[1], nameOf: listedName });
    const to = nextRoom([...favourites, ...rooms, ...direct], this.#place[1], step, unreadOnly);
    if (to) this.#go(to.roomId);
  }

  #showKeys() {
    openDialog(t('keys.title'), () => html`<dl class="keys">${allShortcuts().map(([key, says]) => html`<div><dt dir="ltr"><kbd>${key}</kbd></dt><dd>${t(says)}</dd></div>`)}</dl>`);
  }

  #switch = () => switcher(this.session, this.#place[1], { keys: () => this.#showKeys(), search: (text) => this.#search({ text }) });

  /** Opens the search in one room or in all, with a text where one is given. @param {{room?: import('../core/room/room.js').Room, text?: string}} wanted */
  #search({ room, text }) {
    const isOpen = this.#panel === 'search';
    this.#searching?.open(isOpen && !room ? undefined : room ?? null);
    if (text) this.#searching?.type(text);
    if (isOpen) /** @type {HTMLElement|null} */ (this.querySelector('.search__field input'))?.focus();
    else this.#setPanel('search');
  }

  get #room() {
    const [kind, id] = this.#place;
    return kind === 'room' ? this.session.room(id) : null;
  }

  render() {
    const { session } = this;
    if (this.over) return overView(this.over);
    if (!session) return html`<p class="loading" role="status">${t(this.isWaiting ? 'connection.trying' : 'chat.opening')}</p>`;
    const room = this.#room;
    const [kind, id] = this.#place;
    const hasPanel = this.#panel === 'search' ? 'search' : room && room.standing !== 'broken' && this.#panel;
    document.title = title(session, room);
    if (kind === 'settings' && !hasParts()) return this.#later();
    if (kind === 'settings') return html`<sc-settings .session=${session} .section=${id} .back=${this.#back}></sc-settings><sc-toasts></sc-toasts>`;
    return html`
      <div class="app ${hasPanel ? 'app--aside' : ''} ${hasPanel === 'who' ? 'app--who' : hasPanel === 'search' ? 'app--search' : hasPanel && isThread(hasPanel) ? 'app--thread' : ''} ${room || kind === 'invitation' ? 'app--room' : session.ready && session.rooms.length === 0 ? 'app--first' : 'app--rooms'}"
        @told=${(/** @type {CustomEvent} */ e) => this.#toast(e.detail)} @go=${(/** @type {CustomEvent} */ e) => this.#go(e.detail)} @keys=${() => this.#showKeys()} @switch=${this.#switch} @search=${(/** @type {CustomEvent} */ e) => this.#search(e.detail)}
        @toggle-panel=${(/** @type {CustomEvent} */ e) => this.#setPanel(this.#panel === e.detail ? '' : e.detail)} @close-panel=${() => this.#setPanel('')} @uncover=${() => { if (!IS_WIDE.matches && this.#panel) this.#setPanel(''); }} @to-list=${this.#toList}>
        <a class="skip" href="#main" @click=${(/** @type {Event} */ e) => { e.preventDefault(); /** @type {HTMLElement|null} */ (this.querySelector('textarea, .empty button'))?.focus(); }}>${t('chat.skip')}</a>
        <sc-rail .session=${session} .open=${id}></sc-rail>
        ${!session.ready ? html`<main class="main"><p class="loading" role="status">${session.connection === 'connecting' && !session.isWaiting ? t('chat.opening') : obstacleWords(session) || t('connection.trying')}</p></main>`
          : room ? html`<sc-room .session=${session} .room=${room} .panel=${this.#panel}></sc-room>`
          : html`<sc-empty .session=${session} .only=${kind === 'invitation' ? id : ''}></sc-empty>`}
        ${hasPanel === 'search' ? html`<sc-search .session=${session} .searching=${this.#searching}></sc-search>` : nothing}
      </div>
      <sc-toasts></sc-toasts>`;
  }

  /** The settings, once they are loaded; a connection that is back draws this again. */
  #later() {
    needParts().then((parts) => parts && this.requestUpdate());
    return html`<p class="loading" role="status">${t('chat.opening')}</p><sc-toasts></sc-toasts>`;
  }

  /** @param {string} panel */
  #setPanel(panel) {
    const isOwnEntry = entry()?.panel !== undefined;
    if (IS_WIDE.matches || (!panel && !isOwnEntry)) return this.#showPanel(panel);
    // Closing takes the entry away again, and `popstate` the panel.
    if (!panel) return history.back();
    history[isOwnEntry ? 'replaceState' : 'pushState']({ ...entry(), panel }, '');
    return this.#showPanel(panel);
  }

  /** Closing gives focus back to what opened it; a panel that lies over the conversation has the focus. @param {string} panel */
  async #showPanel(panel) {
    const before = this.#panel;
    if (before === 'search' && panel !== 'search') this.#searching?.close();
    if (isThread(panel) && !isThread(before)) this.#under = before;
    this.#panel = !panel && isThread(before) && IS_WIDE.matches ? this.#under : panel;
    this.requestUpdate();
    if (PARTS.has(panel)) await needParts();
    await drawn(this);
    const opener = isThread(before) ? `sc-timeline li[data-key="p${before.split('/')[1]}"]` : before === 'who' ? '.badge' : before === 'search' ? '.head__search' : '.head__people';
    const target = panel === 'search' ? '.search__field input' : panel ? (IS_WIDE.matches ? null : '.aside h2') : opener;
    if (target) /** @type {HTMLElement|null} */ (this.querySelector(target))?.focus({ preventScroll: isThread(before) });
  }
}
customElements.define('sc-chat', Chat);

/** @param {import('../core/session/session.js').Session} session @param {import('../core/room/room.js').Room|null} room */
function title(session, room) {
  const unread = session.rooms.reduce((sum, r) => sum + r.unread, 0);
  return `${unread > 0 ? `(${number(unread)}) ` : ''}${room && room.standing !== 'unchecked' ? `${isolated(roomName(room), false)} · ` : ''}${t('app.name')}`;
}
