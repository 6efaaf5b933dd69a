// @ts-check
// The profile among the settings: what everyone on the server sees of a person.
import { html, nothing } from 'lit';
import { openForm } from './form.js';
import './own-picture.js';
import { group } from './settings-parts.js';
import { wordsFor } from './words.js';
import { displayNameFault, statusFault } from '../core/session/name-rules.js';
import { t } from '../locale/locale.js';

/** @typedef {import('../core/session/session.js').Session} Session */

/** Offered beside the field. */
const QUICK = ['status.quick-meeting', 'status.quick-break', 'status.quick-remote', 'status.quick-holiday', 'status.quick-sick'];

/** @param {Session} session */
export function profileSettings(session) {
  const { me } = session;
  return group(t('settings.you'), html`<sc-own-picture .session=${session}></sc-own-picture>
    <div class="item item--wrap" id="own-name"><div><b><bdi>${me.displayName}</bdi></b><span class="sub">${t('settings.name-hint')}</span></div>
      <span class="item__do"><button class="btn" type="button" @click=${() => rename(session)}>${t('name.change')}</button></span></div>
    <div class="item"><div><bdi>${me.username}</bdi><span class="sub">${t('settings.username-hint')}</span></div></div>
    <div class="item item--wrap" id="own-status"><div>${me.status ? html`<bdi>${me.status}</bdi>` : t('status.none')}<span class="sub">${t('status.hint')}</span></div>
      <span class="item__do"><button class="btn" type="button" @click=${() => setStatus(session)}>${t(me.status ? 'status.change' : 'status.set')}</button>
        ${me.status ? html`<button class="btn" type="button" @click=${() => clear(session)}>${t('status.clear')}</button>` : nothing}</span></div>`, t('settings.you-hint'));
}

/** @param {Session} session */
function rename(session) {
  openForm(t('name.title'), {
    action: t('action.save'),
    checks: { 'display-name': displayNameFault },
    places: { 'bad-display-name': 'display-name', 'imitating-name': 'display-name', 'display-name-taken': 'display-name' },
    fields: () => html`<div class="field"><label for="display-name">${t('field.display-name')}</label>
      <input id="display-name" required autofocus autocomplete="name" dir="auto" .value=${session.me.displayName}><p class="hint">${t('name.hint')}</p></div>`,
    run: async (form, close) => {
      await session.profile.rename(/** @type {HTMLInputElement} */ (form.querySelector('#display-name')).value);
      close();
    },
  });
}

/** @param {Session} session */
const clear = (session) => session.profile.setStatus('').catch((error) => session.notice(wordsFor(error), 'caution'));

/** @param {Session} session */
function setStatus(session) {
  openForm(t('status.title'), {
    action: t('action.save'),
    checks: { status: statusFault },
    places: { 'bad-status': 'status' },
    fields: () => html`<div class="field"><label for="status">${t('status.label')}</label>
        <input id="status" autofocus autocomplete="off" dir="auto" .value=${session.me.status}></div>
      <div class="quick" role="group" aria-label=${t('status.quick')}>${QUICK.map((key) => html`<button class="btn btn--s" type="button" @click=${choose}>${t(key)}</button>`)}</div>`,
    run: async (form, close) => {
      await session.profile.setStatus(fieldOf(form).value.trim());
      close();
    },
  });
}

/** @param {Element} form @returns {HTMLInputElement} */
const fieldOf = (form) => /** @type {HTMLInputElement} */ (form.querySelector('#status'));

/** @param {Event} e */
function choose({ currentTarget }) {
  const button = /** @type {HTMLElement} */ (currentTarget);
  const input = fieldOf(/** @type {Element} */ (button.closest('form')));
  input.value = button.textContent ?? '';
  input.dispatchEvent(new Event('input', { bubbles: true }));
  input.focus();
}
