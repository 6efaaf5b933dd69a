// @ts-check
import { html, nothing } from 'lit';
import { avatar } from './avatar.js';
import { copy } from './copying.js';
import { icon, ring } from './icons.js';
import { markdown } from './markdown.js';
import { handle, nameOf, theServer } from './naming.js';
import { serverSees } from './server-sees.js';
import { NEWER, exactTime, listOf, time } from './words.js';

const LOCKED = /** @type {Record<string, [string, string]>} */ ({
  'before-joining': ['From before you joined', 'In this room people read from their joining on. An owner can change that.'],
  checking: ['Checking this message', 'It is shown as soon as it is clear that it does not repeat an earlier one.'],
  withheld: ['Withheld by the server', 'You may read what stands here, but the server does not hand it out. Others may have it.'],
  forged: ['A change that does not hold', 'It does not follow from what the members have signed. It is not believed.'],
  'out-of-time': ['Not written in its time', 'The secret that it was closed up with was no longer good here. It is not shown.'],
  'no-key': ['This can’t be opened yet', ''],
  unreachable: ['Not open here yet', 'The server could not be reached. It opens by itself when the connection is back.'],
  signature: ['The signature is wrong', 'Somebody may have tampered with this line. It is not shown.'],
  'wrong-sender': ['The sender is wrong', 'This line does not come from whom it names. It is not shown.'],
  'wrong-room': ['From another place', 'This line was not written for this room. It is not shown.'],
  repeated: ['A repetition', 'This line was here before. It is not shown again.'],
  damaged: ['Damaged', 'This line does not fit together. It is not shown.'],
  record: ['Damaged', 'The statement that opens this part of the room does not hold.'],
  newer: [NEWER, 'Reload the page to read it.'],
});

/** One line of a timeline. @param {import('../core/room/room.js').Room} room @param {any} line @param {{first: boolean, newestOwn: boolean, unclear: Set<string>}} place */
export function lineView(room, line, place) {
  if (line.kind === 'system') return systemLine(line, place.unclear);
  if (line.kind === 'locked') return lockedLine(room, line);
  return messageLine(room, line, place);
}

/** @param {import('../core/room/room.js').Room} room @param {any} line @param {{first: boolean, newestOwn: boolean, unclear: Set<string>}} place */
function messageLine(room, line, { first, newestOwn, unclear }) {
  const name = line.sender.displayName;
  return html`
    <li class="line ${first ? 'line--first' : ''} ${line.state === 'sent' ? '' : `line--${line.state}`}" tabindex="-1" data-key=${line.key}>
      ${first ? avatar(line.sender) : html`<time class="line__side" datetime=${new Date(line.at).toISOString()} aria-hidden="true">${time(line.at)}</time>`}
      <div class="line__body">
        ${first
          ? html`<div class="who"><b>${nameOf(line.sender)}</b>${unclear.has(line.sender.userId) ? handle(line.sender) : nothing}<span class="hide">: </span><time class="when" datetime=${new Date(line.at).toISOString()} title=${exactTime(line.at)} aria-hidden="true">${time(line.at)}</time></div>`
          : html`<span class="hide">${name}: </span>`}
        <div class="line__text" dir="auto">${markdown(line.text)}</div>
        ${state(room, line, newestOwn)}
      </div>
      ${line.envelope ? html`<div class="line__bar">
        <button class="icon-btn" type="button" title="Copy" aria-label="Copy this line" @click=${(/** @type {Event} */ e) => copy(/** @type {Element} */ (e.currentTarget), line.text)}>${icon('copy', 'i--s')}</button>
        <button class="icon-btn" type="button" title="What the server sees" aria-label="What the server sees of this line" @click=${() => serverSees(room, line)}>${icon('eye', 'i--s')}</button>
      </div>` : nothing}
    </li>`;
}

/** @param {import('../core/room/room.js').Room} room @param {any} line @param {boolean} newestOwn */
function state(room, line, newestOwn) {
  switch (line.state) {
    case 'sending': return html`<span class="state">${icon('clock', 'i--xs')}Sending…</span>`;
    case 'waiting': return html`<span class="state">${icon('clock', 'i--xs')}${room.isBlocked ? 'Held back: see above' : line.reason ?? 'Waiting for the connection'}</span>`;
    case 'failed': return html`<div class="failed"><span>${icon('alert', 'i--s')}Not sent: ${line.reason}</span>
      <button class="link" type="button" @click=${() => room.retry(line)}>Try again</button>
      <button class="link" type="button" @click=${() => room.takeBack(line)}>Edit</button>
      <button class="link" type="button" @click=${() => room.discard(line)}>Delete</button></div>`;
    default: return newestOwn ? html`<span class="state state--sent" title="Sent">${icon('check', 'i--xs')}<span class="hide">sent</span></span>` : nothing;
  }
}

