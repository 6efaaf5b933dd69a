// @ts-check
// Explains a room's problems: what is wrong, then what can be done.
import { html, nothing } from 'lit';
import { compare } from './on-demand.js';
import { ring } from './icons.js';
import { fullName } from './naming.js';
import { pieces, t } from '../locale/locale.js';

/** @param {import('../core/session/session.js').Session} session @param {import('../core/room/room.js').Room} room */
export function troublesView(session, room) {
  const { troubles } = room;
  const renamed = room.members.flatMap(({ person }) => (person.claimed ? [{ person, claimed: person.claimed }] : []));
  if (troubles.length + renamed.length === 0) return nothing;
  const views = [...troubles.map((trouble) => troubleView(session, room, trouble)), ...renamed.map(({ person, claimed }) => renamedView(session, person, claimed))];
  return html`<div class="troubles">${views.slice(0, 3)}</div>`;
}

/** Somebody whom the server calls otherwise than before: the name that is known stays until this person takes the new one. @param {import('../core/session/session.js').Session} session @param {import('../core/session/directory.js').Person} person @param {import('../core/trust/trust.js').Names} claimed */
function renamedView(session, person, claimed) {
  const moved = claimed.username !== person.username;
  return html`<div class="trouble" role="alert" data-code="renamed">${ring('split', 'ring--l')}
    <div><p><b>${pieces('renamed.title', { old: fullName(person), new: fullName(claimed) })}</b></p>
    <p class="quiet">${t(moved ? 'renamed.moved' : 'renamed.same-keys')}</p>
    <button class="btn btn--s" type="button" @click=${() => session.decisions.acceptNames(person.userId)}>${t('renamed.use')}</button></div></div>`;
}

/** @param {import('../core/session/session.js').Session} session @param {import('../core/room/room.js').Room} room @param {import('../core/trust/troubles.js').Trouble} trouble */
function troubleView(session, room, trouble) {
  const name = trouble.userId ? session.directory.shown(trouble.userId).displayName : t('person.someone');
  return html`<div class="trouble" role="alert" data-code=${trouble.code}>${ring('split', 'ring--l')}
    <div><p><b>${t(`trouble.${trouble.code}`, { name })}</b></p>
    <p class="quiet">${trouble.blocks ? `${t('way.blocked')} ` : ''}${wayOn(room, trouble)}</p>
    ${action(session, room, trouble)}</div></div>`;
}

/** @param {import('../core/room/room.js').Room} room @param {import('../core/trust/troubles.js').Trouble} trouble */
function wayOn(room, { code, pos }) {
  switch (code) {
    case 'pins-missing': case 'pins-damaged': case 'pins-old': return t('way.pins');
    case 'server-key': return t('way.server-key');
    case 'new-identity': return t('way.new-identity');
    case 'former-identity': return t('way.former-identity');
    case 'own-identity': return t('way.own-identity');
    case 'restored': case 'rolled-back': case 'two-stories': return t('way.restored');
    case 'views': return t('way.views', { number: pos ?? 0 });
    case 'withheld': return t('way.withheld');
    case 'unreadable-key': return t('way.unreadable-key');
    case 'torn': return t('way.torn');
    case 'newer-event': return t('way.newer-event');
    default: return t(room.standing === 'broken' ? 'way.broken' : 'way.other');
  }
}

/** @param {import('../core/session/session.js').Session} session @param {import('../core/room/room.js').Room} room @param {import('../core/trust/troubles.js').Trouble} trouble */
function action(session, room, { code, userId, identityId }) {
  const button = (/** @type {string} */ words, /** @type {() => void} */ run) => html`<button class="btn btn--s" type="button" @click=${run}>${words}</button>`;
  if (code.startsWith('pins-')) return button(t('way.start-list'), () => session.decisions.beginAnew());
  if (['restored', 'rolled-back', 'two-stories'].includes(code)) return button(t('way.go-on'), () => session.decisions.acceptRestored(room.roomId));
  if (code === 'newer-event') return button(t('way.reload'), () => location.reload());
  if (code === 'server-key') return button(t('way.trust-server'), () => session.decisions.acceptServer());
  if ((code === 'new-identity' || code === 'former-identity') && userId && identityId) return button(t('action.compare'), () => compare(session, { userId, identityId }, room));
  return nothing;
}
