// @ts-check
import { html, nothing } from 'lit';
import { avatar } from './avatar.js';
import { copy } from './copying.js';
import { icon, ring } from './icons.js';
import { markdown } from './markdown.js';
import { handle, nameOf, theServer } from './naming.js';
import { serverSees } from './server-sees.js';
import { exactTime, listOf, time } from './words.js';
import { has, pieces, t } from '../locale/locale.js';

/** Without a text where what can be done depends on who has the key. */
const LOCKED = new Set(['before-joining', 'checking', 'withheld', 'forged', 'out-of-time', 'no-key', 'unreachable', 'signature', 'wrong-sender', 'wrong-room', 'repeated', 'damaged', 'record', 'newer']);

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
        <button class="icon-btn" type="button" title=${t('message.copy')} aria-label=${t('message.copy')} @click=${(/** @type {Event} */ e) => copy(/** @type {Element} */ (e.currentTarget), line.text)}>${icon('copy', 'i--s')}</button>
        <button class="icon-btn" type="button" title=${t('message.sees')} aria-label=${t('message.sees')} @click=${() => serverSees(room, line)}>${icon('eye', 'i--s')}</button>
      </div>` : nothing}
    </li>`;
}

/** @param {import('../core/room/room.js').Room} room @param {any} line @param {boolean} newestOwn */
function state(room, line, newestOwn) {
  switch (line.state) {
    case 'sending': return html`<span class="state">${icon('clock', 'i--xs')}${t('message.sending')}</span>`;
    case 'waiting': return html`<span class="state">${icon('clock', 'i--xs')}${room.isBlocked ? t('message.held') : line.reason ? reasonWords(line.reason) : t('message.waiting')}</span>`;
    case 'failed': return html`<div class="failed"><span>${icon('alert', 'i--s')}${t('message.not-sent', { reason: reasonWords(line.reason) })}</span>
      <button class="link" type="button" @click=${() => room.retry(line)}>${t('action.retry')}</button>
      <button class="link" type="button" @click=${() => room.takeBack(line)}>${t('action.edit')}</button>
      <button class="link" type="button" @click=${() => room.discard(line)}>${t('action.delete')}</button></div>`;
    default: return newestOwn ? html`<span class="state state--sent" title=${t('message.sent')}>${icon('check', 'i--xs')}<span class="hide">${t('message.sent')}</span></span>` : nothing;
  }
}

/** Why it was not sent: our own reason, or the code of a refusal. @param {string} reason */
const reasonWords = (reason) => [`reason.${reason}`, `problem.${reason}`].filter(has).map((key) => t(key))[0] ?? t('problem.failed');

/** @param {import('../core/room/room.js').Room} room @param {any} line */
function lockedLine(room, line) {
  const reason = LOCKED.has(line.reason) ? line.reason : 'damaged';
  const remedy = reason === 'no-key' ? lackingWords(room, line) : t(`locked.${reason}.text`);
  return html`<li class="locked" tabindex="-1" data-key=${line.key} data-reason=${line.reason}>
    ${ring('dashed')}
    <div><b>${t(`locked.${reason}.cause`)}</b>${line.sender ? html` <span class="quiet">${pieces('message.from', { name: html`<bdi>${line.sender.displayName}</bdi>`, time: time(line.at) })}</span>` : nothing}
      <p class="quiet">${remedy}</p></div></li>`;
}

/** Who was asked and when, and what happens next. @param {import('../core/room/room.js').Room} room @param {any} line */
function lackingWords(room, line) {
  const { asked, mayHave, suspended, holders } = room.remedy(line.epoch);
  if (!mayHave) return t(suspended ? 'lacking.suspended' : 'lacking.not-member');
  const names = holders.length > 0 ? listOf(holders.map((p) => p.displayName)) : t('lacking.others');
  if (!asked) return t('lacking.not-asked', { names });
  return t('lacking.asked', { names, time: time(asked), count: holders.length || OTHERS });
}

/** Of those whose names are not known there may be any number: it takes the general plural. */
const OTHERS = 100;

/** In a sentence. @param {any} person @param {Set<string>} unclear whose name does not tell who they are */
const inWords = (person, unclear) => (person ? html`<b>${nameOf(person)}</b>${unclear.has(person.userId) ? html` ${handle(person)}` : nothing}` : html`<b>${theServer}</b>`);

/** @param {any} line @param {Set<string>} unclear */
function systemLine(line, unclear) {
  const [shape, words] = systemWords(line, (person) => inWords(person, unclear));
  return html`<li class="sys" tabindex="-1">${icon(shape, 'i--s')}<span>${words} <time class="when" title=${exactTime(line.at)}>${time(line.at)}</time></span></li>`;
}

/** Icon and message of each change. @type {Record<string, [any, string]>} */
const SYSTEM = {
  created: ['plus', 'system.created'], invited: ['invite', 'system.invited'], withdrawn: ['x', 'system.withdrawn'], declined: ['x', 'system.declined'],
  joined: ['enter', 'system.joined'], left: ['leave', 'system.left'], removed: ['leave', 'system.removed'], renamed: ['pencil', 'system.renamed'],
  role: ['key', 'system.not-owner'], identity: ['key', 'system.keys'], rekeyed: ['key', 'system.rekeyed'], suspended: ['clock', 'system.suspended'],
  resumed: ['enter', 'system.resumed'], history: ['eye', 'system.history-none'],
};

/** @param {any} line @returns {[any, string]} */
function systemKey({ what, subject, role, full, reset }) {
  if (what === 'joined' && full) return ['enter', 'system.joined-full'];
  if (what === 'role' && role) return ['key', 'system.owner'];
  if (what === 'identity' && reset) return ['alert', reset === 'former' ? 'system.former' : 'system.reset'];
  if (what === 'rekeyed' && subject) return ['key', 'system.rekeyed-of'];
  if (what === 'history' && full) return ['eye', 'system.history-full'];
  return SYSTEM[what] ?? ['users', 'system.other'];
}

/** @param {any} line @param {(person: any) => unknown} named @returns {[any, unknown]} */
function systemWords(line, named) {
  const [shape, key] = systemKey(line);
  return [shape, pieces(key, { actor: named(line.actor), subject: named(line.subject), room: html`<b><bdi>${line.name}</bdi></b>` })];
}