/** @param {import('../core/room/room.js').Room} room @param {any} line */
function lockedLine(room, line) {
  const [cause, words] = LOCKED[line.reason] ?? LOCKED.damaged;
  const remedy = line.reason === 'no-key' ? lackingWords(room, line) : words;
  return html`<li class="locked" tabindex="-1" data-key=${line.key} data-reason=${line.reason}>
    ${ring('dashed')}
    <div><b>${cause}</b>${line.sender ? html` <span class="quiet">from <bdi>${line.sender.displayName}</bdi>, ${time(line.at)}</span>` : nothing}
      <p class="quiet">${remedy}</p></div></li>`;
}

/** Who was asked and when, and what happens next. @param {import('../core/room/room.js').Room} room @param {any} line */
function lackingWords(room, line) {
  const { asked, mayHave, suspended, holders } = room.remedy(line.epoch);
  if (!mayHave && suspended) return 'You were suspended when it was written.';
  if (!mayHave) return 'You were not a member when it was written.';
  const names = holders.length > 0 ? listOf(holders.map((p) => p.displayName)) : 'Others who were in the room';
  if (!asked) return `What opens it has not reached you. ${names} can share it.`;
  return `What opens it has not reached you. ${names} can share it and ${holders.length === 1 ? 'was' : 'were'} asked at ${time(asked)}. It opens right here; you need do nothing.`;
}

/** In a sentence. @param {any} person @param {Set<string>} unclear whose name does not tell who they are */
const inWords = (person, unclear) => (person ? html`<b>${nameOf(person)}</b>${unclear.has(person.userId) ? html` ${handle(person)}` : nothing}` : html`<b>${theServer}</b>`);

/** @param {any} line @param {Set<string>} unclear */
function systemLine(line, unclear) {
  const [shape, words] = systemWords(line, (person) => inWords(person, unclear));
  return html`<li class="sys" tabindex="-1">${icon(shape, 'i--s')}<span>${words} <time class="when" title=${exactTime(line.at)}>${time(line.at)}</time></span></li>`;
}

/** @param {any} line @param {(person: any) => unknown} named @returns {[any, unknown]} */
function systemWords({ what, actor, subject, name, role, full, reset }, named) {
  switch (what) {
    case 'created': return ['plus', html`${named(actor)} made this room.`];
    case 'invited': return ['invite', html`${named(actor)} invited ${named(subject)}.`];
    case 'withdrawn': return ['x', html`${named(actor)} took the invitation of ${named(subject)} back.`];
    case 'declined': return ['x', html`${named(subject)} declined the invitation.`];
    case 'joined': return ['enter', html`${named(subject)} joined. ${full ? 'Reads everything.' : 'Reads from here on.'}`];
    case 'left': return ['leave', html`${named(subject)} left.`];
    case 'removed': return ['leave', html`${named(actor)} removed ${named(subject)}.`];
    case 'renamed': return ['pencil', html`${named(actor)} named the room <b><bdi>${name}</bdi></b>.`];
    case 'role': return ['key', role ? html`${named(subject)} is an owner now.` : html`${named(subject)} is no owner any more.`];
    case 'identity': if (reset === 'former') return ['alert', html`<b>${named(subject)} is shown with former keys, which they had replaced.</b> Compare before you trust them.`];
      return reset
      ? ['alert', html`<b>${named(subject)} signs in with a new identity, and nobody vouches for it.</b> Compare before you trust it.`]
      : ['key', html`${named(subject)} made new keys. The former ones have signed them.`];
    case 'rekeyed': return ['key', html`${named(actor)} could not open the key${subject ? html` that ${named(subject)} had made` : nothing}, and made a new one.`];
    case 'suspended': return ['clock', html`An admin suspended ${named(subject)}.`];
    case 'resumed': return ['enter', html`${named(subject)} is back.`];
    case 'history': return ['eye', full ? html`${named(actor)} opened the history: who joins reads everything.` : html`${named(actor)} closed the history: who joins reads from then on.`];
    default: return ['users', html`The room changed.`];
  }
}
