// @ts-check
// One message that was found: where it stands, what it says with the hits marked, and what stands around it.
import { html, nothing } from 'lit';
import { avatar } from './avatar.js';
import { icon, ring } from './icons.js';
import { nameOf } from './naming.js';
import { exactTime, kindOf, listedName, moment } from './words.js';
import { t } from '../locale/locale.js';

/** @typedef {import('../core/search/index.js').Result} Result */
/** @typedef {import('../core/search/snippet.js').Snippet} Snippet */
/** @typedef {import('../core/session/session.js').Session} Session */

/** @param {Snippet} snippet */
function marked({ text, marks }) {
  let at = 0;
  const parts = marks.map(([from, to]) => {
    const part = html`${text.slice(at, from)}<mark>${text.slice(from, to)}</mark>`;
    at = to;
    return part;
  });
  return html`${parts}${text.slice(at)}`;
}

/** @param {Session} session @param {string} userId empty where a program wrote it */
const writer = (session, userId) => (userId ? nameOf(session.directory.shown(userId)) : t('search.program'));

/** @param {Session} session @param {import('../core/search/index.js').Beside|null} beside */
const context = (session, beside) => (beside ? html`<span class="hit__ctx"><b>${writer(session, beside.from)}</b><span class="cut" dir="auto">${beside.text}</span></span>` : nothing);

/** @param {Session} session @param {Result} result @param {boolean} isOpen whether one has gone to it */
export function hitView(session, result, isOpen) {
  const room = session.room(result.room);
  if (!room) return nothing;
  const person = result.from ? session.directory.shown(result.from) : null;
  return html`<li><a class="hit ${isOpen ? 'hit--open' : ''}" href="#/room/${result.room}/${result.pos}" aria-current=${isOpen ? 'true' : nothing} data-pos=${result.pos}>
    <span class="hit__where">${ring(kindOf(room).ring)}<bdi class="cut">${listedName(room)}</bdi><time title=${exactTime(result.at)}>${moment(result.at)}</time></span>
    ${context(session, result.before)}
    <span class="hit__main">${person ? avatar(person, 'av--24') : icon('mailbox', 'i--s')}<span><b>${writer(session, result.from)}</b>
      ${result.snippet.text ? html`<span class="hit__text" dir="auto">${marked(result.snippet)}</span>` : nothing}
      ${result.files.map((file) => html`<span class="hit__file">${icon('file', 'i--s')}<bdi class="cut">${marked(file)}</bdi></span>`)}</span></span>
    ${context(session, result.after)}</a></li>`;
}
