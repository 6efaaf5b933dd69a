// @ts-check
// "Who can read this?": built from what the members have signed, for people who know nothing of keys.
import { html, nothing } from 'lit';
import { Element } from './element.js';
import { avatar } from './avatar.js';
import { compare } from './fingerprints.js';
import { icon, ring } from './icons.js';
import { handleAnd, mark, nameOf, theServer } from './naming.js';
import { modeOf, moment, wordsFor } from './words.js';

const PARTS = 6;

class Who extends Element {
  static properties = { session: { attribute: false }, room: { attribute: false } };

  /** @type {Awaited<ReturnType<import('../core/room/room.js').Room['readers']>>|null} */
  #readers = null;
  #loading = false;
  #again = false;

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('room')) {
      this.#readers = null;
      this.watch(this.room, 'change');
    }
    this.#load();
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

  #save() {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([asText(this.room, this.#readers)], { type: 'text/plain' }));
    link.download = `${this.room.name}, who can read it.txt`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  render() {
    const { room } = this;
    const readers = this.#readers;
    return html`
      <aside class="aside aside--wide" aria-label="Who can read ${room.name}?">
        <div class="aside__head"><h2>Who can read this?</h2>
          <button class="icon-btn" type="button" aria-label="Close" @click=${() => this.say('close-panel')}>${icon('x')}</button></div>
        <div class="aside__scroll">
          ${readers ? this.#body(readers) : html`<p class="loading" role="status">Reading the signatures…</p>`}
        </div>
        ${readers ? html`<div class="aside__save"><span class="quiet">From the members’ own signatures</span>
          <button class="btn" type="button" @click=${() => this.#save()}>${icon('down', 'i--s')}Save as text</button></div>` : nothing}
      </aside>`;
  }

  /** @param {any} readers */
  #body(readers) {
    const managed = this.room.mode === 'managed';
    return html`
      <div class="sum ${managed ? 'sum--server' : ''}">${ring(modeOf(this.room.mode).ring)}<div>
        <b>${managed ? `${countOf(readers.now.length)}, and the server if it breaks its word.` : `${countOf(readers.now.length)}, and nobody else.`}</b>
        <p>${managed ? 'The server makes the room’s secret, hands it to each member closed up for that member alone, and erases its copy. Whoever runs the server could change that.'
          : 'The room’s secret was made in a member’s browser. The server keeps the messages and cannot open them.'}</p></div></div>
      <p class="seen">${seenWords(readers.seen)}</p>
      <h3>Now, ${readers.now.length}</h3>
      <ul>${managed ? html`<li class="person"><span class="av av--32 av--server" aria-hidden="true">${ring('server')}</span><div class="cut"><div>${theServer}</div><span class="sub">makes each secret and erases it</span></div></li>` : nothing}
        ${readers.now.map((/** @type {any} */ r) => this.#person(r, cameWords(r)))}</ul>
      ${readers.suspended.length === 0 ? nothing : html`<h3>Suspended, ${readers.suspended.length}</h3>
        <ul>${readers.suspended.map((/** @type {any} */ r) => this.#person(r, 'reads nothing until an admin resumes the account'))}</ul>`}
      ${readers.former.length === 0 ? nothing : html`<h3>No longer, ${readers.former.length}</h3>
        <ul>${readers.former.map((/** @type {any} */ r) => this.#person(r, goneWords(r)))}</ul>`}
      <p class="quiet">${readers.history ? 'Who joins reads everything, also what was said before.' : 'Who joins reads from then on.'}</p>
      ${this.#board(readers)}`;
  }

  /** @param {any} r @param {string} words */
  #person(r, words) {
    const { session } = this;
    const mine = r.person.userId === session.me.userId;
    return html`<li class="person">${avatar(r.person, 'av--32', true)}
      <div class="cut"><div class="cut">${nameOf(r.person)}</div><span class="sub">${handleAnd(r.person, words)}</span></div>
      ${mine ? mark('you') : r.verified ? mark('verified')
        : html`<button class="link" type="button" @click=${() => compare(session, { userId: r.person.userId, identityId: r.identityId }, this.room)}>Compare…</button>`}</li>`;
  }

  /** @param {any} readers */
  #board({ parts, board }) {
    if (parts.length === 0) return nothing;
    const shown = parts.slice(-PARTS);
    return html`<h3>Part by part</h3>
      <p class="quiet">Each time somebody comes or goes there is a new key. A ring with a dot: they made it or wrote with it. An empty ring: they were given it, which nothing confirms yet.</p>
      <div class="board" tabindex="0" role="region" aria-label="Who has which secret"><table><thead><tr><th scope="col">Written from</th>
        ${shown.map((/** @type {any} */ p) => html`<th scope="col">${moment(p.at)}</th>`)}</tr></thead>
        <tbody>${board.map((/** @type {any} */ row) => html`<tr><th scope="row"><bdi>${row.person.displayName}</bdi></th>
          ${row.cells.slice(-PARTS).map(cell)}</tr>`)}</tbody></table></div>`;
  }
}
customElements.define('sc-who', Who);

/** @param {{state: string, since?: number}} c */
function cell(c) {
  switch (c.state) {
    case 'has': return html`<td title="can read it">${ring('members')}<span class="hide">can read it</span></td>`;
    case 'given': return html`<td title="was given the key, not confirmed yet">${ring('given')}<span class="hide">was given the key, not confirmed yet</span></td>`;
    case 'shared': return html`<td title="a member shared the key, not confirmed yet">${ring('given')}<span class="hide">a member shared the key, not confirmed yet</span></td>`;
    case 'closed': return html`<td title="cannot be opened here">${ring('dashed')}<span class="hide">cannot be opened here</span></td>`;
    case 'waits': return html`<td title="waiting since ${moment(c.since ?? 0)}">${ring('dashed')}<span class="hide">waiting since ${moment(c.since ?? 0)}</span></td>`;
    default: return html`<td title="was not there"><span class="dot-none"></span><span class="hide">was not there</span></td>`;
  }
}

const NUMBERS = ['Nobody', 'One person', 'Two people', 'Three people', 'Four people', 'Five people', 'Six people', 'Seven people', 'Eight people', 'Nine people'];
/** @param {number} count */
const countOf = (count) => NUMBERS[count] ?? `${count} people`;

/** @param {any} r */
const cameWords = (r) => (r.invitedBy ? `invited by ${r.invitedBy.displayName}, joined ${moment(r.joinedAt)}` : `made the room, ${moment(r.joinedAt)}`);

/** @param {any} r */
function goneWords(r) {
  const how = r.by && r.by.userId !== r.person.userId ? `removed by ${r.by.displayName}` : r.by ? 'left' : 'taken out by the server';
  return `${how}, read until ${moment(r.until)}`;
}

/** @param {{confirmedBy: any, differing: any, to: number, withheld: number}} seen */
function seenWords({ confirmedBy, differing, to, withheld }) {
  if (withheld > 0) return `The server withholds ${withheld === 1 ? 'a message' : `${withheld} messages`} from you that others can read.`;
  if (differing) return `${differing.displayName} saw something else here.`;
  if (confirmedBy) return `${confirmedBy.displayName} saw the same conversation as you, up to line ${to}.`;
  return 'Nobody has confirmed yet that they see the same conversation. The next line that somebody writes does.';
}

/** The whole panel for a file. @param {any} room @param {any} readers */
function asText(room, readers) {
  const lines = [
    `Who can read "${room.name}"`, new Date().toISOString(), '',
    room.mode === 'managed' ? 'Keys made by the server: it makes each secret, hands it out and erases it.' : 'Only members can read this: each secret is made in a member’s browser.',
    seenWords(readers.seen), '', 'Now:',
    ...readers.now.map((/** @type {any} */ r) => `  ${r.person.displayName} (${r.person.username || r.person.userId}), ${cameWords(r)}, ${r.verified ? 'verified' : 'not verified'}, identity ${r.identityId}`),
    ...(readers.suspended.length === 0 ? [] : ['', 'Suspended:']),
    ...readers.suspended.map((/** @type {any} */ r) => `  ${r.person.displayName} (${r.person.username || r.person.userId}), ${cameWords(r)}`),
    '', 'No longer:', ...readers.former.map((/** @type {any} */ r) => `  ${r.person.displayName} (${r.person.username || r.person.userId}), ${goneWords(r)}`),
    '', 'Part by part:',
    ...readers.parts.map((/** @type {any} */ p, /** @type {number} */ i) => `  from ${new Date(p.at).toISOString()} (line ${p.pos}): ${readers.board.map((/** @type {any} */ row) => `${row.person.displayName}: ${stateWords(row.cells[i])}`).join('; ')}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** @param {{state: string, since?: number}} c */
const stateWords = (c) => ({ has: 'can read it', given: 'was given the key (not confirmed)', closed: 'cannot be opened here', shared: 'was given the key by a member (not confirmed)', waits: `waiting since ${new Date(c.since ?? 0).toISOString()}` })[c.state] ?? 'was not there';
