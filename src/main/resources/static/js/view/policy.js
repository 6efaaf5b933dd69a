// @ts-check
// What only owners may do in a room: the dialog in which an owner decides, and what others see instead.
import { html } from 'lit';
import { openForm } from './form.js';
import { icon } from './icons.js';
import { OWNERS_INVITE, OWNERS_WRITE } from '../core/room/policy.js';
import { t } from '../locale/locale.js';

/** Stands in place of the field to write in. */
export const ownersWrite = () => html`<p class="readonly">${icon('lock', 'i--s')}${t('policy.read-only')}</p>`;

/** Stands in place of the button to invite. */
export const ownersInvite = () => html`<p class="aside__note">${icon('lock', 'i--s')}${t('policy.invite-owners')}</p>`;

/** @param {string} id @param {Parameters<typeof icon>[0]} shape @param {string} label @param {string} hint @param {boolean} on */
const choice = (id, shape, label, hint, on) => html`<label class="mode"><input type="checkbox" id=${id} .checked=${on}>
  ${icon(shape, 'i--s')}<span><b>${label}</b><span class="mode__words">${hint}</span></span></label>`;

/** @param {import('../core/room/room.js').Room} room */
export function setPolicy(room) {
  const { policy } = room;
  openForm(t('policy.open'), {
    action: t('action.save'),
    checks: {},
    fields: () => html`<div class="modes">
      ${choice('owners-write', 'pencil', t('policy.write'), t('policy.write-hint'), (policy & OWNERS_WRITE) !== 0)}
      ${choice('owners-invite', 'invite', t('policy.invite'), t('policy.invite-hint'), (policy & OWNERS_INVITE) !== 0)}</div>`,
    run: async (form, close) => {
      const isOn = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (form.querySelector(`#${id}`)).checked;
      const next = (isOn('owners-invite') ? OWNERS_INVITE : 0) | (isOn('owners-write') ? OWNERS_WRITE : 0);
      if (next !== room.policy) await room.setPolicy(next);
      close();
    },
  });
}
