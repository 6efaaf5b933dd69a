// @ts-check
// "Who can read this?": built from what the members have signed, for people who know nothing of keys.
import { html, nothing } from 'lit';
import { Element } from './element.js';
import { avatar } from './avatar.js';
import { compare } from './fingerprints.js';
import { icon, ring } from './icons.js';
import { moveInList, oneStop } from './lists.js';
import { handleAnd, mark, nameOf, theServer } from './naming.js';
import { download } from './saving.js';
import { modeOf, moment, roomName, wordsFor } from './words.js';
import { t } from '../locale/locale.js';

const PARTS = 6;

/** @typedef {Awaited<ReturnType<import('../core/room/room.js').Room['readers']>>} Readers */
/** @typedef {Readers['now'][number]} Reader */
/** @typedef {Readers['former'][number]} FormerReader */

class Who extends Element {
  static properties = { session: { attribute: false }, room: { attribute: false } };

  constructor() {
    super();
    /** @type {import('../core/session/session.js').Session} */
    this.session;
    /** @type {import('../core/room/room.js').Room} */
    this.room;
  }

  /** @type {Readers|null} */
  #readers = null;
  #loading = false;
  #again = false;

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('room')) {
      this.#readers = null;
      const { room, session } = this;
      this.watch([room, 'head', 'messages', 'keys'], [session.directory, 'people', 'names'], [session.trust, 'pins']);
    }
    this.#load();
  }

  /** Comparing is one Tab stop: arrows move from one person to the next. @returns {HTMLElement[]} */
  get #stops() {
    return [.../** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll('.person > button'))];
  }

  updated() {
    oneStop(this.#stops);
  }

  async #load() {
    const { room } = this;
    this.#again = this.#loading;
    if (this.#loading) return;
    this.#loading = true;
    try {
      await room.open();
      const readers = await room.readers();
      const changed = JSON.stringify(readers) !== JSON.stringify(this.#readers);
      if (room === this.room) this.#readers = readers;
      if (changed) this.requestUpdate();
    } catch (error) {
      this.session.notice(wordsFor(error), 'caution');
    }
    this.#loading = false;
    if (this.#again) this.#load();
  }

  /** @param {Readers} readers */
  #save(readers) {
    download(t('who.file', { room: roomName(this.room) }), asText(this.room, readers), 'text/plain');
  }

  render() {
    const { room } = this;
    const readers = this.#readers;
    return html`
      <aside class="aside aside--wide" aria-label=${t('who.label', { room: roomName(room) })}>
        <div class="aside__head"><h2 tabindex="-1">${t('who.title')}</h2>
          <button class="icon-btn" type="button" aria-label=${t('action.close')} @click=${() => this.say('close-panel')}>${icon('x')}</button></div>
        <div class="aside__scroll" @keydown=${(/** @type {KeyboardEvent} */ e) => moveInList(this.#stops, e)}>
          ${readers ? this.#body(readers) : html`<p class="loading" role="status">${t('who.checking')}</p>`}
        </div>
        ${readers ? html`<div class="aside__save"><span class="quiet">${t('who.basis')}</span>
          <button class="btn" type="button" @click=${() => this.#save(readers)}>${icon('down', 'i--s')}${t('who.save')}</button></div>` : nothing}
      </aside>`;
  }

  /** @param {Readers} readers */
  #body(readers) {
    const managed = this.room.mode === 'managed';
    return html`
      <div class="sum ${managed ? 'sum--server' : ''}">${ring(modeOf(this.room.mode).ring)}<div>
        <b>${t(managed ? 'who.managed' : 'who.only', { count: readers.now.length })}</b>
        <p>${t(managed ? 'who.managed-text' : 'who.members-text')}</p></div></div>
      <p class="seen">${seenWords(readers.seen)}</p>
      <h3>${t('who.now', { number: readers.now.length })}</h3>
      <ul>${managed ? html`<li class="person"><span class="av av--32 av--server" aria-hidden="true">${ring('server')}</span><div class="cut"><div>${theServer}</div><span class="sub">${t('who.server-text')}</span></div></li>` : nothing}
        ${readers.now.map((r) => this.#person(r, cameWords(r)))}</ul>
      ${readers.suspended.length === 0 ? nothing : html`<h3>${t('who.suspended', { number: readers.suspended.length })}</h3>
        <ul>${readers.suspended.map((r) => this.#person(r, t('who.suspended-text')))}</ul>`}
      ${readers.former.length === 0 ? nothing : html`<h3>${t('who.former', { number: readers.former.length })}</h3>
        <ul>${readers.former.map((r) => this.#person(r, goneWords(r)))}</ul>`}
      ${readers.isDirect ? nothing : html`<p class="quiet">${t(readers.history ? 'history.full' : 'history.none')}</p>`}
      ${this.#board(readers)}`;
  }

  /** @param {Reader} r @param {string} words */
  #person(r, words) {
    const { session } = this;
    const mine = r.person.userId === session.me.userId;
    return html`<li class="person">${avatar(r.person, 'av--32', true, this.room)}
      <div class="cut"><div class="cut">${nameOf(r.person)}</div><span class="sub">${handleAnd(r.person, words)}</span></div>
      ${mine ? mark('you') : r.verified ? mark('verified')
        : html`<button class="link" type="button" @click=${() => compare(session, { userId: r.person.userId, identityId: r.identityId }, this.room)}>${t('action.compare')}</button>`}</li>`;
  }

  /** @param {Readers} readers */
  #board({ parts, board }) {
    if (parts.length === 0) return nothing;
    const shown = parts.slice(-PARTS);
    return html`<h3>${t('who.history')}</h3>
      <p class="quiet">${t('who.history-text')}</p>
      <div class="board" tabindex="0" role="region" aria-label=${t('who.board')}><table><thead><tr><th scope="col">${t('who.from')}</th>
        ${shown.map((p) => html`<th scope="col">${moment(p.at)}</th>`)}</tr></thead>
        <tbody>${board.map((row) => html`<tr><th scope="row"><bdi>${row.person.displayName}</bdi></th>
          ${row.cells.slice(-PARTS).map((one) => cell(one))}</tr>`)}</tbody></table></div>`;
  }
}
customElements.define('sc-who', Who);

/** Which ring stands for a state; none where the person was not there. @type {Record<string, 'members'|'given'|'dashed'>} */
const RINGS = { has: 'members', given: 'given', shared: 'given', closed: 'dashed', waits: 'dashed' };

/** @param {{state: string, since?: number}} c @param {(at: number) => string} [when] */
const stateWords = (c, when = moment) => t(`who.state.${c.state in RINGS ? c.state : 'absent'}`, { when: when(c.since ?? 0) });

/** @param {{state: string, since?: number}} c */
function cell(c) {
  const words = stateWords(c);
  const shape = RINGS[c.state];
  return html`<td title=${words}>${shape ? ring(shape) : html`<span class="dot-none"></span>`}<span class="hide">${words}</span></td>`;
}

/** @param {Reader} r */
const cameWords = (r) => (r.named ? t('direct.came', { when: moment(r.joinedAt) }) : r.invitedBy ? t('who.came-invited', { name: r.invitedBy.displayName, when: moment(r.joinedAt) }) : t('who.came-created', { when: moment(r.joinedAt) }));

/** @param {FormerReader} r */
function goneWords(r) {
  const when = moment(r.until);
  if (!r.by) return t('who.gone-server', { when });
  return r.by.userId === r.person.userId ? t('who.gone-left', { when }) : t('who.gone-removed', { name: r.by.displayName, when });
}

/** @param {Readers['seen']} seen */
function seenWords({ confirmedBy, differing, to, withheld }) {
  if (withheld > 0) return t('who.withheld', { count: withheld });
  if (differing) return t('who.differs', { name: differing.displayName });
  if (confirmedBy) return t('who.confirmed', { name: confirmedBy.displayName, number: to });
  return t('who.unconfirmed');
}

/** In a file times are exact, and the same for every reader. @param {number} at */
const stamp = (at) => new Date(at).toISOString();

/** The whole panel for a file. @param {import('../core/room/room.js').Room} room @param {Readers} readers */
function asText(room, readers) {
  const person = (/** @type {Reader} */ r, /** @type {string} */ words) => `  ${t('who.text-person', { name: r.person.displayName, id: r.person.username || r.person.userId, words })}`;
  const lines = [
    t('who.text-title', { room: roomName(room) }), new Date().toISOString(), '',
    t(room.mode === 'managed' ? 'who.managed-text' : 'who.members-text'),
    seenWords(readers.seen), '', t('who.now', { number: readers.now.length }),
    ...readers.now.map((r) => person(r, `${cameWords(r)}, ${t(r.verified ? 'who.text-verified' : 'who.text-unverified', { id: r.identityId })}`)),
    ...(readers.suspended.length === 0 ? [] : ['', t('who.suspended', { number: readers.suspended.length })]),
    ...readers.suspended.map((r) => person(r, cameWords(r))),
    '', t('who.former', { number: readers.former.length }), ...readers.former.map((r) => person(r, goneWords(r))),
    '', t('who.history'),
    ...readers.parts.map((p, i) => `  ${t('who.text-part', { when: stamp(p.at), number: p.pos, cells: readers.board.map((row) => `${row.person.displayName}: ${stateWords(row.cells[i], stamp)}`).join('; ') })}`),
  ];
  return `${lines.join('\n')}\n`;
}
